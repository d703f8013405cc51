"""Nobody holds seats in two sessions at the same time."""

from collections.abc import Iterable
from itertools import combinations

from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.plan.events.models import Session


def overlap(one: Session, other: Session) -> bool:
    """Whether both take place at the same time; one without times never does."""
    if one.starts_at is None or other.starts_at is None or one.ends_at is None or other.ends_at is None:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def refuse_overlaps(sessions: Iterable[Session]) -> None:
    """Refused with the names of the first two that take place at the same time."""
    for one, other in combinations(sessions, 2):
        if one.pk == other.pk or overlap(one, other):
            names = {"one": str(one), "other": str(other)}
            sentence = _("“%(one)s” and “%(other)s” take place at the same time. Please choose one of them.")
            raise Refused(sentence % names, field="sessions")
