"""What the clock starts for those who answer: one letter before the end to everybody whose draft still lies there."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.models import OutboxMessage
from kogge.plan.calls import letters, questions
from kogge.plan.calls.models import Submission

AHEAD = timedelta(days=2)
QUIET = timedelta(hours=12)
"""Whoever is just writing, or has just got the first letter, needs no reminder."""


def remind(now: datetime | None = None) -> int:
    """Write once to everybody who began an answer to a call that closes soon. Returns how many letters were written."""
    now = now or timezone.now()
    about = Concat(Value("submission:"), Cast(OuterRef("pk"), CharField()))
    reminded = OutboxMessage.objects.filter(about=about, cause__endswith=":reminder")
    rows = Submission.objects.kept().filter(
        ~Exists(reminded), state=Submission.State.DRAFT, changed_at__lte=now - QUIET, call__state="published",
        call__closes_at__gt=now, call__closes_at__lte=now + AHEAD,
    )  # fmt: skip
    found = list(
        rows.select_related("call__organization", "call__event").prefetch_related("applicants", "files")
    )
    for one in found:
        _remind(one)
    return len(found)


@transaction.atomic
def _remind(one: Submission) -> None:
    with translation.override(one.locale):
        asked, given = questions.of(one.call), {file.question for file in one.files.all()}
        faults = questions.faults(asked, questions.values_of(one), given)
        missing = [] if letters.main(one).name else [_("Your name")]
        letters.not_handed_in(one, [*missing, *(row.label for row in asked if row.key in faults)])
    history.record(one, "reminded", by="clock")
