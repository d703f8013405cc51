"""Answers to the further questions: checked against the question that was asked, nothing else is stored."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .identity import plain_line
from .models import Question

MOST_LINE, MOST_TEXT = 500, 5000


def field_name(question: Question) -> str:
    """The name of a question's field in every form."""
    return f"question_{question.pk}"


def is_asked(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether the question's condition holds for these answers."""
    if question.condition_id is None:
        return True
    given = answers.get(str(question.condition_id))
    values = given if isinstance(given, list) else [_as_text(given)]
    return question.condition_value in values if question.condition_value else bool(given)


def clean_answers(
    questions: Iterable[Question],
    given: Mapping[str, Any],
    *,
    files: Iterable[int] = (),
    complete: bool = True,
) -> dict[str, Any]:
    """The answers as they are stored, or Refused with the field of the first one that cannot be taken.

    What was not asked, or only under a condition that does not hold, is not stored. `files` are the questions
    answered by a file; without `complete`, required ones may be left out (staff, invitations).
    """
    kept: dict[str, Any] = {}
    for question in questions:
        if question.retired_at is not None or not is_asked(question, kept):
            continue
        if question.kind == Question.Kind.FILE:
            missing = question.pk not in set(files)
        else:
            value = clean_answer(question, given.get(str(question.pk)))
            missing = value in (None, "", [])
            if not missing:
                kept[str(question.pk)] = value
        if missing and question.required and complete:
            raise Refused(_("Please answer this question."), field=field_name(question))
    return kept


def clean_answer(question: Question, value: Any) -> Any:
    """One answer as it is stored, None when there is none, or Refused beside its field."""
    if question.kind == Question.Kind.CHOICES:
        return _choices(question, value)
    if isinstance(value, list | tuple):
        if len(value) > 1:
            raise Refused(_("Please give one answer to this question."), field=field_name(question))
        value = value[0] if value else None
    if question.kind == Question.Kind.YES_NO:
        return _yes_or_no(value)
    text = _as_text(value)
    if not text:
        return None
    if question.kind == Question.Kind.NUMBER:
        return _number(question, text)
    if question.kind == Question.Kind.CHOICE:
        return _one_of(question, text)
    return _text(question, text)


def _choices(question: Question, value: Any) -> list[str]:
    values = list(value) if isinstance(value, list | tuple) else [value] if value else []
    if len(values) > len(question.choices):
        raise Refused(_("Please choose each answer once at most."), field=field_name(question))
    return [_one_of(question, _as_text(one)) for one in dict.fromkeys(map(_as_text, values))]


def _one_of(question: Question, text: str) -> str:
    """Choices are stored by their key."""
    if text not in {choice_key(choice) for choice in question.choices}:
        raise Refused(_("Please choose one of the answers that are offered."), field=field_name(question))
    return text


def choice_key(choice: Any) -> str:
    """What is stored of a choice: its key, or the text itself where the choice is plain text."""
    return str(choice.get("key") or choice.get("value") or "") if isinstance(choice, Mapping) else str(choice)


def choice_label(choice: Any) -> str:
    """What people read of a choice in the active language."""
    if not isinstance(choice, Mapping):
        return str(choice)
    return str(choice.get(get_language() or "de") or choice.get("de") or choice_key(choice))


def words(question: Question, value: Any) -> str:
    """An answer as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    labels = {choice_key(choice): choice_label(choice) for choice in question.choices}
    values = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in values)


def _number(question: Question, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise Refused(_("Please write a whole number."), field=field_name(question)) from None
    least = question.least if question.least is not None else -(2**31)
    most = question.most if question.most is not None else 2**31 - 1
    if not least <= number <= most:
        limits = {"least": least, "most": most}
        raise Refused(
            _("Please write a number from %(least)s to %(most)s.") % limits, field=field_name(question)
        )
    return number


def _yes_or_no(value: Any) -> bool | None:
    if isinstance(value, bool) or value is None:
        return value
    return {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "0": False}.get(
        str(value).lower()
    )


def _text(question: Question, text: str) -> str:
    is_long = question.kind == Question.Kind.LONG_TEXT
    lines = [plain_line(line) for line in text.splitlines()] if is_long else [plain_line(text)]
    kept = "\n".join(lines).strip()
    most = MOST_TEXT if is_long else MOST_LINE
    if len(kept) > most:
        sentence = _("This answer is longer than %(most)s characters. Please shorten it.")
        raise Refused(sentence % {"most": most}, field=field_name(question))
    return kept


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).strip()
