"""One question, and what it depends on."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.translated import translated
from kogge.plan.events.forms.fields import Line, Paragraphs
from kogge.take_part.registration.answers import choice_key
from kogge.take_part.registration.models import Admission, Question

Kind = Question.Kind
WITH_CHOICES = {Kind.CHOICE, Kind.CHOICES}
WORDS = {"yes": "yes", "ja": "yes", "no": "no", "nein": "no"}


class QuestionForm(forms.Form):
    """Words, kind, reason and condition of a question. Choices are written one a line: "German | English"."""

    label_de = Line(
        label=gettext_lazy("Question"),
        error_messages={"required": gettext_lazy("Please write the question.")},
    )
    label_en = Line(label=gettext_lazy("Question in English"), required=False)
    why_de = Line(
        label=gettext_lazy("Why you ask"), max_length=300,
        help_text=gettext_lazy("Stands beside the question. What you cannot give a reason for, do not ask."),
        error_messages={"required": gettext_lazy("Please say why you ask; visitors read it.")},
    )  # fmt: skip
    why_en = Line(label=gettext_lazy("Why you ask, in English"), required=False, max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=Kind.choices)
    choices = Paragraphs(
        label=gettext_lazy("Answers to choose from"), required=False,
        help_text=gettext_lazy("One a line, English after a bar: Vegetarisch | Vegetarian"),
    )  # fmt: skip
    least = forms.IntegerField(label=gettext_lazy("Smallest number"), required=False)
    most = forms.IntegerField(label=gettext_lazy("Largest number"), required=False)
    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    group = forms.ChoiceField(
        label=gettext_lazy("Who sees the answers"), choices=Question.Group.choices, widget=forms.RadioSelect
    )
    condition_value = Line(
        label=gettext_lazy("… and the answer there is"), required=False,
        help_text=gettext_lazy("As it is written there; yes or no. Empty: any answer."),
    )  # fmt: skip

    def __init__(self, admission: Admission, question: Question | None, *args: Any, **options: Any) -> None:
        self.question = question
        options.setdefault("initial", _initial(question))
        super().__init__(*args, **options)
        others = admission.questions.filter(retired_at=None).exclude(kind=Kind.FILE)
        if question is not None:
            others = (
                others.exclude(pk=question.pk)
                .exclude(condition=question)
                .filter(position__lt=question.position)
            )
        self.conditions = {str(one.pk): one for one in others}
        self.sessions = {
            str(row.session_id): row.session
            for row in admission.capacities.filter(session__isnull=False).select_related("session")
        }
        self.fields["session"] = forms.ChoiceField(
            label=_("Asked from"), required=False,
            choices=[
                ("", _("everybody")),
                *((key, _("whoever books “%(title)s”") % {"title": one}) for key, one in self.sessions.items()),
            ],
        )  # fmt: skip
        self.fields["condition"] = forms.ChoiceField(
            label=_("Only when this was answered"), required=False,
            choices=[
                ("", _("always")),
                *((key, str(translated(one, "label"))) for key, one in self.conditions.items()),
            ],
        )  # fmt: skip
        self.order_fields(["label_de", "label_en", "why_de", "why_en", "kind", "choices", "least", "most",
                           "required", "group", "session", "condition", "condition_value"])  # fmt: skip

    def clean_choices(self) -> list[dict[str, Any]]:
        """Kept keys for kept words, so that earlier answers stay what they were."""
        known = {
            one["de"]: one
            for one in (self.question.choices if self.question else [])
            if isinstance(one, dict)
        }
        rows: list[dict[str, Any]] = []
        for line in self.cleaned_data["choices"].splitlines():
            german, _bar, english = (part.strip()[:200] for part in line.partition("|"))
            if german and german not in {row["de"] for row in rows}:
                rows.append(
                    {
                        "key": known.get(german, {}).get("key") or _key(german, rows, known),
                        "de": german,
                        "en": english,
                    }
                )
        return rows

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        kind = values.get("kind")
        if kind in WITH_CHOICES and len(values.get("choices") or []) < 2 and "choices" not in self.errors:
            self.add_error("choices", _("Please write at least two answers, each on a line of its own."))
        if kind not in WITH_CHOICES:
            values["choices"] = []
        if kind != Kind.NUMBER:
            values["least"] = values["most"] = None
        least, most = values.get("least"), values.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("The largest number is smaller than the smallest."))
        values["condition"] = self.conditions.get(values.get("condition", ""))
        values["session"] = self.sessions.get(values.get("session", ""))
        values["condition_value"] = self._condition_value(values)
        return values

    def _condition_value(self, values: dict[str, Any]) -> str:
        condition, words = values["condition"], values.get("condition_value", "")
        if condition is None or not words:
            return ""
        if condition.kind == Kind.YES_NO:
            found = WORDS.get(words.lower(), "")
        elif condition.kind in WITH_CHOICES:
            found = next(
                (
                    choice_key(one) for one in condition.choices
                    if words.lower() in {one["key"], one["de"].lower(), one["en"].lower()}
                ), "",
            )  # fmt: skip
        else:
            found = words
        if not found:
            self.add_error("condition_value", _("That question has no such answer."))
        return found


def _initial(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {"group": Question.Group.GENERAL}
    names = (
        "label_de",
        "label_en",
        "why_de",
        "why_en",
        "kind",
        "least",
        "most",
        "required",
        "group",
        "condition_value",
    )
    values = {name: getattr(question, name) for name in names}
    lines = [f"{one['de']} | {one['en']}" if one.get("en") else one["de"] for one in question.choices]
    return {**values, "choices": "\n".join(lines), "session": question.session_id or "",
            "condition": question.condition_id or ""}  # fmt: skip


def _key(german: str, rows: list[dict[str, Any]], known: dict[str, Any]) -> str:
    plain = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "answer"
    used = {row["key"] for row in (*rows, *known.values())}
    key, number = base, 1
    while key in used:
        number += 1
        key = f"{base}-{number}"
    return key


class CopyForm(forms.Form):
    """From which event the questions are copied."""

    def __init__(self, sources: dict[str, str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"] = forms.ChoiceField(
            label=_("Copy the questions of"), choices=[("", _("Please choose")), *sources.items()]
        )
