"""Which events still hold personal data, until when, and the clean-up that keeps the promised periods."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kogge.core import history
from kogge.core.reactions import announce
from kogge.plan.events.models import Event
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Admission, AnswerFile, Invitation, Question, Registration

ACCESS_KEPT = timedelta(days=14)
BY = "retention"
NAMES, NEEDS, INVITED = "names", "needs", "invited"
LABELS: dict[str, str | Promise] = {
    NEEDS: _("Food and access needs"),
    NAMES: _("Names, mail addresses and answers"),
    INVITED: _("Invitations"),
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """One kind of personal data that an event still holds, how many records, and the day they are due."""

    admission: Admission
    kind: str
    label: str | Promise
    count: int
    due: date | None

    def is_due(self, today: date) -> bool:
        """Whether its time is over."""
        return self.due is not None and self.due <= today


def end_of(admission: Admission) -> date | None:
    """The last day of the event, or of the series."""
    if admission.event is not None:
        return admission.event.sort_on
    return Event.objects.filter(series=admission.series_id).aggregate(last=Max("sort_on"))["last"]


def held(admissions: QuerySet[Admission]) -> list[Held]:
    """What these admissions hold, soonest due first; a constant number of queries."""
    rows = {row.pk: row for row in admissions.annotate(series_ends=Max("series__events__sort_on"))}
    ends = {pk: row.event.sort_on if row.event else row.series_ends for pk, row in rows.items()}
    counts = {
        NEEDS: _with_needs(rows.keys()),
        NAMES: _count(Registration.objects.filter(main=None, erased_at=None), rows),
        INVITED: _count(Invitation.objects.all(), rows),
    }
    found = [
        Held(row, kind, LABELS[kind], counts[kind][pk], _due(row, kind, ends[pk]))
        for pk, row in rows.items() for kind in LABELS if counts[kind][pk]
    ]  # fmt: skip
    others: list[tuple[int, str, int, date | None]] = []
    announce("personal data counted", admissions=list(rows), rows=others)
    found += [Held(rows[pk], "", label, count, due) for pk, label, count, due in others]
    return sorted(found, key=lambda one: (one.due or date.max, str(one.admission)))


def due_now(today: date | None = None) -> list[Held]:
    """What the clean-up would remove today."""
    today = today or timezone.localdate()
    everything = Admission.objects.select_related("event", "series").prefetch_related(
        "event__organizer_rows__organization", "series__organizers"
    )
    return [one for one in held(everything) if one.kind and one.is_due(today)]


def run(today: date | None = None) -> list[Held]:
    """Remove what is due; a kind of one event at a time, whole or not at all."""
    done = due_now(today)
    for one in done:
        remove(one)
    return done


def remove(one: Held) -> None:
    """Remove one kind of one event's data."""
    _REMOVE[one.kind](one.admission)


def _due(admission: Admission, kind: str, ends: date | None) -> date | None:
    if ends is None:
        return None
    return ends + (ACCESS_KEPT if kind == NEEDS else timedelta(days=admission.keep_days))


def _count(rows: QuerySet[Any], admissions: Iterable[int]) -> Counter[int]:
    found = rows.filter(admission__in=list(admissions)).order_by().values_list("admission")
    return Counter(dict(found.annotate(Count("pk"))))


def _with_needs(admissions: Iterable[int]) -> Counter[int]:
    """Parties that answered a question about food or access, by answer or by file."""
    asked: dict[int, list[str]] = {}
    questions = Question.objects.filter(admission__in=list(admissions), group=Question.Group.ACCESS)
    for admission, pk in questions.values_list("admission", "pk"):
        asked.setdefault(admission, []).append(str(pk))
    if not asked:
        return Counter()
    wanted = [Q(admission=one, answers__has_any_keys=keys) for one, keys in asked.items()]
    wanted.append(Q(files__question__group=Question.Group.ACCESS, admission__in=list(asked)))
    rows = Registration.objects.filter(reduce(or_, wanted)).order_by().values_list("admission")
    return Counter(dict(rows.annotate(Count("pk", distinct=True))))


@transaction.atomic
def _remove_needs(admission: Admission) -> None:
    keys = {
        str(pk) for pk in admission.questions.filter(group=Question.Group.ACCESS).values_list("pk", flat=True)
    }
    for file in AnswerFile.objects.filter(
        registration__admission=admission, question__group=Question.Group.ACCESS
    ):
        file.delete()
    rows = admission.registrations.filter(answers__has_any_keys=list(keys)).select_for_update(no_key=True)
    emptied = list(rows)
    for row in emptied:
        row.answers = {key: value for key, value in row.answers.items() if key not in keys}
        row.version += 1
    Registration.objects.bulk_update(emptied, ["answers", "version"], batch_size=500)
    history.record(admission, "food and access needs deleted", by=BY, after={"registrations": len(emptied)})


def _remove_names(admission: Admission) -> None:
    for row in admission.registrations.filter(main=None, erased_at=None).order_by("pk"):
        registration.erase(row, by=BY)


@transaction.atomic
def _remove_invitations(admission: Admission) -> None:
    count, _kinds = admission.invitations.all().delete()
    history.record(admission, "invitations deleted", by=BY, after={"invitations": count})


_REMOVE = {NEEDS: _remove_needs, NAMES: _remove_names, INVITED: _remove_invitations}
