"""Who looked at what: read from the history, where each look stands and cannot be taken out unnoticed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kogge.core.models import HistoryEntry
from kogge.network.accounts.models import User
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.hours.models import Participant

from .actions import LOOKED
from .models import Access
from .readers import actor_of
from .wording import what_of


@dataclass(frozen=True)
class Line:
    """One look."""

    at: datetime
    who: str
    what: str
    operation: str


def entries(access: Access | None = None) -> QuerySet[HistoryEntry]:
    """Looks, newest first: of everybody, or with one link."""
    rows = HistoryEntry.objects.filter(kind=Operation._meta.label_lower, verb=LOOKED).order_by("-pk")
    return rows if access is None else rows.filter(actor=actor_of(access))


def lines(found: Iterable[HistoryEntry]) -> list[Line]:
    """As people read them, in a constant number of queries. A record is named by its code."""
    rows = list(found)
    users = User.objects.filter(pk__in=[one.actor for one in rows if one.actor.isdigit()])
    names = {str(user.pk): user.name or user.email for user in users}
    names |= {actor_of(one): _("%(name)s (link)") % {"name": one.name} for one in Access.objects.all()}
    of = {
        kind: {one.after.get("of") for one in rows if one.after.get("what") in kinds}
        for kind, kinds in _OF.items()
    }
    codes = dict(Participant.objects.filter(pk__in=of["participant"]).values_list("pk", "code"))
    events = {one.pk: str(one) for one in Event.objects.filter(pk__in=of["event"])}
    return [
        Line(
            one.at, names.get(one.actor, one.actor),
            what_of(one.after, codes if one.after.get("what") in _OF["participant"] else events), one.label,
        )
        for one in rows
    ]  # fmt: skip


_OF = {"participant": ("record", "name"), "event": ("event",)}
