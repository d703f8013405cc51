"""The store of answers: one encrypted blob for each set, under a key of its own, bound to its row.

Whoever copies the database reads no answer; a blob that was moved to another row does not open. Reading is logged
with one entry for each report or form, never with what was read.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Max

from kogge.core import history
from kogge.network.grants.models import Operation
from kogge.prove.seals import rows as seals
from kogge.prove.seals.box import Purpose, seal, unseal

from .answers import Answers
from .models import Paper, Questionnaire, Response


def keep(
    questionnaire: Questionnaire, answers: Answers, *, origin: str, profile_version: str, missing: list[str],
    on: date, by: Any,
) -> Response:  # fmt: skip
    """Store a set of answers as the next version. Older ones stay under seal. The caller saves the questionnaire."""
    last = questionnaire.responses.aggregate(last=Max("version"))["last"] or 0
    sealed = sealed_bytes(questionnaire.pk, last + 1, answers)
    response = Response.objects.create(
        questionnaire=questionnaire, version=last + 1, origin=origin, profile_version=profile_version,
        sealed=sealed, missing=missing, answered_on=on,
    )  # fmt: skip
    seals.record(response, "answered" if last == 0 else "corrected", by=by)
    questionnaire.complete = not missing
    return response


def sealed_bytes(questionnaire: int, version: int, answers: Answers) -> bytes:
    """Answers as the row keeps them."""
    plain = json.dumps(dict(answers), sort_keys=True, ensure_ascii=False).encode()
    return seal(Purpose.ANSWERS, plain, about=_about(questionnaire, version))


def opened(questionnaire: int, version: int, sealed: bytes) -> dict[str, Any]:
    """One set of answers. Whoever calls this logs it with `log`."""
    answers: dict[str, Any] = json.loads(
        unseal(Purpose.ANSWERS, sealed, about=_about(questionnaire, version))
    )
    return answers


class Opened(Mapping[str, Any]):
    """One set of answers that is opened when it is read: a report of a quarter reads a twelfth of all."""

    def __init__(self, questionnaire: int, version: int, sealed: bytes) -> None:
        self._row = (questionnaire, version, sealed)

    @cached_property
    def _answers(self) -> dict[str, Any]:
        return opened(*self._row)

    def __getitem__(self, key: str) -> Any:
        return self._answers[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)


def typed_bytes(paper: Paper, answers: Answers) -> bytes:
    """What the first of two people typed."""
    return seal(Purpose.ANSWERS, json.dumps(dict(answers)).encode(), about=_about_typed(paper))


def typed(paper: Paper) -> dict[str, Any]:
    """What the first of two people typed; empty when nothing was typed yet."""
    if not paper.typed:
        return {}
    answers: dict[str, Any] = json.loads(
        unseal(Purpose.ANSWERS, bytes(paper.typed), about=_about_typed(paper))
    )
    return answers


def log(operation: Operation, count: int, *, what: str, by: Any) -> None:
    """Write down that answers were read: by whom, when, how many, for what."""
    with transaction.atomic():
        history.record(operation, "answers read", by=by, after={"sets": count, "for": what})


def _about(questionnaire: int, version: int) -> str:
    return f"answers:{questionnaire}:{version}"


def _about_typed(paper: Paper) -> str:
    return f"typed answers:{paper.pk}"
