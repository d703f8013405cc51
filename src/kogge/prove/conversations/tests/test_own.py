"""Somebody in office reports what they did by their own link; the desk looks at it, and it counts like the rest."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kogge.core import reactions as heard
from kogge.core.models import HistoryEntry
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.plan.nominations.letters import address_of
from kogge.plan.nominations.models import Nomination
from kogge.plan.nominations.tests import scene

from .. import actions, own, queries, reactions
from ..models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def alone(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.KEYS = tmp_path / "keys"
    cache.clear()
    monkeypatch.setitem(heard._reactions, "own office asked", [reactions.own_office_asked])
    translation.activate("en")


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def eva() -> Nomination:
    return scene.appointed(first=today() - timedelta(days=100), last=today() + timedelta(days=100))


def page_of(nomination: Nomination) -> str:
    return "/en" + address_of(nomination).split("8000", 1)[1].replace("/en/", "/") + "activities/"


def sent(**values: Any) -> dict[str, Any]:
    usual = {"uid": str(uuid4()), "kind": "representing", "usual": "60", "on": today().isoformat()}
    return {**usual, "reach": "40", "note": "Messe", **values}


def report(nomination: Nomination, **values: Any) -> Entry:
    given = {"kind": "helping", "on": today(), "minutes": 60, "reach": 12, "note": "", **values}
    entry = own.report(nomination, uid=uuid4(), values=given)
    assert entry is not None
    return entry


def test_three_taps_are_a_report_that_counts_at_once(eva: Nomination, client: Client) -> None:
    address = page_of(eva)
    assert "What did you do?" in client.get(address).text
    answer = client.post(address, sent())
    assert answer.status_code == 302 and answer["Location"].endswith("?done=noted")
    assert "csrftoken" not in answer.cookies and "sessionid" not in answer.cookies
    [row] = Entry.objects.all()
    assert (row.kind, row.minutes, row.reach, row.is_reported) == ("representing", 60, 40, True)
    assert (row.volunteer, row.centre, row.confirmed_at) == (eva.person, eva.organization, None)
    assert actions.note_of(row) == "Messe"
    assert queries.count(organization=eva.organization).activities == 1
    seen = client.get(answer["Location"]).text
    assert "Noted. Thank you" in seen and "40 people reached" in seen


def test_the_same_number_twice_is_one_entry(eva: Nomination, client: Client) -> None:
    given = sent()
    for _twice in range(2):
        client.post(page_of(eva), given)
    assert Entry.objects.count() == 1


def test_opening_a_page_changes_nothing_and_no_shared_memory_keeps_it(
    eva: Nomination, client: Client
) -> None:
    entry = report(eva)
    for address in (page_of(eva), f"{page_of(eva)}{entry.pk}/?delete=yes"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["Referrer-Policy"] == "no-referrer"
    assert Entry.objects.count() == 1


def test_own_entries_are_corrected_and_taken_back_until_the_desk_confirms(
    eva: Nomination, client: Client
) -> None:
    first, second = report(eva), report(eva)
    address = page_of(eva)
    client.post(f"{address}{first.pk}/", sent(usual="90", reach=""))
    client.post(f"{address}{second.pk}/", {"delete": "yes"})
    [row] = Entry.objects.all()
    assert (row.pk, row.minutes, row.reach) == (first.pk, 90, None)
    actions.confirm(row, by="desk")
    assert "can no longer be changed" in client.get(f"{address}{first.pk}/").text
    answer = client.post(f"{address}{first.pk}/", sent(usual="15"))
    assert answer.status_code == 422 and "can no longer be changed" in answer.text
    assert client.post(f"{address}{first.pk}/", {"delete": "yes"}).status_code == 422
    assert Entry.objects.get().minutes == 90
    verbs = HistoryEntry.objects.filter(kind="conversations.entry").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "created", "created", "changed", "deleted", "changed",
    ]  # fmt: skip


def test_a_day_in_a_frozen_report_is_no_longer_the_persons_to_change(
    eva: Nomination, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = report(eva)
    monkeypatch.setattr(actions, "locks_on", lambda _entry: ["Report 1"])
    with pytest.raises(Refused, match="stands in a report"):
        own.correct(eva, entry, values={"kind": "helping", "on": today(), "minutes": 15})
    assert not own.is_open(entry)


@pytest.mark.parametrize(
    ("first", "last", "works"),
    [(-100, -30, True), (-100, -31, False), (-100, 0, True), (1, 100, False), (0, 100, True)],
)
def test_the_link_works_while_the_term_runs_and_thirty_days_after(
    first: int, last: int, works: bool, client: Client
) -> None:
    nomination = scene.appointed(first=today() + timedelta(days=first), last=today() + timedelta(days=last))
    assert client.get(page_of(nomination)).status_code == (200 if works else 404)
    mine = client.get(page_of(nomination).removesuffix("activities/")).text
    assert ("My activities" in mine) is works


@pytest.mark.parametrize("days", [-101, 1, 101])
def test_only_days_of_the_term_that_have_come(eva: Nomination, client: Client, days: int) -> None:
    answer = client.post(page_of(eva), sent(on=(today() + timedelta(days=days)).isoformat()))
    assert answer.status_code == 422 and not Entry.objects.exists()
    assert "Messe" in answer.text  # what was typed stays


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "coaching"}, {"usual": "", "minutes": ""}, {"minutes": "1441"}, {"reach": "-1"}, {"uid": "x"},
     {"reach": "100001"}, {"on": "yesterday"}],
)  # fmt: skip
def test_nonsense_is_refused_in_words(eva: Nomination, client: Client, wrong: dict[str, str]) -> None:
    assert client.post(page_of(eva), sent(**wrong)).status_code == 422
    assert not Entry.objects.exists()


def test_strangers_declined_people_and_others_entries_are_not_reached(
    eva: Nomination, client: Client
) -> None:
    assert client.get("/en/nomination/guessed/activities/").status_code == 404
    only_asked = scene.proposed("Max Muster", "max@vorbild.example")
    assert client.get(page_of(only_asked)).status_code == 404
    other = scene.appointed(
        name="Ida Ideal", email="ida@vorbild.example", first=today(), last=today(), at=eva.event
    )
    entry = report(other)
    assert client.post(f"{page_of(eva)}{entry.pk}/", {"delete": "yes"}).status_code == 404


def test_a_flood_waits(eva: Nomination, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MOST_AN_HOUR", 2)
    address = page_of(eva)
    answers = [client.post(address, sent()).status_code for _number in range(4)]
    assert answers == [302, 302, 422, 422]


def test_the_desk_sees_who_reported_it_and_confirms(eva: Nomination, client: Client) -> None:
    entry = report(eva)
    client.force_login(cast.editor())
    listed = client.get("/en/desk/conversations/?sort=reported").text
    assert "reported, not confirmed" in listed and "12 people reached" in listed
    assert "1 activity was reported by a volunteer" in client.get("/en/desk/").text
    shown = client.get(f"/en/desk/conversations/{entry.pk}/").text
    assert "Until you confirm it" in shown
    client.post(f"/en/desk/conversations/{entry.pk}/confirmation/")
    entry.refresh_from_db()
    assert entry.confirmed_at is not None and queries.count().activities == 1
    assert "reported by the volunteer" in client.get("/en/desk/conversations/").text
    client.force_login(cast.other_editor())
    assert client.post(f"/en/desk/conversations/{entry.pk}/confirmation/").status_code == 404


def test_one_and_many_entries_cost_the_same(eva: Nomination, client: Client) -> None:
    address = page_of(eva)
    report(eva)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    for _number in range(8):
        report(eva)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(one)
