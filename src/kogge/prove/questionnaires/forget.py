"""What is deleted when the proof period of an operation is over."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from kogge.network.grants.models import Operation
from kogge.prove.seals import rows as seals

from .models import Aim, AimDefault, Entity, Paper, Questionnaire, Response

BY = "retention"


def held() -> dict[Operation, int]:
    """How many questionnaires each operation still has."""
    counts: dict[int, int] = {}
    for pk in Questionnaire.objects.order_by().values_list("participant__operation", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return {one: counts[one.pk] for one in Operation.objects.filter(pk__in=counts).select_related("profile")}


def remover(operation: Operation) -> Callable[[], object]:
    """Deletes everything of this app that belongs to the operation."""
    return partial(remove, operation)


@transaction.atomic
def remove(operation: Operation) -> None:
    """Delete answers, sheets, questionnaires, choices and companies of an operation; the files afterwards."""
    mine = {"questionnaire__participant__operation": operation}
    papers = Paper.objects.filter(**mine)
    for name in papers.values_list("scan", flat=True):
        transaction.on_commit(partial(default_storage.delete, name))
    _gone(papers)
    _gone(Response.objects.filter(**mine))
    _gone(Questionnaire.objects.filter(participant__operation=operation))
    _gone(Aim.objects.filter(participant__operation=operation))
    _gone(Entity.objects.filter(operation=operation))
    _gone(AimDefault.objects.filter(operation=operation))


def _gone(rows: QuerySet[Any]) -> None:
    for row in rows:
        seals.gone(row, "deleted after its term", by=BY)
    rows.delete()
