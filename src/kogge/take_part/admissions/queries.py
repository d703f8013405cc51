"""What the pages of this desk read, each in a constant number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from kogge.core.ordering import empty_lowest
from kogge.plan.events.models import Event, Session
from kogge.publish.programme.models import PublicEvent
from kogge.take_part.registration.models import Admission, State
from kogge.take_part.registration.models.registrations import LIVE


@dataclass(frozen=True)
class Numbers:
    """How many registrations an admission has, in each state, and how many people they are."""

    by_state: Counter[str]
    heads: Counter[str]
    undeliverable: int

    @property
    def live(self) -> int:
        return sum(self.by_state[state] for state in LIVE)


def numbers(admission: Admission) -> Numbers:
    """Counts of the parties, not of their seats in sessions."""
    rows = admission.registrations.filter(main=None).values("state").annotate(
        parties=Count("pk"), people=Sum("heads"),
        undeliverable=Count("pk", filter=Q(mail_failed_at__isnull=False)),
    ).order_by()  # fmt: skip
    by_state: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    undeliverable = 0
    for row in rows:
        by_state[row["state"]] = row["parties"]
        heads[row["state"]] = row["people"] or 0
        undeliverable += row["undeliverable"] if row["state"] in LIVE else 0
    return Numbers(by_state, heads, undeliverable)


def capacities(admission: Admission) -> QuerySet[Any]:
    """All seats of an admission, those of the whole first, with how many wait for each."""
    waiting = Count("registrations", filter=Q(registrations__state=State.WAITING))
    offered = Count("registrations", filter=Q(registrations__state=State.OFFERED))
    return admission.capacities.select_related("session__room").annotate(
        waiting=waiting, offered=offered
    ).order_by(*empty_lowest("session__starts_at", "session__position"), "mode", "pk")  # fmt: skip


def is_released(event: Event | None) -> bool:
    """Whether the public knows the event."""
    return event is None or (event.is_public_state and PublicEvent.objects.filter(event=event).exists())


def sessions_without_seats(admission: Admission) -> QuerySet[Session]:
    """Programme points that everybody may simply walk into."""
    taken = admission.capacities.filter(session__isnull=False).values("session")
    return Session.objects.filter(event=admission.event_id, state=Session.State.PLANNED).exclude(pk__in=taken)


def questions(admission: Admission) -> QuerySet[Any]:
    """All questions in their order, with how many people answered (files counted by themselves)."""
    return admission.questions.select_related("session", "condition").annotate(files_given=Count("files"))


def answered(admission: Admission, keys: Iterable[int]) -> Counter[int]:
    """How many registrations hold an answer to each of these questions."""
    wanted = {str(key): key for key in keys}
    found: Counter[int] = Counter()
    for answers in admission.registrations.exclude(answers={}).values_list("answers", flat=True):
        found.update(wanted[name] for name in answers if name in wanted)
    return found
