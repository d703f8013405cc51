"""What jurors type: a sheet, wishes, and why they are biased."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.core.translated import translated

from .models import Criterion, Declaration, Review

MOST_BUTTONS = 11


class SheetForm(forms.Form):
    """Scores for each criterion; nothing is required until the sheet is handed in."""

    use_required_attribute = False

    def __init__(self, criteria: Iterable[Criterion], review: Review | None, data: Any = None) -> None:
        self.criteria = list(criteria)
        scores = review.scores if review else {}
        initial = {f"c-{key}": str(value) for key, value in scores.items()}
        initial |= {"comment": review.comment, "note": review.note} if review else {}
        super().__init__(data, initial=initial)
        for one in self.criteria:
            self.fields[f"c-{one.key}"] = _score_field(one)
        area = forms.Textarea(attrs={"rows": 4})
        self.fields["comment"] = forms.CharField(
            label=_("Reasons"), required=False, max_length=5000, widget=area,
            help_text=_("For the office and the decision. Please write so that the applicants may read it."),
        )  # fmt: skip
        self.fields["note"] = forms.CharField(
            label=_("Note for yourself"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Nobody else reads it."),
        )  # fmt: skip
        self.fields["unbiased"] = forms.BooleanField(
            label=_("I am not biased: neither related, nor employed by them, nor in business with them."),
            required=False,
        )

    @property
    def scores(self) -> dict[str, Any]:
        """What was typed for each criterion, right or wrong."""
        return {one.key: self.data.get(f"c-{one.key}") for one in self.criteria}

    def field_of(self, key: str | None) -> str | None:
        """The field a refusal belongs beside."""
        return next((name for name in (f"c-{key}", str(key)) if name in self.fields), None)


class BidForm(forms.Form):
    """Which files a juror would like to read."""

    def __init__(self, codes: Iterable[str], wishes: dict[str, int], data: Any = None) -> None:
        super().__init__(data, initial={code: str(wishes.get(code, "")) for code in codes})
        choices = [("", _("No answer")), *((str(key), label) for key, label in Declaration.Bid.choices)]
        for code in codes:
            self.fields[code] = forms.ChoiceField(label=code, choices=choices, required=False)

    @property
    def wishes(self) -> dict[str, int | None]:
        return {code: int(value) if value else None for code, value in self.cleaned_data.items()}


class ReasonForm(forms.Form):
    """A conflict of interest, in a few words."""

    reason = forms.CharField(
        label=_("What ties you to it"), max_length=500, required=False,
        help_text=_("A few words are enough, for example “my former employer”."),
    )  # fmt: skip


def _score_field(one: Criterion) -> forms.Field:
    label, hint = str(translated(one, "label")), str(translated(one, "help"))
    if one.highest - one.lowest < MOST_BUTTONS:
        choices = [(str(value), str(value)) for value in range(one.lowest, one.highest + 1)]
        return _Buttons(label=label, help_text=hint, choices=choices, widget=forms.RadioSelect)
    number = forms.NumberInput(attrs={"min": one.lowest, "max": one.highest, "inputmode": "numeric"})
    return _Number(label=label, help_text=hint, widget=number)


class _Unchecked(forms.Field):
    """Needed for handing in, not for a draft: the action refuses what is missing or wrong, beside the field."""

    def clean(self, value: Any) -> Any:
        return value


class _Buttons(_Unchecked, forms.ChoiceField):
    """A button for each score."""


class _Number(_Unchecked, forms.CharField):
    """A long scale."""
