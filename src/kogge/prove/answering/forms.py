"""The funder's questions as a form, and the forms of the desk."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kogge.prove.profiles.profile import NO, NO_ANSWER, YES, Question
from kogge.prove.questionnaires import aims
from kogge.prove.questionnaires.answers import is_mandatory, is_year
from kogge.prove.questionnaires.models import Entity

from . import scans

MOST_CHARACTERS = 300
_YEAR = re.compile(r"[0-9]{4}")
_NOT_OFFERED = gettext_lazy("Please choose one of the answers that are offered.")


class QuestionsForm(forms.Form):
    """All questions of one stage. On paper something may be missing; by link what is mandatory must be answered."""

    def __init__(
        self,
        questions: Sequence[Question],
        *args: Any,
        entered_on: date,
        on_paper: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.entered_on = questions, entered_on
        for one in questions:
            field = _field(one, required=is_mandatory(one) and not on_paper)
            self.fields[_name(one)] = field
            if one.allows_no_answer and one.kind in {"year", "text"}:
                field.required = False
                self.fields[f"{_name(one)}_none"] = forms.BooleanField(required=False, label=no_answer())
        self.on_paper = on_paper

    def mandatory(self) -> Iterator[BoundField]:
        """Fields that complete the record."""
        return self._fields(required=True)

    def voluntary(self) -> Iterator[BoundField]:
        """Fields that may be left out."""
        return self._fields(required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for one in self.questions:
            name = _name(one)
            if one.kind == "year" and values.get(name):
                self._check_year(name, values[name])
            declined = values.get(f"{name}_none")
            if declined and values.get(name):
                self.add_error(name, _("Please either answer or choose “No answer”, not both."))
            missing = is_mandatory(one) and not self.on_paper and not declined
            if missing and not values.get(name) and not self.has_error(name):
                self.add_error(name, _("Please answer this question. The fund needs it."))
        return values

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, as it is kept. Of a year with bands only the band."""
        found: dict[str, Any] = {}
        for one in self.questions:
            value = self.cleaned_data.get(_name(one))
            if self.cleaned_data.get(f"{_name(one)}_none"):
                found[one.key] = NO_ANSWER
            elif value:
                found[one.key] = self._kept(one, value)
        return found

    def _kept(self, question: Question, value: Any) -> Any:
        if question.kind != "year":
            return value
        age = max(0, self.entered_on.year - int(value))
        return next((band.key for band in question.bands if band.holds(age)), int(value))

    def _check_year(self, name: str, typed: str) -> None:
        if not _YEAR.fullmatch(typed):
            self.add_error(name, _("Please write the year with four digits, such as 1985."))
        elif int(typed) > self.entered_on.year:
            self.add_error(name, _("This year lies after you took part. Please write the year of birth."))
        elif not is_year(int(typed), self.entered_on):
            self.add_error(name, _("This year is too long ago. Please check it."))

    def _fields(self, *, required: bool) -> Iterator[BoundField]:
        for one in self.questions:
            if is_mandatory(one) == required:
                yield self[_name(one)]
                if f"{_name(one)}_none" in self.fields:
                    yield self[f"{_name(one)}_none"]


class AnswerForm(QuestionsForm):
    """The same for the person behind the link, who says that it is them."""

    def __init__(self, *args: Any, first_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["it_is_me"] = forms.BooleanField(
            label=_("I am %(name)s, and these are my answers.") % {"name": first_name},
            error_messages={"required": _("Please confirm that it is you. Is it not? Then say so below.")},
        )


class ScanForm(forms.Form):
    """A sheet that came on paper."""

    scan = forms.FileField(
        label=gettext_lazy("Scan or photo of the sheet"), max_length=200,
        help_text=gettext_lazy("PDF, PNG or JPEG, up to 10 MB. It is kept under seal."),
        widget=forms.FileInput(attrs={"accept": scans.ACCEPT}),
    )  # fmt: skip
    received_on = forms.DateField(label=gettext_lazy("Received on"))


class ReasonForm(forms.Form):
    """Why something is done; stands in the history, so nothing private belongs in it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300,
        help_text=gettext_lazy("When and how you know. Please write nothing private: it stands in the history."),
    )  # fmt: skip


class AimForm(ReasonForm):
    """Three questions; with `entity` also the company, for the people chosen in the list."""

    skills = forms.ChoiceField(label=aims.QUESTIONS["skills"], widget=forms.RadioSelect)
    support = forms.ChoiceField(label=aims.QUESTIONS["support"], widget=forms.RadioSelect)
    replaceable = forms.ChoiceField(label=aims.QUESTIONS["replaceable"], widget=forms.RadioSelect)
    field_order: tuple[str, ...] = ("skills", "support", "replaceable", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in aims.QUESTIONS:
            self.fields[name].choices = [(YES, _("Yes")), (NO, _("No"))]  # type: ignore[attr-defined]

    @property
    def reasons(self) -> dict[str, bool]:
        return {name: self.cleaned_data[name] == YES for name in aims.QUESTIONS}


class PeopleAimForm(AimForm):
    """For people chosen from the list, with the company they came for where the company is counted."""

    name = forms.CharField(label=gettext_lazy("Name of the company or body"), max_length=200, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    size = forms.ChoiceField(label=gettext_lazy("Size"), required=False)
    postcode = forms.RegexField(
        r"^[0-9A-Za-z][0-9A-Za-z -]{2,8}[0-9A-Za-z]$", label=gettext_lazy("Postcode"), required=False,
        error_messages={"invalid": gettext_lazy("Please write a postcode, such as 18055.")},
    )  # fmt: skip
    field_order = ("skills", "support", "replaceable", "name", "kind", "size", "postcode", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "–"), *Entity.Kind.choices]  # type: ignore[attr-defined]
        self.fields["size"].choices = [("", "–"), *Entity.Size.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if any(values.get(name) for name in _ENTITY):
            for name in _ENTITY:
                if not values.get(name) and not self.has_error(name):
                    self.add_error(name, _("Please complete the company, or leave all four fields empty."))
        return values

    @property
    def entity(self) -> dict[str, str] | None:
        values = {name: self.cleaned_data[name] for name in _ENTITY}
        return values if any(values.values()) else None


_ENTITY = ("name", "kind", "size", "postcode")


def no_answer() -> str:
    """How somebody declines to answer."""
    return _("No answer")


def _name(question: Question) -> str:
    return f"q_{question.key}"


def _field(question: Question, *, required: bool) -> forms.Field:
    language = (get_language() or "de")[:2]
    common: dict[str, Any] = {
        "label": question.label[language], "required": required, "help_text": _help(question, language),
        "error_messages": {"required": _("Please answer this question. The fund needs it."),
                           "invalid_choice": _NOT_OFFERED, "invalid_list": _NOT_OFFERED},
    }  # fmt: skip
    if question.kind == "year":
        widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "bday-year"})
        return forms.CharField(**common, max_length=20, widget=widget)
    if question.kind == "text":
        return forms.CharField(**common, max_length=MOST_CHARACTERS)
    choices: list[tuple[str, str | Promise]]
    choices = [(one.key, one.label[language]) for one in question.options]
    if question.kind == "yes_no":
        choices = [(YES, _("Yes")), (NO, _("No"))]
    if question.allows_no_answer:
        choices.append((NO_ANSWER, no_answer()))
    if question.kind == "choices":
        return _Several(**common, choices=choices, widget=forms.CheckboxSelectMultiple)
    return forms.ChoiceField(**common, choices=choices, widget=forms.RadioSelect)


class _Several(forms.MultipleChoiceField):
    """Several answers; "no answer" stands alone."""

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        if NO_ANSWER in chosen and len(chosen) > 1:
            raise ValidationError(_("Please either answer or choose “No answer”, not both."))
        return NO_ANSWER if chosen == [NO_ANSWER] else sorted(chosen)


def _help(question: Question, language: str) -> str:
    hint, why = question.hint.get(language, ""), question.why.get(language, "")
    if not why:
        return hint
    asked = _("Why we ask: %(why)s") % {"why": why}
    return format_html('{} <span class="qu-why">{}</span>', hint, asked)
