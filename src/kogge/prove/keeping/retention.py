"""What is deleted when and why, and the run that deletes exactly that.

The plan is asked of every app; nothing else says what goes. Each row is deleted in a transaction of its own, so a run
that died is taken up by the next: what is gone is no longer in the plan, what is left still is.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from kogge.core import history
from kogge.core.reactions import announce
from kogge.prove.seals.contracts import Plan, RetentionRow

from .models import RetentionRun
from .terms import term_of

log = logging.getLogger("kogge.retention")
BY = "retention"
Progress = Callable[[RetentionRow, int, int], None]


def plan(today: date | None = None) -> Plan:
    """Everything that is kept, soonest due first; what has no day yet comes last. Rows without records are left out."""
    asked = Plan(today or timezone.localdate(), term_of)
    announce("retention asked", plan=asked)
    rows = [row for row in asked if row.count]
    asked[:] = sorted(rows, key=lambda row: (row.due or date.max, row.app, row.of, row.what))
    return asked


def is_due(row: RetentionRow, today: date) -> bool:
    """Whether its time is over."""
    return row.due is not None and row.due <= today


def due(today: date | None = None) -> list[RetentionRow]:
    """What a run would delete on this day."""
    asked = plan(today)
    return [row for row in asked if is_due(row, asked.today)]


def run(today: date | None = None, progress: Progress = lambda _row, _done, _of: None) -> list[RetentionRow]:
    """Delete what is due, row by row. What goes makes other rows due (a person nobody needs any more), so it asks again
    until nothing is left.
    """
    day = today or timezone.localdate()
    done: list[RetentionRow] = []
    seen: set[tuple[str, str, str, int]] = set()
    while rows := [row for row in due(day) if _key(row) not in seen]:
        current = _taken_up(day, len(done) + len(rows))
        before = len(done)
        for row in rows:
            try:
                _remove(row, current)
            except ProtectedError:  # another row of the plan still needs it and goes first
                continue
            seen.add(_key(row))
            done.append(row)
            progress(row, len(done), current.kinds)
        if len(done) == before:
            break
    RetentionRun.objects.filter(ended_at=None).update(ended_at=timezone.now())
    return done


def as_lines(rows: Iterable[RetentionRow]) -> list[dict[str, object]]:
    """The plan as plain values, for JSON and for the log."""
    return [
        {
            "app": row.app, "what": str(row.what), "of": str(row.of), "count": row.count,
            "due": row.due.isoformat() if row.due else None, "rule": str(row.rule),
        }
        for row in rows
    ]  # fmt: skip


def _taken_up(day: date, kinds: int) -> RetentionRun:
    """The run that was not ended, or a new one."""
    current = RetentionRun.objects.filter(ended_at=None, day=day).first() or RetentionRun(day=day)
    current.kinds = max(kinds, current.done)
    current.save()
    return current


@transaction.atomic
def _remove(row: RetentionRow, current: RetentionRun) -> None:
    row.remove()
    current.done += 1
    current.log = [*current.log, *as_lines([row])]
    current.save(update_fields=["done", "log"])
    history.record(
        current, "deleted after its term", by=BY, after={"app": row.app, "count": row.count, "due": row.due}
    )


def _key(row: RetentionRow) -> tuple[str, str, str, int]:
    return (row.app, str(row.of), str(row.what), row.count)
