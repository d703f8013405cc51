"""The form of a call, made from its questions. It takes every draft; what is wrong is said when handing in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.form_key import KeyedForm
from kogge.core.refusals import Refused
from kogge.plan.calls import questions
from kogge.plan.calls.actions.answering import Content, File
from kogge.plan.calls.models import AnswerFile, Submission
from kogge.plan.calls.questions import Question

from . import uploads

PREFIX = "q_"


class _Field(forms.Field):
    """Shown as it must be answered, but a draft may leave it empty: the question checks it when handing in."""

    def clean(self, value: Any) -> Any:
        return value


class _Options(forms.ChoiceField):
    """Choices by their key; checked by the question."""

    clean = _Field.clean


@dataclass(frozen=True)
class Row:
    """One question on the page: its field, and the file that was sent before."""

    field: forms.BoundField
    file: AnswerFile | None


class AnswerForm(forms.Form):
    """The questions with what was answered before. When valid, `content()` is what the actions take."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip

    def __init__(
        self, asked: Iterable[Question], *args: Any, given: Mapping[str, Any] | None = None,
        stored: Iterable[AnswerFile] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        self.stored = {one.question: one for one in stored}
        labels = {one.key: one for one in self.asked}
        for one in self.asked:
            typed = self.data.get(PREFIX + one.key) if self.is_bound else (given or {}).get(one.key)
            self.fields[PREFIX + one.key] = _field(one, (given or {}).get(one.key), typed, labels)
        self.values: dict[str, Any] = {}
        self.uploaded: dict[str, File] = {}

    def clean(self) -> dict[str, Any]:
        """Bring what was typed into the form it is kept in; only what cannot be kept at all is refused."""
        for one in self.asked:
            name = PREFIX + one.key
            try:
                if one.kind == "file":
                    if upload := self.files.get(name):
                        self.uploaded[one.key] = uploads.checked(upload)
                elif one.kind == "choices":
                    self.values[one.key] = questions.cleaned(one, self.data.getlist(name))  # type: ignore[attr-defined]
                else:
                    self.values[one.key] = questions.cleaned(one, self.data.get(name))
            except Refused as refusal:
                self.add_error(name, str(refusal))
        return self.cleaned_data

    def content(self) -> Content:
        """What was sent, ready for the actions."""
        dropped = [key for key in self.stored if f"drop_{key}" in self.data]
        return Content(self.values, self.uploaded, dropped, self.cleaned_data.get("name", ""))

    def show(self, faults: Mapping[str, str]) -> None:
        """Put sentences beside their questions."""
        for key, sentence in faults.items():
            name = PREFIX + key if PREFIX + key in self.fields else key
            self.add_error(name if name in self.fields else None, sentence)

    @property
    def rows(self) -> list[Row]:
        """The questions in their order."""
        return [Row(self[PREFIX + one.key], self.stored.get(one.key)) for one in self.asked]

    @property
    def has_files(self) -> bool:
        return any(one.kind == "file" for one in self.asked)


class FirstForm(KeyedForm, AnswerForm):
    """The form before the first save: it also asks where the link goes, and notices programs."""

    email = forms.CharField(
        label=gettext_lazy("Your mail address"), max_length=1000,
        help_text=gettext_lazy("The link to your draft goes there, so that you can go on later on any device."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip


class LinksForm(KeyedForm):
    """Where all links of an address are mailed."""

    email = forms.EmailField(label=gettext_lazy("Your mail address"), max_length=254)


def of_submission(submission: Submission, *args: Any, **kwargs: Any) -> AnswerForm:
    """The form with what is kept."""
    main = next((one for one in submission.applicants.all() if one.role == "main"), None)
    return AnswerForm(
        questions.of(submission.call), *args, given=questions.values_of(submission), stored=submission.files.all(),
        initial={"name": main.name if main else ""}, **kwargs,
    )  # fmt: skip


def _field(question: Question, given: Any, typed: Any, labels: Mapping[str, Question]) -> forms.Field:
    """The field of one question: its label, why it is asked, its limits, when it applies."""
    hints = [_only_if(question, labels), question.why, _limit(question, typed)]
    shown: dict[str, Any] = {
        "label": question.label, "help_text": format_html_join(" ", "{}", ((one,) for one in hints if one)),
        "required": question.required, "initial": given,
    }  # fmt: skip
    attrs = {"data-when": f"{PREFIX}{question.when[0]}={question.when[1]}"} if question.when else {}
    if question.kind in {"choice", "choices", "yes_no"}:
        several, long = question.kind == "choices", len(question.options) > 5
        widget = forms.CheckboxSelectMultiple if several else forms.Select if long else forms.RadioSelect
        choices = [("", "–"), *question.options] if long and not several else question.options
        return _Options(choices=choices, widget=widget(attrs=attrs), **shown)
    if question.kind == "file":
        return _Field(widget=forms.FileInput(attrs={**attrs, "accept": uploads.ACCEPT}), **shown)
    if question.most and question.kind in {"text", "long_text"}:
        attrs |= {"data-most": str(question.most)}
    if question.kind == "long_text":
        return _Field(
            widget=forms.Textarea(attrs={**attrs, "rows": 6 if (question.most or 0) > 1000 else 4}), **shown
        )
    if question.kind == "number":
        return _Field(widget=forms.TextInput(attrs={**attrs, "inputmode": "numeric"}), **shown)
    kind = {"link": "url", "mail": "email"}.get(question.kind, "text")
    return _Field(widget=forms.TextInput(attrs={**attrs, "type": kind}), **shown)


def _limit(question: Question, typed: Any) -> str:
    """The limit before it is met; with a count where something was typed, also without a script."""
    if question.kind == "file":
        return str(uploads.LIMITS)
    if question.kind == "number" and question.least is not None and question.most is not None:
        return _("From %(least)s to %(most)s.") % {"least": question.least, "most": question.most}
    if not question.most or question.kind not in {"text", "long_text"}:
        return ""
    most, have = (
        _("At most %(most)s characters.") % {"most": question.most},
        len(str(typed or "").replace("\r\n", "\n")),
    )
    if not have:
        return most
    return format_html("{} <span data-now>{}</span>", most, _("Now %(have)s.") % {"have": have})


def _only_if(question: Question, labels: Mapping[str, Question]) -> str:
    """For readers without scripts, who see every question."""
    if question.when is None or question.when[0] not in labels:
        return ""
    other = labels[question.when[0]]
    names = {"question": other.label, "answer": dict(other.options).get(question.when[1], question.when[1])}
    if not question.when[1]:
        return _("Only if you answered “%(question)s”.") % names
    return _("Only if your answer to “%(question)s” is “%(answer)s”.") % names
