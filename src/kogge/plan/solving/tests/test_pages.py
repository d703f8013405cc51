"""The pages: who may have a timetable computed, what a run shows, and that nothing is slow with many rows."""

import pytest
from django.utils import timezone

from kogge.plan.events import actions as events
from kogge.plan.events.models import Session
from kogge.plan.solving import running
from kogge.plan.solving.models import Run
from kogge.plan.speakers.models import Availability
from kogge.plan.timetable import actions as grid
from kogge.plan.timetable.models import Preference

from .conftest import at, last_line

BASE = "/en/desk/events/{}/timetable/solve/"
FORM = {"seconds": 5, "stability": 5, "step": 15, "seed": 1, "together": "no"}
ESTIMATE = {"compare": "1", "estimate-together": "no"}


@pytest.fixture
def base(fair):
    return BASE.format(fair.slug)


def test_an_editor_asks_for_a_timetable_watches_it_and_applies_it(
    signed_in, anna, base, fair, talk, hall, vera, solver
):
    """PL-10 on the pages: ask, watch, read what it found, apply, discard is no longer offered."""
    talk("Boats", vera)
    solver("answer({'start': [0], 'room': [0]}); tell(0.1, 1, 1); tell(0.2, 1, 1)\n" + last_line(1, 1))
    client = signed_in(anna)
    assert "The first timetable of a convention takes a few seconds." in client.get(base).content.decode()
    asked = client.post(base, FORM)
    run = Run.objects.get()
    assert asked.url == f"{base}{run.code}/"
    assert (run.options["stability"], run.options["step"], run.seconds) == (5, 15, 5)
    assert "It begins within a few seconds." in client.get(asked.url).content.decode()
    running.work_off()
    page = client.get(asked.url).content.decode()
    assert "1 / 1" in page and "Apply to the draft" in page and "How it went" in page
    assert client.get(asked.url + "?part=live").headers["HX-Refresh"] == "true"
    client.post(asked.url, {"apply": "1"})
    assert Session.objects.get().room == hall
    assert "Apply to the draft" not in client.get(asked.url).content.decode()


def test_the_reason_stands_on_the_page_in_words(signed_in, anna, base, table, talk, hall, vera):
    talks = [talk("Boats", vera), talk("Waves", vera)]
    reason = {
        "session": talks[0].pk, "kind": "person taken", "person": vera.pk, "rooms": [hall.pk],
        "blockers": [talks[1].pk], "move": [talks[1].pk], "start": 6, "room": hall.pk, "needed": 2, "there": 2,
    }  # fmt: skip
    layout = {
        "sessions": [one.pk for one in talks], "rooms": [hall.pk], "days": [int(at(6).timestamp() // 60)],
        "per_day": 40, "minutes": 15,
    }  # fmt: skip
    facts = {
        "wishes": 0, "attendable": 0, "visitors": 0, "clashes": [], "clashing_pairs": 0, "rooms": [[hall.pk, 30, 5]],
        "placed": 1, "sessions": 2, "unplaced": [talks[0].pk], "moved": [], "published": 0, "published_moved": 0,
        "forced": [], "proven": False, "tight": [],
    }  # fmt: skip
    run = Run.objects.create(
        timetable=table,
        asked_by="1",
        asked_at=timezone.now(),
        state="done",
        layout=layout,
        reasons=[reason],
        facts=facts,
    )
    page = signed_in(anna).get(f"{base}{run.code}/").content.decode()
    assert "All 2 possible starts: Vera Beispiel or others are taken by “Waves”." in page
    assert "Free Vera Beispiel from one of these sessions." in page
    assert "Move “Waves”: then Mon 09:30 in Hall is free." in page


def test_somebody_of_another_centre_finds_nothing(signed_in, ben, base, table):
    run = Run.objects.create(timetable=table, asked_by="1", asked_at=timezone.now(), state="done")
    client = signed_in(ben)
    assert [
        client.get(address).status_code for address in (base, base + "repair/", f"{base}{run.code}/")
    ] == [404] * 3
    assert client.post(base, FORM).status_code == 404


def test_the_page_shows_what_each_step_of_the_slider_costs(
    signed_in, anna, base, table, talk, hall, solver, monkeypatch
):
    boats = talk("Boats")
    client = signed_in(anna)
    assert "Nothing is published yet" in client.get(base).content.decode()
    told = client.post(base, ESTIMATE).content.decode()
    assert "Nothing is published yet" in told and not Run.objects.exists()
    monkeypatch.setattr(
        "kogge.plan.timetable.queries.released_places", lambda _event: {boats.pk: (at(6), hall.pk)}
    )
    assert "Estimate what stability costs" in client.get(base).content.decode()
    solver("answer({'start': [12], 'room': [0]}); tell(0.1, 1, 1)\n" + last_line(1, 1))
    asked = client.post(base, ESTIMATE)
    assert "It begins within a few seconds." in client.get(asked.url).content.decode()
    running.work_off()
    for address in (base, asked.url):
        page = client.get(address).content.decode()
        assert 'data-says="at 50, 1 of 1 published sessions moved"' in page
        assert "Apply to the draft" not in page
    assert "The draft changed since" not in client.get(base).content.decode()
    grid.place(boats, hall, at(9), by=anna)
    assert "The draft changed since this was estimated." in client.get(base).content.decode()


def test_what_the_server_lacks_is_said_before_anything_is_computed(
    signed_in, anna, base, talk, hall, monkeypatch
):
    """A fresh clone serves without the solver's packages: every button that needs them says what happens first."""
    talk("Boats")
    client, lacks = signed_in(anna), "is not installed on this server yet"
    assert lacks not in client.get(base).content.decode()
    monkeypatch.setattr(running, "find_spec", lambda _name: None)
    pages = [base, base + "repair/", client.post(base, FORM).url]
    for address in pages:
        page = client.get(address).content.decode()
        assert lacks in page and "./kogge prepare-solver" in page


@pytest.mark.parametrize(
    ("field", "value"), [("seconds", "0"), ("seconds", "soon"), ("step", "7"), ("stability", "99")]
)
def test_a_wrong_value_is_said_beside_its_field_and_nothing_begins(
    signed_in, anna, base, talk, hall, field, value
):
    talk("Boats")
    page = signed_in(anna).post(base, FORM | {field: value})
    assert page.status_code == 200 and page.context["form"].errors[field]
    assert not Run.objects.exists()


def test_the_repair_page_says_who_cannot_stay_and_why(signed_in, anna, base, fair, talk, hall, vera):
    """PL-F1: a speaker is away at the time of her talk."""
    boats = talk("Boats", vera)
    grid.place(boats, hall, at(8), by=anna)
    client = signed_in(anna)
    assert "Every session can stay where it is" in client.get(base + "repair/").content.decode()
    Availability.objects.create(person=vera, event=fair, starts_at=at(12), ends_at=at(15))
    page = client.get(base + "repair/").content.decode()
    assert "1 session cannot stay" in page and "somebody of it cannot then" in page
    assert client.post(base + "repair/", {"together": "first"}).status_code == 302
    run = Run.objects.get()
    assert (run.kind, run.options["weights"]["track_breaks"], run.options["together"]) == (
        "repair",
        5.0,
        "first",
    )


def test_pages_take_as_many_statements_for_one_session_as_for_many(
    signed_in, anna, base, fair, talk, hall, django_assert_max_num_queries
):
    client = signed_in(anna)
    talk("Boats")
    with django_assert_max_num_queries(40) as few:
        client.get(base)
    for number in range(8):
        Preference.objects.create(event=fair, visitor=str(number), sessions=[talk(f"Talk {number}").pk])
    with django_assert_max_num_queries(len(few)):
        client.get(base)


def test_what_moves_is_shown_with_its_old_place_and_its_new_one(
    signed_in, anna, base, talk, hall, solver, vera
):
    boats = talk("Boats", vera)
    grid.place(boats, hall, at(8), by=anna)
    solver("answer({'start': [36], 'room': [0]}); tell(0.1, 1, 1)\n" + last_line(1, 1))
    client = signed_in(anna)
    asked = client.post(base, FORM)
    running.work_off()
    page = " ".join(client.get(asked.url).content.decode().split())
    assert '<span class="k-muted">Mon 10:00, Hall →</span> Mon 11:00, Hall' in page


def test_tracks_together_is_asked_for_and_its_consequence_shown(
    signed_in, anna, base, fair, talk, hall, loft, solver
):
    """Section 3: sessions of a track in one room, one after the other, as far as somebody wants it."""
    track = events.add_track(fair, by=anna, name_de="Hafen", name_en="Harbour")
    talks = [talk(title, track=track) for title in ("Boats", "Waves", "Winds")]
    for number, (one, room) in enumerate(zip(talks, (hall, loft, hall), strict=True)):
        grid.place(one, room, at(8 + number), by=anna)
    Preference.objects.create(event=fair, visitor="1", sessions=[one.pk for one in talks])
    given = (
        "weight = given['weights']['track_breaks']\n"
        "answer({'start': [24, 36, 48], 'room': [1, 1, 0 if weight < 5 else 1]}); tell(0.1, 3, 3)\n"
    )
    solver(given + last_line(3, 3))
    client = signed_in(anna)
    assert client.post(base, FORM | {"together": "always"}).context["form"].errors["together"]
    shown = {}
    for together in ("no", "first"):
        asked = client.post(base, FORM | {"together": together})
        running.work_off()
        shown[together] = " ".join(client.get(asked.url).content.decode().split())
    assert [(run.options["together"], run.track_rooms) for run in Run.objects.order_by("pk")] == [
        ("no", 2.0),
        ("first", 1.0),
    ]
    assert "On average a track stands in 1.0 rooms a day; breaks in all: 0." in shown["first"]
    assert "On average a track stands in 2.0 rooms a day; breaks in all: 1." in shown["no"]
    for text in shown.values():
        assert "In the draft before: rooms 2.0, breaks 2." in text and "Harbour" in text
        assert "in the draft before: 100.0 %" in text


def test_the_choice_of_tracks_goes_with_estimates_and_repairs_and_their_breaks_are_shown(
    signed_in, anna, base, fair, talk, hall, loft, solver, monkeypatch
):
    """Section 3: stability's consequences by the same weights; every form offers the choice as it was made last."""
    track = events.add_track(fair, by=anna, name_de="Hafen", name_en="Harbour")
    talks = [talk(title, track=track) for title in ("Boats", "Waves")]
    for one, room in zip(talks, (hall, loft), strict=True):
        grid.place(one, room, at(8), by=anna)
    released = {one.pk: (at(8), room.pk) for one, room in zip(talks, (hall, loft), strict=True)}
    monkeypatch.setattr("kogge.plan.timetable.queries.released_places", lambda _event: released)
    solver(
        "torn = given['stability'] > 2 or not given['weights']['track_breaks']\n"
        "answer({'start': [24, 24 if torn else 36], 'room': [0, 1 if torn else 0]}); tell(0.1, 2, 2)\n"
        + last_line(2, 2)
    )
    client = signed_in(anna)
    assert client.post(base, ESTIMATE | {"estimate-together": "always"}).context["estimate"].errors
    shown = {}
    for together in ("no", "even"):
        address = client.post(base, ESTIMATE | {"estimate-together": together}).url
        running.work_off()
        shown[together] = " ".join(client.get(address).content.decode().split())
    assert "Breaks" not in shown["no"] and "breaks in tracks" not in shown["no"]
    assert 'data-says="at 2, 1 of 2 published sessions moved, breaks in tracks: 0"' in shown["even"]
    assert 'data-says="at 5, 0 of 2 published sessions moved, breaks in tracks: 1"' in shown["even"]
    assert (
        "as important as a wish" in shown["even"]
        and "In the draft before: rooms 2.0, breaks 1." in shown["even"]
    )
    forms = [client.get(base).context[name] for name in ("form", "estimate")]
    forms.append(client.get(base + "repair/").context["form"])
    assert [one["together"].initial for one in forms] == ["even"] * 3
    assert Run.objects.latest("pk").options["weights"]["track_breaks"] == 1.0
