"""The further questions as fields of a form. The public form and the personal page build on `AnswersForm`."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.core.translated import translated
from kogge.take_part.registration.answers import choice_key, choice_label, clean_answer, field_name, is_asked
from kogge.take_part.registration.applications import FileAnswer
from kogge.take_part.registration.models import Question

from . import uploads

Kind = Question.Kind
_EMPTY: tuple[Any, ...] = (None, "", [])


class AnswersForm(forms.Form):
    """Questions with what was answered before. When valid: `answers` as they are stored, and checked `files`.

    A question of a session counts only when that session is among `sessions()`; one with a condition only when the
    answer it depends on was given. Whatever else arrives is dropped.
    """

    answers: dict[str, Any]
    file_answers: tuple[FileAnswer, ...] = ()
    questions: list[Question]

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question] = (),
        given: Mapping[str, Any] | None = None,
        stored_files: Collection[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.answers = {}
        self.stored_files = stored_files
        self.questions = [question for question in questions if question.retired_at is None]
        for question in self.questions:
            self.fields[field_name(question)] = _field(question, (given or {}).get(str(question.pk)))

    def sessions(self) -> Collection[int]:
        """Ids of the sessions whose questions count."""
        return {question.session_id for question in self.questions if question.session_id is not None}

    def clean(self) -> dict[str, Any]:
        """Keep what was asked and answered; a sentence beside each answer that cannot be taken."""
        files = []
        for question in self.questions:
            name = field_name(question)
            elsewhere = question.session_id is not None and question.session_id not in self.sessions()
            if elsewhere or not is_asked(question, self.answers):
                continue
            try:
                if question.kind == Kind.FILE:
                    files.append(self._file(question, name))
                else:
                    self._answer(question, name)
            except Refused as refusal:
                self.add_error(name, str(refusal))
        self.file_answers = tuple(file for file in files if file is not None)
        return self.cleaned_data

    def of_session(self, session_id: int | None) -> list[forms.BoundField]:
        """The fields of one session's questions, or of the event's."""
        return [self[field_name(one)] for one in self.questions if one.session_id == session_id]

    def _answer(self, question: Question, name: str) -> None:
        value = clean_answer(question, self._typed(name))
        if value not in _EMPTY:
            self.answers[str(question.pk)] = value
        elif question.required:
            raise Refused(_("Please answer this question."))

    def _file(self, question: Question, name: str) -> FileAnswer | None:
        upload = self.files.get(name)
        if upload is not None:
            return uploads.checked(upload, question.pk)
        if question.required and question.pk not in self.stored_files:
            raise Refused(_("Please choose a file."))
        return None

    def _typed(self, name: str) -> Any:
        """All values that arrived under one name, so that a second answer is noticed."""
        if hasattr(self.data, "getlist"):
            return self.data.getlist(name)
        return self.data.get(name)


class _Field(forms.Field):
    """A field whose value the question checks, not the field: it may not have been asked."""

    def clean(self, value: Any) -> Any:
        return value


class _Options(forms.ChoiceField):
    """Choices by their key; checked by the question."""

    clean = _Field.clean


def _field(question: Question, given: Any) -> forms.Field:
    """The field of one question: its label, why it is asked, and what was answered before."""
    why = str(translated(question, "why"))
    if question.group == Question.Group.ACCESS:
        why = f"{why} {_('Only the host sees this; it is deleted 14 days after the event.')}"
    if question.kind == Kind.FILE:
        why = f"{why} {_('PDF, PNG, JPEG or WebP, at most 10 MB.')}"
    if question.condition is not None:
        why = f"{_only_if(question.condition, question.condition_value)} {why}"
    shown: dict[str, Any] = {
        "label": str(translated(question, "label")), "help_text": why, "required": question.required,
        "initial": _initial(given),
    }  # fmt: skip
    attributes = _when(question)
    if question.kind in {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO}:
        several = question.kind == Kind.CHOICES
        widget = forms.CheckboxSelectMultiple if several else forms.RadioSelect
        return _Options(choices=_choices(question, given), widget=widget(attrs=attributes), **shown)
    return _Field(widget=_widget(question, attributes), **shown)


def _widget(question: Question, attributes: dict[str, str]) -> forms.Widget:
    if question.kind == Kind.FILE:
        return forms.FileInput(attrs={**attributes, "accept": uploads.ACCEPT})
    if question.kind == Kind.LONG_TEXT:
        return forms.Textarea(attrs={**attributes, "rows": 4})
    if question.kind == Kind.NUMBER:
        limits = {"min": question.least, "max": question.most, "inputmode": "numeric"}
        stated = {name: str(limit) for name, limit in limits.items() if limit is not None}
        return forms.NumberInput(attrs={**attributes, **stated})
    return forms.TextInput(attrs=attributes)


def _choices(question: Question, given: Any) -> list[tuple[str, str]]:
    """Keys and labels; a choice that is offered no more stays for those who chose it."""
    if question.kind == Kind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))]
    chosen = given if isinstance(given, list) else [given]
    return [
        (choice_key(choice), choice_label(choice))
        for choice in question.choices
        if not (isinstance(choice, Mapping) and choice.get("retired")) or choice_key(choice) in chosen
    ]


def _initial(given: Any) -> Any:
    if isinstance(given, bool):
        return "yes" if given else "no"
    return given


def _only_if(condition: Question, value: str) -> str:
    """For readers without scripts, who see every question."""
    names = {
        "question": translated(condition, "label"),
        "answer": dict(_choices(condition, value)).get(value, value),
    }
    if not value:
        return _("Only if you answered “%(question)s”.") % names
    return _("Only if your answer to “%(question)s” is “%(answer)s”.") % names


def _when(question: Question) -> dict[str, str]:
    """What the script on the page needs to show a question only when it is asked."""
    if question.condition_id is None:
        return {}
    return {"data-when": f"question_{question.condition_id}={question.condition_value}"}
