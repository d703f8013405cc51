"""What the audit adds when earlier stages ask: what must always hold, and what waits for the office."""

from collections.abc import Callable, Iterable
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may
from kogge.prove.auditors import keeping
from kogge.prove.seals.contracts import Plan, RetentionRow

from . import invariants
from .models import Verification


def invariants_asked(*, checks: dict[str, Callable[[], Iterable[str]]]) -> None:
    """Name what must hold of the history."""
    checks["I14"] = invariants.nothing_personal
    checks["I16"] = invariants.history_holds


def desk_opened(*, user: User, waiting: list[Waiting]) -> None:
    """Tell the office at once that something was changed behind the program's back."""
    if not may(user, "audit.manage"):
        return
    last = Verification.objects.filter(state=Verification.State.DONE).first()
    if last is not None and last.count:
        sentence = ngettext(
            "The verification found one place that was changed without an entry in the history.",
            "The verification found %(count)d places that were changed without an entry in the history.",
            last.count,
        )
        waiting.append(Waiting(sentence % {"count": last.count}, reverse("audit:verification")))


def retention_asked(*, plan: Plan) -> None:
    """Accesses and samples are part of the proof of an operation."""
    for operation, accesses, samples in keeping.by_operation():
        term = plan.term_of(operation)
        plan.append(
            RetentionRow(
                "audit", _("Auditors' accesses and their samples"), accesses + samples, term.due, term.rule,
                partial(keeping.remove, operation), of=operation.title,
            )
        )  # fmt: skip
