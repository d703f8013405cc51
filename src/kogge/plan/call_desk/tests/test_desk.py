"""Calls at the desk: set up, filled, sorted, exported; nothing of another centre."""

import csv
import io

import pytest
from django.core.management import call_command

from kogge.core import region
from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Person
from kogge.plan.call_desk import actions as desk
from kogge.plan.call_desk import exports
from kogge.plan.calls import actions, eligibility, redaction
from kogge.plan.calls.models import Call
from kogge.plan.calls.tests import scene
from kogge.plan.events.models import Contribution, Event, EventOrganizer

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    return scene.organization(cast.HARBOUR, kind="digital_innovation_centre")


@pytest.fixture
def emil(harbour, client):
    user = cast.editor()
    client.force_login(user)
    return user


@pytest.fixture
def fair(harbour):
    event = Event.objects.create(
        slug="fair", title_de="Messe", format_key="convention", precision="not_stated"
    )
    EventOrganizer.objects.create(event=event, organization=harbour, role="lead")
    return event


def test_a_call_is_set_up_published_and_copied(client, emil, harbour):
    made = client.post(
        "/en/desk/calls/new/startups/", {"organization": harbour.pk, "title_de": "Wettbewerb 2024"}
    )
    call = Call.objects.get()
    assert made.url == f"/en/desk/calls/{call.slug}/edit/"
    client.post(f"/en/desk/calls/{call.slug}/state/", {"state": "published"})
    call.refresh_from_db()
    assert call.state == "draft"
    values = {"organization": harbour.pk, "title_de": "Wettbewerb 2024", "text_de": "Worum es geht", "edition": 2024,
              "contact_mail": "h@x.example", "co_applicants": 3, "contest": "nord", "version": call.version,
              "opens_at": "2030-01-01T08:00", "closes_at": "2030-02-01T00:00"}  # fmt: skip
    wrong = client.post(f"/en/desk/calls/{call.slug}/edit/", {**values, "closes_at": "2029-01-01T00:00"})
    assert "It must close after it opens." in wrong.content.decode()
    assert client.post(f"/en/desk/calls/{call.slug}/edit/", values).status_code == 302
    stale = client.post(f"/en/desk/calls/{call.slug}/edit/", {**values, "title_de": "Anders"})
    assert "Somebody else changed this call meanwhile." in stale.content.decode()
    client.post(f"/en/desk/calls/{call.slug}/state/", {"state": "published"})
    call.refresh_from_db()
    assert (call.state, call.is_open()) == ("published", False)
    copy = desk.copy_call(call, by=emil, values={"title_de": "Wettbewerb 2025"})
    assert (copy.edition, copy.contest, copy.questions, copy.state) == (2025, "nord", call.questions, "draft")


def test_questions_are_added_changed_moved_and_retired(client, emil, harbour):
    call = scene.call("talks", organization=harbour)
    base = f"/en/desk/calls/{call.slug}/questions/"
    new = {"label_de": "Bühne?", "label_en": "Stage?", "kind": "choice", "choices": "Groß | Big\nKlein | Small",
           "when_question": "format", "when_answer": "Vortrag"}  # fmt: skip
    assert client.post(f"{base}new/", {**new, "choices": ""}).status_code == 200
    assert client.post(f"{base}new/", new).status_code == 302
    call.refresh_from_db()
    added = call.questions[-1]
    assert added["when"] == ["format", "talk"]
    assert [one["en"] for one in added["choices"]] == ["Big", "Small"]
    client.post(base, {"key": added["key"], "do": "up"})
    client.post(base, {"key": "needs", "do": "retire"})
    call.refresh_from_db()
    assert call.questions[-2]["key"] == added["key"]
    assert next(one for one in call.questions if one["key"] == "needs")["retired"] is True
    assert client.get(base).status_code == 200
    assert client.get(f"{base}{added['key']}/").status_code == 200


def test_a_rule_about_the_region_knows_its_postcodes_before_it_is_published(emil, harbour, monkeypatch):
    """PL-08: a rule that nobody filled would let everybody pass, or nobody."""
    values = {"title_de": "Wettbewerb", "text_de": "Worum", "contact_mail": "h@x.example"}
    call = desk.create_call(by=emil, kind="startups", organization=harbour, values=values)
    monkeypatch.setitem(region.current().data, "postcodes", [])
    with pytest.raises(Refused, match="Postleitzahlen"):
        desk.set_state(call, "published", by=emil)
    monkeypatch.setitem(region.current().data, "postcodes", ["18"])
    desk.set_state(call, "published", by=emil)
    call.refresh_from_db()
    found = eligibility.check(call, {**scene.GOOD, "postcode": "20095"})
    assert [one.rule for one in found] == ["seat"]
    assert eligibility.check(call, scene.GOOD) == []


def test_rules_are_written_in_words(client, emil, harbour):
    call = scene.call("talks", organization=harbour)
    page = f"/en/desk/calls/{call.slug}/rules/"
    rule = {
        "do": "add",
        "kind": "answer",
        "question": "language",
        "values": "de, en",
        "text_de": "Deutsch oder Englisch",
    }
    assert client.post(page, rule).status_code == 302
    wrong = client.post(page, {"do": "earlier", "earlier": "Deichlicht"})
    assert "Line 1" in wrong.content.decode()
    assert (
        client.post(page, {"do": "earlier", "earlier": "2023; Deichlicht GmbH; Sofia, Karl"}).status_code
        == 302
    )
    call.refresh_from_db()
    assert call.eligibility[0]["values"] == ["de", "en"]
    assert "A question must have one of these answers: German, English" in client.get(page).content.decode()
    assert call.settings["earlier"] == [
        {"edition": 2023, "organization": "Deichlicht GmbH", "founders": ["Sofia", "Karl"]}
    ]
    client.post(page, {"do": "remove", "key": call.eligibility[0]["key"]})
    call.refresh_from_db()
    assert call.eligibility == []


def test_one_list_shows_every_state_and_nonsense_is_put_aside_and_brought_back(client, emil, harbour):
    """PL-06 states in one list; PL-F3 staff can discard in bulk and undo."""
    call = scene.call("talks", organization=harbour)
    for number in range(4):
        scene.handed_in(call, scene.TALK, email=f"s{number}@x.example", origin="same" if number else "")
    page = f"/en/desk/calls/{call.slug}/"
    assert client.get(page).content.decode().count('name="row"') == 4
    done = client.post(f"{page}bulk/", {"do": "discard_all", "origin": "same", "state": "", "q": ""})
    assert call.submissions.handed_in().count() == 1
    assert "undo=" in done.url
    shown = client.get(done.url).content.decode()
    at = shown.split('name="at" value="')[1].split('"')[0]
    client.post(f"{page}bulk/", {"do": "undo", "at": at.replace("&#x2B;", "+")})
    assert call.submissions.handed_in().count() == 4
    assert client.get(f"{page}?state=hits").status_code == 200
    assert client.get(f"{page}?state=nonsense&page=99").status_code == 200


def test_a_hit_is_decided_by_a_person_with_a_reason(client, emil, harbour):
    call = scene.call(organization=harbour)
    one = scene.handed_in(call, {**scene.GOOD, "postcode": "20095"})
    page = f"/en/desk/calls/{call.slug}/answers/{one.code}/"
    assert "The registered seat must lie in the region." in client.get(page).content.decode()
    hit = one.hits.get()
    client.post(page, {"do": "hit", "hit": hit.pk, "reason": ""})
    hit.refresh_from_db()
    assert hit.state == "open"
    client.post(page, {"do": "hit", "hit": hit.pk, "reason": "Zweigstelle in der Region"})
    hit.refresh_from_db()
    assert (hit.state, hit.decided_by) == ("cleared", str(emil.pk))
    assert "Zweigstelle in der Region" in OutboxMessage.objects.order_by("-pk")[0].text


def test_an_accepted_talk_becomes_a_programme_point_with_its_people(client, emil, harbour, fair):
    call = scene.call("talks", organization=harbour, event=fair)
    known = Person.objects.create(slug="sofia", name="Dr. Sofia Beispiel", email="Sofia@deichlicht.example")
    one = scene.draft(call, scene.TALK)
    karl = actions.add_co_applicant(one, name="Karl Muster", email="karl@x.example")
    actions.add_co_applicant(one, name="Nie Gefragt", email="nie@x.example")
    actions.answer_as_co_applicant(karl, agrees=True)
    actions.hand_in(one)
    page = f"/en/desk/calls/{call.slug}/answers/{one.code}/"
    client.post(page, {"do": "session"})
    one.refresh_from_db()
    assert one.session is None
    client.post(page, {"do": "outcome", "outcome": "accepted"})
    client.post(page, {"do": "session"})
    client.post(page, {"do": "session"})
    one.refresh_from_db()
    people = list(Contribution.objects.filter(session=one.session).values_list("person__name", flat=True))
    assert people == [known.name, "Karl Muster"]
    assert (one.session.title_de, one.session.facts["minutes"], one.session.kind) == (one.title, 30, "talk")
    assert OutboxMessage.objects.filter(to="karl@x.example").count() == 2


def test_late_links_are_given_by_staff_alone(client, emil, harbour):
    call = scene.call("talks", organization=harbour)
    scene.close(call)
    page = f"/en/desk/calls/{call.slug}/late/"
    sent = {"name": "Vera", "email": "vera@x.example", "late_until": "2099-01-01T00:00"}
    assert client.post(page, {**sent, "late_until": "2020-01-01T00:00"}).status_code == 200
    assert client.post(page, sent).status_code == 302
    assert call.submissions.get().may_change()


def test_another_centre_finds_nothing(client, emil, harbour):
    call = scene.call("talks", organization=harbour, title_en="Of the harbour alone")
    one = scene.handed_in(call, scene.TALK)
    client.force_login(cast.other_editor())
    for path in ("", "edit/", "questions/", "rules/", "late/", "export.csv", f"answers/{one.code}/"):
        assert client.get(f"/en/desk/calls/{call.slug}/{path}").status_code == 404
    assert (
        client.post(f"/en/desk/calls/{call.slug}/bulk/", {"do": "discard", "row": one.code}).status_code
        == 404
    )
    assert call.title_en not in client.get("/en/desk/calls/").content.decode()


def test_the_export_has_one_row_a_proposal_and_no_formulas(client, emil, harbour, capsysbinary):
    """PL-06: cfp export contains one row per proposal, no reviewer names unless asked."""
    call = scene.call("talks", organization=harbour)
    scene.handed_in(call, {**scene.TALK, "title": "=HYPERLINK(1)"})
    scene.handed_in(call, scene.TALK, email="b@x.example")
    scene.draft(call, scene.TALK, email="c@x.example")
    sent = client.get(f"/en/desk/calls/{call.slug}/export.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sent), delimiter=";"))
    assert [row["Title"] for row in rows] == ["'=HYPERLINK(1)", "Offene Daten im Dorf"]
    assert client.get(f"/en/desk/calls/{call.slug}/export.xlsx").content[:2] == b"PK"
    assert exports.written(["=A"], [[-0.5]], "csv").decode("utf-8-sig") == "'=A\r\n-0.5\r\n"
    assert client.get(f"/en/desk/calls/{call.slug}/export.exe").status_code == 404
    call_command("cfp_export", "--call", call.slug, "--format", "csv")
    assert capsysbinary.readouterr().out.count(b"\n") == 3


def test_the_lists_ask_the_database_equally_often_for_one_and_for_many(client, emil, harbour):
    call = scene.call(organization=harbour)
    counts = []
    _queries(client, "")  # what is remembered for all pages
    for number in (1, 7):
        while call.submissions.count() < number:
            scene.handed_in(
                call, {**scene.GOOD, "postcode": "1"}, email=f"m{call.submissions.count()}@x.example"
            )
        counts.append([_queries(client, path) for path in ("", f"{call.slug}/", f"{call.slug}/export.csv")])
    assert counts[0] == counts[1]


def test_redaction_leaves_nothing_that_names_people(harbour):
    call = scene.call("nominations", organization=harbour)
    one = scene.handed_in(call, scene.PRAISE)
    shown = redaction.redacted(one, {"names", "abstract"})
    assert shown.names == []
    assert not any("Eva" in words or "eva@" in words or "Weil" in words for _label, words in shown.rows)
    assert shown.title == "Brücken"


def _queries(client, path):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/en/desk/calls/{path}").status_code == 200
    return len(found)


def test_an_empty_call_shows_no_filters_and_questions_say_what_they_count(client, emil, harbour):
    """Nothing to filter where nothing came in; limits bear their unit."""
    call = scene.call(organization=harbour)
    page = client.get(f"/en/desk/calls/{call.slug}/").content.decode()
    assert "Nobody has answered yet" in page and "k-filters__form" not in page
    page = client.get(f"/en/desk/calls/{call.slug}/questions/").content.decode()
    assert "at most 200 characters" in page
    assert "at most 2100" in page
    assert "at most 2100 characters" not in page
