"""Words and numbers from people for a year in review."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import lines, measures
from .actions import MOST_LETTERS
from .models import Figure

Choices = list[tuple[str, str]]


class WordsForm(forms.Form):
    """A free text in both languages; empty lines make paragraphs, nothing in it becomes markup."""

    text_de = forms.CharField(
        label=_("Text in German"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("An empty line begins a new paragraph."),
    )
    text_en = forms.CharField(
        label=_("Text in English"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Without it, English readers see the German text, marked as such."),
    )


class ValueForm(forms.Form):
    """What a figure says."""

    comparator = forms.ChoiceField(label=_("Comparison"), choices=Figure.Comparator.choices)
    value = forms.DecimalField(
        label=_("Number"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        localize=True,
        error_messages={"invalid": _("Please write a number, for example 2500.")},
    )
    scope = forms.CharField(
        label=_("Scope"),
        required=False,
        max_length=120,
        help_text=_("What exactly is counted, when it is not all of it: “first day only”."),
    )

    @property
    def said(self) -> dict[str, Any]:
        """The values of the figure."""
        return {name: self.cleaned_data[name] for name in ("comparator", "value", "scope")}


class FigureForm(ValueForm):
    """A new figure with its source."""

    subject = forms.ChoiceField(label=_("About"), choices=())
    measure = forms.ChoiceField(label=_("What is counted"), choices=())
    source = forms.ChoiceField(label=_("Document it comes from"), choices=())
    lines = forms.CharField(
        label=_("Lines or pages"), max_length=200, help_text=_("For example: 18 or 8, 9 or 20-22.")
    )
    field_order = ["subject", "measure", "comparator", "value", "scope", "source", "lines"]

    def __init__(self, *args: Any, subjects: Choices, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "subject": subjects,
            "source": sources,
            "measure": sorted(
                ((key, str(one.label)) for key, one in measures.MEASURES.items()), key=_by_name
            ),
        }
        for name, rows in choices.items():
            self.fields[name].choices = [("", "–"), *rows]  # type: ignore[attr-defined]

    def clean_lines(self) -> list[int]:
        try:
            return lines.read(self.cleaned_data["lines"])
        except ValueError as error:
            raise ValidationError(
                _("“%(part)s” is no line number. Please write numbers such as 18, or 20-22."),
                params={"part": str(error)},
            ) from error

    @property
    def said(self) -> dict[str, Any]:
        return super().said | {name: self.cleaned_data[name] for name in ("subject", "measure")}


class CorrectionForm(ValueForm):
    """What a figure should say instead, and why."""

    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=300,
        help_text=_("Readers see this sentence beside the figure, with what it said before."),
    )


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1].lower()
