"""Answers in words, for lists, files and the kitchen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kogge.core.translated import translated
from kogge.take_part.registration.answers import words
from kogge.take_part.registration.models import Question, Registration

COUNTED = {Question.Kind.CHOICE, Question.Kind.CHOICES, Question.Kind.YES_NO, Question.Kind.NUMBER}


def rows(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[dict[str, str]]:
    """All answers of one registration as terms and values."""
    found = ((question, words(question, answers.get(str(question.pk)))) for question in questions)
    return [{"term": str(translated(question, "label")), "value": text} for question, text in found if text]


@dataclass(frozen=True)
class Need:
    """One question about food or access: how often each answer came, and who gave it."""

    question: Question
    counts: list[tuple[str, int]]
    people: list[tuple[Registration, str]]


def needs(questions: Iterable[Question], registrations: Iterable[Registration]) -> list[Need]:
    """The summary for the kitchen and the house."""
    people = list(registrations)
    found = []
    for question in questions:
        given = [(one, one.answers.get(str(question.pk))) for one in people]
        said = [(one, words(question, value)) for one, value in given if words(question, value)]
        counts: Counter[str] = Counter()
        for _one, value in given if question.kind in COUNTED else ():
            for single in value if isinstance(value, list) else [value]:
                if text := words(question, single):
                    counts[text] += 1
        found.append(Need(question, counts.most_common(), said))
    return found
