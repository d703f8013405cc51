"""How long the proof of an operation is kept: Regulation (EU) 2021/1060, Article 82, or what the profile says."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.grants.models import Operation
from kogge.prove.profiles.queries import profile_of
from kogge.prove.seals.contracts import Term

from .models import ProofTerm

FIELDS = ("last_payment_on", "years", "held_since", "held_because")
MARK = "(V)"


def term_of(operation: Operation) -> Term:
    """The first day on which the operation's proof may go, and the rule in words. (V): to be checked by the office."""
    stored = ProofTerm.objects.filter(operation=operation).first() or ProofTerm(operation=operation)
    profile = profile_of(operation)
    years = stored.years or profile.retention_years
    mark = MARK if not stored.years and profile.is_unverified("retention_years") else ""
    rule = ngettext(
        "%(n)s year from 31 December of the year of the last payment (Reg. (EU) 2021/1060, Art. 82) %(mark)s",
        "%(n)s years from 31 December of the year of the last payment (Reg. (EU) 2021/1060, Art. 82) %(mark)s",
        years,
    ) % {"n": years, "mark": mark}
    rule = rule.strip()
    if stored.held_since:
        facts = {"day": stored.held_since.isoformat(), "why": stored.held_because}
        return Term(None, f"{rule}. " + _("Interrupted since %(day)s: %(why)s") % facts)
    if stored.last_payment_on is None:
        return Term(None, f"{rule}. " + _("The last payment has not been entered yet."))
    return Term(date(stored.last_payment_on.year + years + 1, 1, 1), rule)


@transaction.atomic
def change_term(operation: Operation, values: dict[str, Any], *, by: Any, reason: str) -> ProofTerm:
    """Enter the last payment, other years, or proceedings that interrupt the term. Each change has a reason."""
    if not reason.strip():
        raise Refused(
            _("Please write where this is known from, such as the letter and its date."), field="reason"
        )
    row = ProofTerm.objects.select_for_update().filter(operation=operation).first() or ProofTerm(
        operation=operation
    )
    before = {name: getattr(row, name) for name in FIELDS}
    for name in FIELDS:
        setattr(row, name, values.get(name, before[name]))
    if row.held_since and not row.held_because.strip():
        raise Refused(_("Please write which proceedings interrupt the term."), field="held_because")
    if row.held_because and not row.held_since:
        raise Refused(_("Please enter since when the proceedings interrupt the term."), field="held_since")
    if row.last_payment_on and row.last_payment_on < operation.starts_on:
        raise Refused(_("The last payment cannot be before the operation began."), field="last_payment_on")
    if row.years is not None and not 1 <= row.years <= 30:
        raise Refused(_("Please enter 1 to 30 years, or nothing."), field="years")
    row.save()
    history.record(
        row, "term of proof changed", by=by, before=before,
        after={name: getattr(row, name) for name in FIELDS}, reason=reason.strip(),
    )  # fmt: skip
    return row
