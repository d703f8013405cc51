"""What is stored of a conversation, once for ever, and what of it counts. PR-11, TP-12."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core.models import HistoryEntry
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Person
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Letter, Plan, Term

from .. import actions, permissions, queries, reactions
from ..models import Entry
from .conftest import World

Log = Callable[..., Entry]


def test_an_entry_that_arrives_twice_is_stored_once(world: World, log: Log) -> None:
    uid = uuid4()
    assert log(uid=uid).pk == log(uid=uid, minutes=90).pk
    assert Entry.objects.get().minutes == 30


def test_a_deleted_entry_never_comes_back(world: World, log: Log) -> None:
    entry = log()
    actions.delete(entry, by=world.emil)
    assert actions.log(by=world.emil, uid=entry.uid, values={}) is None
    assert not Entry.objects.exists()
    assert HistoryEntry.objects.filter(verb="deleted").count() == 1


def test_the_operation_is_that_of_the_centre_on_that_day(world: World, log: Log) -> None:
    year = timezone.localdate().year
    assert log().operation == world.operation
    assert log(on=date(year - 3, 5, 1)).operation == world.older
    assert log(on=date(year - 9, 5, 1)).operation is None
    assert log(operation=None).operation is None
    world.operation.organizations.remove(world.harbour)
    with pytest.raises(Refused) as refusal:
        log(operation=world.operation)
    assert refusal.value.field == "operation"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"aim": ""}, "aim"),
        ({"kind": "helping"}, "volunteer"),
        ({"on": date(2999, 1, 1)}, "on"),
        ({"next_on": date(2001, 1, 1)}, "next_on"),
    ],
)
def test_what_is_missing_or_impossible_is_said_beside_its_field(
    world: World, log: Log, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        log(**values)
    assert refusal.value.field == field
    assert not Entry.objects.exists()


def test_one_definition_counts(world: World, log: Log) -> None:
    """PR-11: at least ten minutes; the same contact once a day; voluntary work is a number of its own."""
    log(minutes=9)
    log(minutes=10)
    first = log(organization="Reederei Muster", minutes=20)
    again = log(organization="reederei  muster", minutes=20)
    log(organization="Reederei Muster", centre=world.meadow, by=world.frida)
    meeting = log(kind="meeting", aim="", volunteer=world.ambassador, minutes=5)
    assert [Entry.objects.get(pk=one.pk).is_repeat for one in (first, again)] == [False, True]
    assert queries.count(world.operation) == queries.Counts(3, 1, 60, 5)
    assert queries.count(organization=world.meadow) == queries.Counts(1, 0, 30, 0)
    conversations, activities = queries.rows(world.operation)
    assert [row["minutes"] for row in conversations] == [10, 20, 30]
    assert activities == [
        {"id": meeting.pk, "code": f"C{meeting.pk}", "kind": "meeting", "on": timezone.localdate(), "minutes": 5,
         "aim": "", "organization": "harbour-centre", "operation": "current", "topic": []}
    ]  # fmt: skip
    actions.delete(first, by=world.emil)
    assert not Entry.objects.get(pk=again.pk).is_repeat


def test_the_period_takes_both_of_its_days(world: World, log: Log) -> None:
    today = timezone.localdate()
    for days in range(4):
        log(on=today - timedelta(days=days))
    assert queries.count(world.operation, None, today - timedelta(2), today - timedelta(1)).conversations == 2


def test_a_note_is_sealed_and_open_to_author_and_centre_only(world: World, log: Log) -> None:
    entry = log(kind="coaching", note="Wants to sell the firm")
    other = cast.member("Enno Editor", "editor", cast.HARBOUR)  # type: ignore[arg-type]
    assert actions.note_of(Entry.objects.get()) == "Wants to sell the firm"
    assert b"firm" not in bytes(Entry.objects.get().note)
    assert [permissions.may_read_note(one, entry) for one in (world.emil, other, world.frida, world.olga)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert "sell the firm" not in str(list(HistoryEntry.objects.values_list("after", "label")))


def test_a_frozen_day_wants_a_reason(world: World, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = log()

    def frozen(happening: str, *, operation: Any, day: date, locks: list[str]) -> None:
        assert (happening, operation) == ("locks asked", world.operation)
        locks.append("Q1")

    monkeypatch.setattr(actions, "announce", frozen)
    with pytest.raises(Refused, match="Q1"), transaction.atomic():
        actions.change(entry, by=world.emil, values={"minutes": 60})
    with pytest.raises(Refused, match="Q1"), transaction.atomic():
        actions.delete(entry, by=world.emil)
    entry.refresh_from_db()
    actions.change(entry, by=world.emil, values={"minutes": 60}, reason="Typed wrongly")
    assert Entry.objects.get().minutes == 60
    assert HistoryEntry.objects.get(verb="changed").reason == "Typed wrongly"


def test_an_edit_behind_the_program_is_found(world: World, log: Log) -> None:
    entry = log()
    actions.change(entry, by=world.emil, values={"minutes": 45})
    assert list(seals.faults([Entry])) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE conversations_entry SET minutes = 400")
    assert len(list(seals.faults([Entry]))) == 1


def test_an_erased_person_is_in_no_words_and_the_number_stays(world: World, log: Log) -> None:
    """PR-F2 for what conversations hold."""
    named = log(contact="Bente Beispiel", next_step="Call BENTE  Beispiel", note="x")
    noted = log(note="met bente beispiel")
    other = log(contact="Carlo Muster", note="plain")
    log(kind="helping", aim="", volunteer=world.ambassador)
    before = queries.count(world.operation)
    letter = Letter("Bente Beispiel", "bente@gaeste.example")
    reactions.person_erased(person=world.ambassador, by=world.olga, letter=letter)
    assert [Entry.objects.get(pk=one.pk).contact for one in (named, noted, other)] == ["", "", "Carlo Muster"]
    assert not Entry.objects.get(pk=noted.pk).note
    assert Entry.objects.get(pk=other.pk).note
    assert not Entry.objects.filter(volunteer__isnull=False).exists()
    assert len(letter.gone) == 2
    assert queries.count(world.operation) == before
    assert list(seals.faults([Entry])) == []


def test_names_go_after_two_years_and_the_count_stays(world: World, log: Log) -> None:
    """PR-08 for what conversations hold."""
    today = timezone.localdate()
    old = today - timedelta(days=800)
    first = log(on=old, contact="Carlo Muster", organization="Werft")
    log(on=old, contact="Dilan Probe", organization="Werft")
    log(contact="Edda Entwurf")
    before = queries.count()
    plan = Plan(today, lambda operation: Term(date(2040, 12, 31), "rule"))
    with translation.override("en"):
        reactions.retention_asked(plan=plan)
    assert [(row.what, row.count, row.due) for row in plan] == [
        ("Names and notes of conversations", 2, old + reactions.WORDS_KEPT),
        ("Conversations and voluntary work", 1, date(2040, 12, 31)),
        ("Conversations and voluntary work", 2, date(2040, 12, 31)),
    ]
    plan[0].remove()
    assert set(Entry.objects.values_list("contact", flat=True)) == {"", "Edda Entwurf"}
    actions.change(Entry.objects.get(pk=first.pk), by=world.emil, values={"minutes": 31})
    assert queries.count().conversations == before.conversations
    plan[2].remove()
    assert queries.count().conversations == 1
    assert list(seals.faults([Entry])) == []


def test_a_merge_of_volunteers_breaks_no_seal(world: World, log: Log) -> None:
    log(kind="helping", aim="", volunteer=world.ambassador)
    Entry.objects.update(volunteer=Person.objects.create(slug="adah", name="Adah"))
    assert list(seals.faults([Entry])) == []


deliveries = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["", "A", "B"]), st.integers(1, 40), st.booleans()),
    max_size=14,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deliveries)
def test_any_deliveries_and_deletions_leave_what_a_naive_count_finds(
    world: World, log: Log, steps: list[tuple[int, str, int, bool]]
) -> None:
    """The first delivery of a number wins, a deletion is for ever, repeats and short ones do not count."""
    Entry.objects.all().delete()
    HistoryEntry.objects.all().delete()
    uids = [uuid4() for _number in range(5)]
    told: dict[UUID, tuple[str, int] | None] = {}
    with transaction.atomic():
        for number, company, minutes, deletes in steps:
            uid = uids[number]
            if uid not in told:
                log(uid=uid, organization=company, minutes=minutes)
                told[uid] = (company, minutes)
            elif deletes and told[uid]:
                actions.delete(Entry.objects.get(uid=uid), by=world.emil)
                told[uid] = None
            else:
                actions.log(by=world.emil, uid=uid, values={"minutes": 5000})
    seen: set[str] = set()
    expected = 0
    for said in filter(None, told.values()):
        company, minutes = said
        expected += minutes >= 10 and company not in seen
        seen |= {company} - {""}
    assert queries.count(world.operation).conversations == expected
    assert list(seals.faults([Entry])) == []
