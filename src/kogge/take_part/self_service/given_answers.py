"""The further questions and what somebody answered, in words."""

from typing import Any

from django.utils.translation import gettext as _

from kogge.core.translated import Translated, translated
from kogge.take_part.registration.answers import choice_key, choice_label
from kogge.take_part.registration.models import Question, Registration


def of(registration: Registration, questions: list[Question]) -> list[tuple[Translated, str]]:
    """Question and answer, for each that was answered."""
    files = {file.question_id: file.name for file in registration.files.all()} if questions else {}
    found = []
    for question in questions:
        words = files.get(question.pk) or in_words(question, registration.answers.get(str(question.pk)))
        if words:
            found.append((translated(question, "label"), words))
    return found


def in_words(question: Question, value: Any) -> str:
    """One stored answer as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", []):
        return ""
    labels = {choice_key(choice): choice_label(choice) for choice in question.choices}
    values = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in values)
