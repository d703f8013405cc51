"""The desk of planning: what somebody sees, what is refused, what stays typed."""

import re
from datetime import date

import pytest
from django.urls import reverse

from kogge.core import history
from kogge.network.directory.models import Place, Topic
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events import actions, formats
from kogge.plan.events.models import Event, EventOrganizer, EventSeries

from .conftest import at, plan

WORKSHOP = "/en/desk/events/new/workshop/"


def typed(**values):
    return {
        "title_de": "Robots", "precision": "day", "starts_on": "2030-06-03", "starts_time": "14:00",
        "ends_time": "17:00", "mode": "onsite", "cost": "free", "funding": "none", **values,
    }  # fmt: skip


@pytest.fixture
def desk(signed_in, anna):
    return signed_in(anna)


def test_a_beginner_plans_a_workshop_with_title_day_place_and_seats(desk, north, hall):
    answer = desk.post(
        WORKSHOP, typed(lead=north.pk, place=hall.place.pk, room=hall.pk, capacity="16"), follow=True
    )
    event = Event.objects.get()
    assert answer.redirect_chain == [(f"/en/desk/events/{event.slug}/", 302)]
    assert (event.starts_at, event.ends_at) == (at(12), at(15))
    assert (event.lead, event.capacity, event.room, event.state) == (north, 16, hall, "planned")
    text = answer.content.decode()
    assert "Northern Centre" in text
    assert "Write down the learning goal in one sentence" in text


def test_the_draft_shows_the_funding_statement_of_its_operation(desk, north, anna):
    profile = FunderProfile.objects.create(
        key="fund",
        name="Fund",
        statement_de="Gefördert vom Fonds",
        statement_en="Funded by the fund",
        emblem="eu",
    )
    operation = Operation.objects.create(
        slug="op",
        title="Innovation room",
        profile=profile,
        starts_on=date(2030, 1, 1),
        ends_on=date(2030, 12, 31),
    )
    operation.organizations.add(north)
    form = desk.get(WORKSHOP)
    assert f'value="operation:{operation.pk}"' in form.content.decode()
    assert form.context["form"]["funding"].value() == f"operation:{operation.pk}"
    page = desk.post(WORKSHOP, typed(lead=north.pk, funding=f"operation:{operation.pk}"), follow=True)
    assert "Funded by the fund" in page.content.decode()


@pytest.mark.parametrize("format_", formats.all_formats(), ids=lambda f: f.key)
def test_the_form_of_a_format_shows_its_fields_and_no_others(desk, format_):
    form = desk.get(f"/en/desk/events/new/{format_.key}/").context["form"]
    assert ("capacity" in form.fields) == ("capacity" in format_.fields)
    assert ("room" in form.fields) == ("room" in format_.fields)
    assert ("online_url" in form.fields) == ("online_url" in format_.fields)
    assert "internal_notes" not in form.fields
    assert len(form.fields) < 35


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"ends_time": "13:00"}, "ends_time", "The end lies before the start."),
        ({"ends_on": "2030-06-01"}, "ends_on", "The last day lies before the first."),
        ({"starts_on": ""}, "starts_on", "Please choose the day"),
        ({"starts_on": "soon"}, "starts_on", "Please enter a day such as"),
        ({"starts_time": "", "ends_time": "17:00"}, "starts_time", "Please say when it starts"),
        ({"precision": "month", "month": "June"}, "month", "Please choose the month"),
        ({"precision": "year", "year": ""}, "year", "Please enter the year"),
        ({"title_de": ""}, "title_de", "Please give it a title."),
        ({"starts_on": "2030-03-31", "starts_time": "02:30"}, "starts_time", "The clocks skip 02:30"),
        ({"starts_on": "2030-10-27", "starts_time": "02:30"}, "starts_time", "The clocks show 02:30 twice"),
        ({"capacity": "-3"}, "capacity", "greater than or equal to 1"),
        ({"summary_de": "x" * 5_000_000}, "summary_de", "yours has 5000000"),
        ({"online_url": "javascript:alert(1)"}, "online_url", "Please enter a link"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_beside_its_field_and_typed_values_stay(
    desk, north, values, field, sentence
):
    answer = desk.post(WORKSHOP, typed(lead=north.pk, audience_text="kept", **values))
    assert answer.status_code == 200
    form = answer.context["form"]
    assert sentence in " ".join(form.errors[field])
    assert form["title_de"].value() == values.get("title_de", "Robots")
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"precision": "month", "month": "2030-06"}, (date(2030, 6, 1), "month", None)),
        ({"precision": "year", "year": "2030"}, (date(2030, 1, 1), "year", None)),
        ({"precision": "not_stated"}, (None, "not_stated", None)),
        ({"starts_time": "", "ends_time": ""}, (date(2030, 6, 3), "day", None)),
    ],
)
def test_a_date_may_be_as_exact_as_it_is_known(desk, north, values, shown):
    desk.post(WORKSHOP, typed(lead=north.pk, **values))
    event = Event.objects.get()
    assert (event.starts_on, event.precision, event.starts_at) == shown


@pytest.mark.parametrize(("choice", "hours"), [("earlier", 1.5), ("later", 2.5)])
def test_in_the_night_of_the_clock_change_the_second_half_past_two_can_be_chosen(desk, north, choice, hours):
    night = {"starts_on": "2024-10-27", "starts_time": "01:00", "ends_time": "02:30", "clock_change": choice}
    desk.post(WORKSHOP, typed(lead=north.pk, **night))
    event = Event.objects.get()
    assert (event.ends_at - event.starts_at).total_seconds() == hours * 3600
    again = desk.get(f"/en/desk/events/{event.slug}/edit/").context["form"]
    assert again["clock_change"].value() == choice


def test_from_one_to_four_in_the_night_of_the_clock_change_are_four_hours(desk, north):
    night = {"starts_on": "2024-10-27", "starts_time": "01:00", "ends_time": "04:00"}
    desk.post(WORKSHOP, typed(lead=north.pk, **night))
    event = Event.objects.get()
    assert (event.ends_at - event.starts_at).total_seconds() == 4 * 3600


def test_the_same_audience_nearby_on_that_day_is_a_warning_that_a_reason_overcomes(
    desk, ben, north, south, companies, town
):
    near = Place.objects.create(slug="near", name="Near", kind="town", latitude=54.3, longitude=12.0)
    other = plan(ben, south, "Bees", place=near, audiences=[companies])
    mine = typed(lead=north.pk, place=town.pk, audiences=[companies.pk])
    warned = desk.post(WORKSHOP, mine)
    text = warned.content.decode()
    assert "“Bees” (Southern Centre) is for the same audience (Companies), 33.4 km away" in text
    assert "Save anyway" in text
    assert f"#day-{other.starts_on}" in text
    assert Event.objects.count() == 1
    desk.post(WORKSHOP, {**mine, "clash_reason": "Other district"})
    event = Event.objects.exclude(pk=other.pk).get()
    assert history.of(event).get().reason == "Other district"


def test_far_away_or_online_or_for_others_is_no_clash(desk, ben, north, south, companies, town):
    far = Place.objects.create(slug="far", name="Far", kind="town", latitude=55.0, longitude=12.0)
    plan(ben, south, "Far", place=far, audiences=[companies])
    plan(ben, south, "Others", place=town)
    plan(ben, south, "Screen", place=town, audiences=[companies], mode="online")
    desk.post(WORKSHOP, typed(lead=north.pk, place=town.pk, audiences=[companies.pk]))
    assert Event.objects.filter(title_de="Robots").exists()


def test_the_warning_comes_live_while_the_form_is_filled_in(desk, ben, north, south, hall, companies):
    plan(ben, south, "Bees", room=hall, hour=12, audiences=[companies])
    half = typed(title_de="", lead=north.pk, place=hall.place.pk, room=hall.pk, audiences=[companies.pk])
    text = desk.post("/en/desk/events/clashes/", {**half, "format_key": "workshop"}).content.decode()
    assert "Hall is already held by Southern Centre for “Bees”" in text
    assert "for the same audience (Companies), 0.0 km away" in text
    assert "<html" not in text


def test_a_taken_room_is_refused_beside_the_room(desk, ben, north, south, hall):
    plan(ben, south, "Bees", room=hall, hour=12)
    answer = desk.post(WORKSHOP, typed(lead=north.pk, room=hall.pk))
    assert "already held by Southern Centre for “Bees”" in answer.context["form"].errors["room"][0]
    assert Event.objects.count() == 1


def test_others_drafts_open_for_nobody_else(signed_in, anna, ben, north):
    event = plan(anna, north, internal_notes="secret")
    other = signed_in(ben)
    for name in (
        "overview",
        "edit",
        "sessions",
        "people",
        "organizers",
        "picture",
        "place",
        "report",
        "delete",
    ):
        assert other.get(reverse(f"events:{name}", args=[event.slug])).status_code == 404, name
    assert other.post(reverse("events:checklist", args=[event.slug])).status_code == 404
    assert other.post(reverse("events:duplicate", args=[event.slug])).status_code == 404


def test_visitors_are_sent_to_sign_in(client, anna, north):
    event = plan(anna, north)
    for address in ("/desk/events/", f"/desk/events/{event.slug}/", "/desk/calendar/", "/desk/series/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/"), address


def test_an_editor_cannot_create_for_somebody_elses_centre(desk, south):
    answer = desk.post(WORKSHOP, typed(lead=south.pk))
    assert "lead" in answer.context["form"].errors
    assert Event.objects.count() == 0


def test_what_was_saved_meanwhile_is_shown_beside_what_was_typed(desk, anna, ben, north):
    event = plan(anna, north)
    address = f"/en/desk/events/{event.slug}/edit/"
    opened = desk.get(address)
    assert opened.context["version"] == 1
    actions.change_event(event, by=ben, values={"title_de": "Ben's title"})
    answer = desk.post(address, typed(title_de="Anna's title", version="1", event=event.slug))
    text = answer.content.decode()
    assert "This was changed meanwhile by Ben" in text
    assert "<del>Ben&#x27;s title</del>" in text
    assert "<ins>Anna&#x27;s title</ins>" in text
    again = desk.post(address, typed(title_de="Anna's title", version=str(answer.context["version"])))
    assert again.status_code == 302
    event.refresh_from_db()
    assert event.title_de == "Anna's title"


def test_an_end_left_empty_follows_from_the_format_and_the_form_says_so(desk, north):
    assert "Empty: 180 minutes after the start." in desk.get(WORKSHOP).content.decode()
    desk.post(WORKSHOP, typed(lead=north.pk, starts_time="14:00", ends_time=""))
    event = Event.objects.get()
    assert (event.ends_at - event.starts_at).total_seconds() == 180 * 60


def test_an_edit_keeps_what_the_form_does_not_show(desk, anna, north):
    event = plan(anna, north, motto="Kept", facts={"import": {"key": "7"}})
    desk.post(f"/en/desk/events/{event.slug}/edit/", typed(deadline="2030-05-20"))
    event.refresh_from_db()
    assert event.motto == "Kept"
    assert event.facts["import"] == {"key": "7"}
    assert event.facts["deadlines"][0]["on"] == "2030-05-20"


def test_the_whole_life_of_an_event_by_forms_alone(desk, anna, north, hall, ben, south):
    event = plan(anna, north, starts_at=at(8, year=2020), hours=3, room=hall)
    base = f"/en/desk/events/{event.slug}/"
    usual = "Add what this format usually has"
    assert usual in desk.get(base + "sessions/").content.decode()
    desk.post(base + "sessions/")
    assert event.sessions.count() == 5
    assert usual not in desk.get(base + "sessions/").content.decode()
    desk.post(base + "sessions/new/", {"title_de": "Extra", "kind": "talk", "starts_on": "2020-06-03",
                                       "starts_time": "10:00", "ends_time": "10:20", "language": "de"})  # fmt: skip
    extra = event.sessions.get(title_de="Extra")
    desk.post(
        base + f"sessions/{extra.slug}/people/", {"name": "Nora Neu", "role": "speaker", "title": "Dr."}
    )
    assert str(extra.contributions.get().person) == "Dr. Nora Neu"
    desk.post(base + "people/", {"name": "nora neu", "role": "host", "title": ""})
    assert event.people.get().person == extra.contributions.get().person
    desk.post(base + "tracks/", {"name_de": "Zukunft"})
    assert event.tracks.get().slug == "zukunft"
    desk.post(base + "organizers/", {"organization": south.pk, "role": "co"})
    assert EventOrganizer.objects.get(role="co").accepted_at is None
    desk.post(base + "checklist/", {"done": ["room", "invented"]})
    event.refresh_from_db()
    assert event.checklist_done == ["room"]
    desk.post(base + "state/held/", {"state": "held"})
    desk.post(base + "report/", {"attended": "14", "result": "Good"})
    event.refresh_from_db()
    assert (event.state, event.report) == ("reported", {"attended": 14, "result": "Good"})
    assert desk.get(base).status_code == 200


def test_an_invitation_is_accepted_at_the_desk(signed_in, anna, ben, north, south):
    event = plan(anna, north)
    actions.set_organizers(event, by=anna, rows=[(north, "lead"), (south, "co")])
    row = EventOrganizer.objects.get(role="co")
    guest = signed_in(ben)
    assert "Southern Centre is invited" in guest.get("/en/desk/events/").content.decode()
    guest.post(f"/en/desk/events/invitations/{row.pk}/", {"answer": "accept"})
    assert guest.get(f"/en/desk/events/{event.slug}/edit/").status_code == 200


def test_nobody_answers_an_invitation_of_others(desk, anna, north, south):
    event = plan(anna, north)
    actions.set_organizers(event, by=anna, rows=[(north, "lead"), (south, "co")])
    row = EventOrganizer.objects.get(role="co")
    assert desk.post(f"/en/desk/events/invitations/{row.pk}/", {"answer": "accept"}).status_code == 404
    row.refresh_from_db()
    assert row.accepted_at is None


def test_a_series_gets_rule_and_dates_by_forms(desk, anna, north):
    desk.post(
        "/en/desk/series/new/", {"title_de": "Boost", "lead": north.pk, "rule_required": "3", "rule_of": "4"}
    )
    series = EventSeries.objects.get()
    first = plan(anna, north, "Boost", series=series)
    base = f"/en/desk/series/{series.slug}/"
    desk.post(base + "dates/", {"pattern": first.pk, "count": "3", "every_days": "7"})
    assert series.events.count() == 4
    desk.post(base + "rule/", {"rule_required": "2", "rule_of": "4", "reason": ""})
    series.refresh_from_db()
    assert (series.rule_required, len(series.rule_versions)) == (2, 1)
    assert desk.get(base).status_code == 200


def test_the_list_filters_by_state_year_and_text(desk, anna, north):
    plan(anna, north, "Robots")
    plan(anna, north, "Bees", starts_at=at(8, year=2031), hours=1, state="idea")

    def titles(query):
        return [e.title_de for e in desk.get(f"/en/desk/events/?{query}").context["page"]]

    assert titles("") == ["Bees", "Robots"]
    assert titles("state=idea") == ["Bees"]
    assert titles("year=2030") == ["Robots"]
    assert titles("q=obot") == ["Robots"]
    assert titles("year=nonsense&state=nothing&page=-1") == ["Bees", "Robots"]


@pytest.mark.parametrize("address", ["/en/desk/events/", "/en/desk/calendar/?year=2030&month=6",
                                     "/en/desk/calendar/?view=year&year=2030"])  # fmt: skip
def test_lists_take_as_many_queries_for_thirty_rows_as_for_one(
    desk, anna, north, companies, vera, address, django_assert_num_queries, hall
):
    def more(count):
        for number in range(count):
            event = plan(
                anna, north, f"Event {number}", hour=number % 20, audiences=[companies], place=hall.place
            )
            session = {"title_de": "Talk", "starts_at": event.starts_at, "ends_at": event.ends_at}
            actions.add_session(event, by=anna, values=session)

    more(1)
    desk.get(address)
    with django_assert_num_queries(40, exact=False) as one:
        desk.get(address)
    more(29)
    with django_assert_num_queries(len(one)):
        desk.get(address)


def test_the_chooser_finds_formats_by_words(desk):
    text = desk.get("/en/desk/events/new/?q=fair").content.decode()
    assert "/en/desk/events/new/trade-fair-stand/" in text
    assert "/en/desk/events/new/workshop/" not in text
    assert "No format of that name" in desk.get("/en/desk/events/new/?q=%3Cscript%3E").content.decode()


NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example")',
    "Title\r\nSet-Cookie: a=b",
    "Title\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "{{ 7|add:7 }} {% now 'Y' %}",
    "\u202egnp.exe",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_text_never_becomes_markup_or_a_header(desk, anna, north, hall, nasty):
    Topic.objects.create(slug="topic", name_de="Thema")
    fields = {
        "title_de": nasty,
        "summary_de": nasty,
        "access_note": nasty,
        "cost_note": nasty,
        "audience_text": nasty,
    }
    more = {"internal_notes": nasty, "motto": nasty, "place_note": nasty, "language": "de"}
    sent = desk.post(WORKSHOP + "?all", typed(lead=north.pk, network_role="organiser", **fields, **more))
    assert sent.status_code == 302, sent.context["form"].errors
    event = Event.objects.get()
    assert "\n" not in event.title_de + event.cost_note + event.motto + event.place_note
    actions.add_session(event, by=anna, values={"title_de": nasty, "abstract_de": nasty})
    desk.post(f"/en/desk/events/{event.slug}/people/", {"name": nasty[:60], "role": "speaker"})
    base = f"/en/desk/events/{event.slug}/"
    for page in ("", "edit/?all", "sessions/", "people/", "organizers/", "state/cancelled/", "delete/"):
        answer = desk.get(base + page)
        text = answer.content.decode()
        assert answer.status_code == 200, page
        assert "<script>alert" not in text, page
        assert "<img src=x" not in text, page
        assert "Set-Cookie: a=b" not in str(answer.headers), page
        assert not re.search(r"\b14 20\d\d\b", text), page


LONG = "x" * 5_000_000


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("edit/?all", typed(motto=LONG)), ("edit/?all", typed(internal_notes=LONG)),
        ("edit/?all", typed(description_de=LONG)), ("edit/?all", typed(access_note=LONG)),
        ("sessions/new/", {"title_de": "x", "kind": "talk", "abstract_de": LONG}),
        ("sessions/new/", {"title_de": LONG, "kind": "talk"}), ("tracks/", {"name_de": LONG}),
        ("people/", {"name": LONG, "role": "speaker"}), ("state/cancelled/", {"state": "cancelled", "reason": LONG}),
        ("report/", {"result": LONG}), ("picture/", {"picture_alt": LONG}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_five_megabytes_of_text_get_a_sentence_and_nothing_is_saved(desk, anna, north, page, values):
    event = plan(anna, north)
    answer = desk.post(f"/en/desk/events/{event.slug}/{page}", values)
    assert answer.status_code == 200
    assert "Please shorten it." in answer.content.decode()
    event.refresh_from_db()
    assert (event.version, event.state, event.sessions.count()) == (1, "planned", 0)
