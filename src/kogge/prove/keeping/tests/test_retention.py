"""The plan names what goes when and why; the run deletes exactly that, and a broken one is taken up."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.plan.events.models import Event
from kogge.prove.audit.watched import WATCHED
from kogge.prove.hours.models import Credit, Holder, Participant
from kogge.prove.keeping import erasure, retention, terms
from kogge.prove.keeping.models import RetentionRun, SealedRecord
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import RetentionRow
from kogge.take_part.registration.models import Registration

from .conftest import Proof, mailed


def ended(event: Event, days: int) -> None:
    last = timezone.localdate() - timedelta(days=days)
    Event.objects.filter(pk=event.pk).update(starts_on=last, ends_on=last, sort_on=last)


def lines(*options: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command(*options, "--json", stdout=out)
    return json.loads(out.getvalue())


def paid(proof: Proof, olga: User, **more: Any) -> None:
    values = {"last_payment_on": date(2028, 2, 3), **more}
    terms.change_term(proof.operation, values, by=olga, reason="Notice of 3 February")


@pytest.mark.django_db
def test_the_plan_names_day_and_rule_and_the_run_deletes_exactly_that(proof: Proof, olga: User) -> None:
    """PR-08: `retention plan`, `retention run --date`."""
    ended(proof.scene.event, 100)
    paid(proof, olga)
    plan = {(row["app"], row["what"]): row for row in lines("retention_plan")}
    names = next(row for row in plan.values() if row["app"] == "guests")
    assert names["due"] == str(timezone.localdate() - timedelta(days=100) + timedelta(days=730))
    hours = plan["hours", "Codes and hours of participants"]
    assert (hours["due"], hours["of"]) == ("2034-01-01", "Operation funded")
    assert "Art. 82" in hours["rule"]
    assert lines("retention_run", "--date", "2033-12-31", "--dry-run") == [
        row
        for row in lines("retention_plan", "--date", "2033-12-31")
        if (row["due"] or "9999") <= "2033-12-31"
    ]
    before = {row["what"]: row for row in lines("retention_run", "--date", "2033-12-31")}
    assert "Codes and hours of participants" not in before
    assert Registration.objects.exclude(name="").count() == 0
    assert Participant.objects.count() == 3
    done = lines("retention_run", "--date", "2035-01-01")
    assert "Codes and hours of participants" in {row["what"] for row in done}
    assert (Participant.objects.count(), Credit.objects.count(), Holder.objects.count()) == (0, 0, 0)
    assert lines("retention_run", "--date", "2035-01-01") == []
    assert [str(one) for one in seals.faults([*WATCHED, SealedRecord])] == []


@pytest.mark.django_db
def test_sealed_records_go_when_the_term_ends(proof: Proof, olga: User) -> None:
    """PR-F2: sealed until its date, then deleted by the run."""
    row = mailed(proof.alma, "alma@guests.example")
    assert row.person is not None
    paid(proof, olga)
    erasure.erase(row.person, by=olga)
    retention.run(date(2033, 12, 31))
    assert SealedRecord.objects.exists()
    retention.run(date(2034, 1, 1))
    assert not SealedRecord.objects.exists()
    assert [str(one) for one in seals.faults([SealedRecord])] == []


@pytest.mark.django_db
def test_without_a_last_payment_or_while_proceedings_run_nothing_of_a_proof_goes(
    proof: Proof, olga: User
) -> None:
    """Regulation (EU) 2021/1060, Article 82: interrupted by proceedings."""
    term = terms.term_of(proof.operation)
    assert (term.due, "not been entered" in term.rule) == (None, True)
    paid(proof, olga, held_since=date(2029, 1, 1), held_because="Audit by the court")
    term = terms.term_of(proof.operation)
    assert (term.due, "Audit by the court" in term.rule) == (None, True)
    paid(proof, olga, held_since=None, held_because="", years=10)
    assert terms.term_of(proof.operation).due == date(2039, 1, 1)
    retention.run(date(2038, 12, 31))
    assert Participant.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"held_since": date(2029, 1, 1)}, "held_because"),
        ({"held_because": "Court"}, "held_since"),
        ({"years": 0}, "years"),
        ({"years": 31}, "years"),
        ({"last_payment_on": date(1999, 1, 1)}, "last_payment_on"),
    ],
)
@pytest.mark.django_db
def test_a_term_that_cannot_be_is_refused_with_a_sentence(
    proof: Proof, olga: User, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        terms.change_term(proof.operation, values, by=olga, reason="Notice")
    assert refusal.value.field == field


@pytest.mark.django_db
def test_a_run_that_broke_off_is_taken_up(proof: Proof, olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row has a transaction of its own: what was deleted stays deleted, the rest follows."""
    gone: list[str] = []

    def fail() -> None:
        raise RuntimeError("power cut")

    def rows(last: Any) -> list[RetentionRow]:
        day = date(2026, 1, 1)
        made = [
            RetentionRow("a", "one", 1, day, "", lambda: gone.append("one")),
            RetentionRow("b", "two", 1, day, "", last),
        ]
        return [row for row in made if row.what not in gone]

    monkeypatch.setattr(retention, "due", lambda _day=None: rows(fail))
    with pytest.raises(RuntimeError):
        retention.run()
    run = RetentionRun.objects.get()
    assert (gone, run.done, run.ended_at) == (["one"], 1, None)
    monkeypatch.setattr(retention, "due", lambda _day=None: rows(lambda: gone.append("two")))
    retention.run()
    run.refresh_from_db()
    assert (gone, run.done, run.ended_at is not None) == (["one", "two"], 2, True)
    assert [line["what"] for line in run.log] == ["one", "two"]


@pytest.mark.django_db
def test_what_goes_after_a_time_is_split_on_the_day(proof: Proof) -> None:
    now = timezone.now()
    for days in (10, 29, 30, 31, 40):
        OutboxMessage.objects.create(
            cause=f"c{days}", to="a@guests.example", subject="", text="", sent_at=now - timedelta(days=days)
        )
    day = timezone.localdate()
    rows = [row for row in retention.plan() if str(row.what) == "Mails that were sent"]
    assert [(row.count, row.due) for row in rows] == [
        (2, day - timedelta(days=9)),
        (3, day + timedelta(days=1)),
    ]
    retention.run()
    assert OutboxMessage.objects.exclude(sent_at=None).count() == 3
