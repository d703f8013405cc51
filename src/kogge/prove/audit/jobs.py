"""What the clock starts: a verification each day or when somebody asks, and the anchor of the history."""

import logging
import time
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import anchor
from .models import Verification
from .verifying import verify

log = logging.getLogger("kogge.audit")
EVERY = timedelta(hours=24)
AGAIN = timedelta(hours=1)
LOST = timedelta(minutes=30)
KEPT = 400
MOST_KEPT_FAULTS = 500
_BEAT = 2.0


def work_off() -> int:
    """Run what waits; a day after the last one, a new one. Returns how many were run."""
    _close_lost()
    now = timezone.now()
    fresh = Q(problem="", done_at__gt=now - EVERY) | Q(done_at__gt=now - AGAIN)
    if not Verification.objects.filter(fresh).exists():
        ask("clock")
    waiting = Verification.objects.filter(state=Verification.State.WAITING).first()
    if waiting is None:
        return 0
    try:
        with transaction.atomic():
            mine = Verification.objects.filter(pk=waiting.pk, state=Verification.State.WAITING)
            if not mine.update(state=Verification.State.RUNNING, beat_at=timezone.now()):
                return 0
    except IntegrityError:  # another one is running
        return 0
    run(waiting)
    return 1


def ask(by: str) -> Verification:
    """Put one into the queue, unless one waits there already."""
    waiting, _made = Verification.objects.get_or_create(
        state=Verification.State.WAITING, defaults={"asked_by": by}
    )
    return waiting


def run(row: Verification) -> None:
    """Verify, and keep what came out with the row."""
    told = 0.0

    def progress(step: str) -> None:
        nonlocal told
        if time.monotonic() - told >= _BEAT:
            told = time.monotonic()
            Verification.objects.filter(pk=row.pk).update(step=step[:200], beat_at=timezone.now())

    try:
        with override("de"):
            result = verify(progress)
    except Exception as error:
        log.exception("the verification of the history broke off")
        _close(row, problem=f"{type(error).__name__}: {error}"[:300])
        return
    faults = [
        {"sentence": one.sentence, "where": one.where, "model": one.model, "row": one.row, "kind": one.kind}
        for one in result.faults[:MOST_KEPT_FAULTS]
    ]
    if faults:
        log.error("the history shows %s changes behind the program's back", len(result.faults))
    _close(
        row, entries=result.entries, rows=result.rows, seconds=round(result.seconds), faults=faults,
        count=len(result.faults),
    )  # fmt: skip
    old = Verification.objects.values_list("pk", flat=True)[KEPT:]
    Verification.objects.filter(pk__in=list(old), state=Verification.State.DONE).delete()


def keep_anchor() -> None:
    """Write head and length of the history beside the database."""
    anchor.keep()


def _close(row: Verification, **columns: object) -> None:
    now = timezone.now()
    Verification.objects.filter(pk=row.pk).update(
        state=Verification.State.DONE, done_at=now, beat_at=now, step="", **columns
    )


def _close_lost() -> None:
    """One that a restart broke off is not running."""
    running = Verification.objects.filter(state=Verification.State.RUNNING)
    for row in running.filter(beat_at__lt=timezone.now() - LOST):
        _close(row, problem=_("Broken off by a restart of the server."))
