"""Which registrations a list shows, in a constant number of queries."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kogge.core.folding import folded
from kogge.take_part.registration.answers import words
from kogge.take_part.registration.models import Admission, Consent, Question, Registration
from kogge.take_part.registration.models.registrations import LIVE, SEATED


def found(admission: Admission, wanted: Mapping[str, Any]) -> QuerySet[Registration]:
    """The parties that fit the filters, newest last. `wanted` comes from `forms.filters`."""
    rows = admission.registrations.filter(main=None).select_related("capacity")
    parts = Count("parts", filter=Q(parts__state__in=LIVE, parts__capacity__session__isnull=False))
    if text := wanted.get("q"):
        rows = rows.filter(
            Q(name__icontains=text) | Q(email__icontains=text) | Q(organization__icontains=text)
            | Q(reference__iexact=text.replace("-", "").replace(" ", "")) | Q(seats__name__icontains=text)
        ).distinct()  # fmt: skip
    states = {"seated": SEATED, "live": LIVE}.get(wanted.get("state", ""), [wanted.get("state")])
    capacity = wanted.get("capacity")
    if capacity is not None and capacity.session_id is not None:
        part = Registration.objects.filter(main=OuterRef("pk"), capacity=capacity)
        rows = rows.filter(Exists(part.filter(state__in=states) if wanted.get("state") else part))
    else:
        rows = rows.filter(capacity=capacity) if capacity is not None else rows
        rows = rows.filter(state__in=states) if wanted.get("state") else rows
    if consent := wanted.get("consent"):
        rows = rows.filter(
            Exists(Consent.objects.filter(registration=OuterRef("pk"), kind=consent, withdrawn_at=None))
        )
    if wanted.get("kind"):
        rows = rows.filter(kind=wanted["kind"])
    if wanted.get("undeliverable"):
        rows = rows.filter(mail_failed_at__isnull=False)
    if wanted.get("question") is not None:
        rows = rows.filter(pk__in=_answering(rows, wanted["question"], wanted.get("answer", "")))
    return rows.annotate(sessions_booked=parts).order_by("pk")


def _answering(rows: QuerySet[Registration], question: Question, answer: str) -> list[int]:
    """Whose answer contains these words; without words, whoever answered. Read in one query, compared in words."""
    key = str(question.pk)
    given = rows.order_by("pk").values_list("pk", "answers")
    return [
        pk for pk, answers in given
        if answers.get(key) not in (None, "", []) and answer.lower() in words(question, answers[key]).lower()
    ]  # fmt: skip


def may_be_the_same(registration: Registration) -> list[Registration]:
    """Other live parties of the same name: a suggestion, nothing is merged."""
    if not registration.name:
        return []
    others = registration.admission.registrations.filter(main=None, state__in=LIVE).exclude(
        pk=registration.pk
    )
    name = folded(registration.name)
    same = [pk for pk, other in others.order_by("pk").values_list("pk", "name") if folded(other) == name]
    return list(Registration.objects.filter(pk__in=same))
