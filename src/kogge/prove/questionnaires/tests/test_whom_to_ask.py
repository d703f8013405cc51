"""Hours decide who is asked, once, and when somebody has left."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kogge.core import outbox
from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.reactions import announce
from kogge.network.directory.actions.merging import merge, undo_merge
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.hours.models import Credit
from kogge.prove.profiles.profile import Window

from .. import leaving, queries
from ..actions import answer
from ..models import Questionnaire, State
from .conftest import Scene

DAY = date(2025, 3, 1)
EXIT = Window(0, 28)


def test_four_evenings_of_two_hours_are_required_and_four_short_ones_are_not(scene: Scene) -> None:
    """PR-02: 4 × 2 h required, 4 × 1 h not, a makeathon of three days required, two operations not added."""
    scene.comes("Anna Acht", [2, 2, 2, 2])
    scene.comes("Kurt Kurz", [1, 1, 1, 1])
    scene.comes("Mia Makeathon", [8, 8, 6])
    other = Operation.objects.create(
        slug="y", title="Y", profile=scene.operation.profile, starts_on=scene.operation.starts_on,
        ends_on=scene.operation.ends_on,
    )  # fmt: skip
    scene.comes("Zoe Zwei", [4])
    scene.comes("Zoe Zwei", [4], operation=other)
    assert scene.settle() == 2
    asked = Questionnaire.objects.filter(stage="entry").values_list("participant__person__name", "state")
    assert sorted(asked) == [("Anna Acht", "invited"), ("Mia Makeathon", "invited")]
    assert queries.status(scene.operation) == queries.Status(required=2, complete=0)
    assert queries.status(other) == queries.Status(required=0, complete=0)


def test_everybody_is_asked_once_however_often_the_clock_runs(scene: Scene) -> None:
    """PR-02, PR-03: one letter, also after more hours."""
    scene.comes("Anna Acht", [8])
    assert [scene.settle(), scene.settle(), scene.settle()] == [1, 0, 0]
    scene.comes("Anna Acht", [3], days_ago=1)
    assert scene.settle() == 0
    assert OutboxMessage.objects.count() == 1


def test_the_letter_says_why_holds_the_link_and_is_emptied_once_sent(scene: Scene) -> None:
    row = scene.asked("Anna Acht")
    outbox.send_waiting()
    (letter,) = mail.outbox
    assert scene.path("Anna Acht") in letter.body
    assert "so many hours" not in letter.body
    assert OutboxMessage.objects.get(about=f"questionnaire:{row.pk}").text == ""


def test_whoever_became_due_long_ago_is_listed_and_not_written_to(scene: Scene) -> None:
    scene.comes("Anna Acht", [8], days_ago=250)
    assert scene.settle() == 0
    assert scene.row("Anna Acht").state == State.DUE


def test_two_reminders_then_the_staff_list(scene: Scene) -> None:
    """PR-04: two reminders, afterwards listed for staff."""
    row = scene.asked("Anna Acht")
    for days, reminders in ((13, 0), (14, 1), (20, 1), (35, 2), (59, 2)):
        Questionnaire.objects.filter(pk=row.pk).update(invited_at=_ago(days), expires_at=_ago(days - 60))
        scene.settle()
        assert scene.row("Anna Acht").reminders == reminders
    Questionnaire.objects.filter(pk=row.pk).update(invited_at=_ago(61), expires_at=_ago(1))
    scene.settle()
    assert scene.row("Anna Acht").state == State.EXPIRED
    assert OutboxMessage.objects.count() == 3


def test_questions_on_leaving_go_out_in_the_period_of_the_profile(scene: Scene) -> None:
    """PR-04: nothing while somebody may come again; then once; too late is only listed."""
    scene.comes("Anna Acht", [8], days_ago=3)
    scene.settle()
    assert Questionnaire.objects.filter(stage="exit").count() == 0
    scene.settle(days=12)
    row = scene.row("Anna Acht", "exit")
    last = scene.today - timedelta(days=3)
    assert (row.state, row.due_on, row.closes_on) == (State.INVITED, last, last + timedelta(days=28))
    scene.comes("Lena Lang-Her", [8], days_ago=100)
    scene.settle()
    assert scene.row("Lena Lang-Her", "exit").state == State.EXPIRED
    scene.settle(days=100)
    assert scene.row("Lena Lang-Her", "later").state == State.INVITED


def test_an_operation_without_questions_asks_nobody(scene: Scene) -> None:
    rules = scene.operation.profile.rules
    scene.operation.profile.rules = {key: rules[key] for key in ("key", "name", "statement", "minimum_hours")}
    scene.operation.profile.save()
    scene.comes("Anna Acht", [8])
    assert scene.settle() == 0
    assert queries.status(scene.operation) == queries.Status(0, 0)


def test_fewer_hours_make_it_unnecessary_and_more_make_it_due_again(scene: Scene) -> None:
    row = scene.asked("Anna Acht")
    Credit.objects.update(minutes=60)
    scene.settle()
    assert scene.row("Anna Acht").state == State.NOT_NEEDED
    Credit.objects.update(minutes=480)
    scene.settle()
    assert scene.row("Anna Acht").state == State.INVITED
    assert scene.row("Anna Acht").pk == row.pk


def test_an_events_participants_are_those_there_whose_record_is_complete(scene: Scene) -> None:
    """The third counter (domain 3.2): not contacts, not people, and nobody who was at another event."""
    anna = scene.comes("Anna Acht", [8])
    event = Credit.objects.get(person=anna.person).event
    elsewhere = scene.comes("Else Wo", [8], days_ago=5)
    scene.settle()
    assert _participants(event) == [0]
    for name in ("Anna Acht", "Else Wo"):
        answer(scene.row(name), _answers())
    assert _participants(event) == [1]
    Event.objects.filter(pk=event.pk).update(operation=None, funding="none")
    assert _participants(Event.objects.get(pk=event.pk)) == []
    assert elsewhere.person_id in queries.complete_people(scene.operation)


def _participants(event: Event) -> list[int]:
    found: list[int] = []
    announce("participants asked", event=event, found=found)
    return found


def test_after_a_merge_nobody_is_asked_twice_and_answers_count_for_the_one_who_was_kept(scene: Scene) -> None:
    """PR-F3: hours follow the merge, answers given under the other code are taken, undoing brings both back."""
    kept, gone = scene.comes("Anna Acht", [5]), scene.comes("A. Acht", [8])
    scene.settle()
    answer(scene.row("A. Acht"), _answers())
    row = merge(kept.person, gone.person, by="test", reason="the same hand")
    Credit.objects.filter(person=gone.person).update(person=kept.person)
    scene.settle()
    assert Questionnaire.objects.filter(participant=kept, stage="entry").count() == 0
    (record,) = queries.records(scene.operation)
    assert (record.code, record.person_id, record.minutes) == (kept.code, kept.person_id, 780)
    assert record.complete and record.entry == _answers()
    assert queries.status(scene.operation) == queries.Status(1, 1)
    undo_merge(row, by="test")
    Credit.objects.filter(person=kept.person, minutes=480).update(person=gone.person)
    assert [one.code for one in queries.records(scene.operation)] == [gone.code]


def test_one_questionnaire_for_each_stage_is_all_the_database_takes(scene: Scene) -> None:
    row = scene.asked("Anna Acht")
    with pytest.raises(IntegrityError), transaction.atomic():
        Questionnaire.objects.create(participant=row.participant, stage="entry", due_on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Questionnaire.objects.filter(pk=row.pk).update(state="invited", expires_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Questionnaire.objects.filter(pk=row.pk).update(state="forgotten")


def test_no_name_or_address_stands_in_the_history(scene: Scene) -> None:
    scene.asked("Anna Acht")
    for entry in HistoryEntry.objects.filter(kind__startswith="questionnaires."):
        assert "Anna" not in f"{entry.label}{entry.before}{entry.after}{entry.reason}"


@pytest.mark.parametrize(
    ("last", "ends", "booked", "today", "left"),
    [
        (DAY, DAY, False, DAY + timedelta(days=1), DAY),
        (DAY, DAY + timedelta(days=99), False, DAY + timedelta(days=14), None),
        (DAY, DAY + timedelta(days=99), False, DAY + timedelta(days=15), DAY),
        (DAY, DAY + timedelta(days=99), True, DAY + timedelta(days=15), None),
        (DAY, DAY, True, DAY + timedelta(days=1), DAY),
    ],
)
def test_when_somebody_has_left(last: date, ends: date, booked: bool, today: date, left: date | None) -> None:
    assert leaving.left_on(last, ends=ends, booked=booked, today=today, window=EXIT) == left


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.dates(DAY, DAY + timedelta(30)), st.integers(0, 300)), max_size=25
    )
)
def test_the_day_of_reaching_the_threshold_is_what_a_naive_recount_says(
    rows: list[tuple[int, date, int]],
) -> None:
    in_order = sorted(rows, key=lambda row: row[1])
    found = leaving.standings(((day, [person], [spent]) for person, day, spent in in_order), 480)
    for person in {row[0] for row in rows}:
        mine = [row for row in rows if row[0] == person and row[2]]
        total = sum(row[2] for row in mine)
        days = [
            day for day in sorted({row[1] for row in mine}) if sum(r[2] for r in mine if r[1] <= day) >= 480
        ]
        expected = (total, days[0] if days else None) if mine else None
        one = found.get(person)
        assert (one and (one.minutes, one.reached_on)) == expected


@given(st.integers(0, 100), st.text("ABCDEFGH23456", min_size=8, max_size=8))
def test_a_sample_grows_with_its_share_and_never_changes(percent: int, code: str) -> None:
    assert leaving.in_sample(code, 100) and not leaving.in_sample(code, 0)
    if leaving.in_sample(code, percent):
        assert all(leaving.in_sample(code, more) for more in range(percent, 101))


def _answers() -> dict[str, object]:
    return {"gender": "female", "birth_year": 1984, "employment": "employed", "education": "isced_5_8"}


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
