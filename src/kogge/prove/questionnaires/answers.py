"""Pure: answers as they are kept, what is missing of them, and where two people who typed a sheet differ."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kogge.prove.profiles.profile import Question

Answers = Mapping[str, Any]
OLDEST = 120


def is_mandatory(question: Question) -> bool:
    """Whether the record is incomplete without it: required questions of part 1. The other parts are voluntary."""
    return question.required and question.part == 1


def missing(questions: Iterable[Question], answers: Answers) -> list[str]:
    """Keys of the questions that complete the record and were not answered."""
    return [one.key for one in questions if is_mandatory(one) and answers.get(one.key) in (None, "", [])]


def differences(questions: Iterable[Question], first: Answers, second: Answers) -> list[Question]:
    """Questions that two people answered differently."""
    return [one for one in questions if _plain(first.get(one.key)) != _plain(second.get(one.key))]


def is_year(year: int, today: date) -> bool:
    """Whether somebody alive can have been born in that year."""
    return today.year - OLDEST <= year <= today.year


def shown(question: Question, value: Any, language: str, no_answer: str) -> str:
    """An answer in words."""
    if value in (None, "", []):
        return ""
    labels = {option.key: option.label[language] for option in question.options}
    values = value if isinstance(value, list) else [value]
    return ", ".join(no_answer if one == "no_answer" else labels.get(one, str(one)) for one in values)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else (value or None)
