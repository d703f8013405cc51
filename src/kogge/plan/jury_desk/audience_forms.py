"""Forms for arranging the audience's vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.plan.calls.models import Submission
from kogge.plan.juries.comparing.actions import MOST_CODES
from kogge.plan.juries.models import Audience


class Titled(forms.ModelMultipleChoiceField):
    """Files by their title."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.shown_title


class ArrangeForm(forms.ModelForm):  # type: ignore[type-arg]
    """On what the audience votes, when, and with what."""

    candidates = Titled(
        queryset=Submission.objects.none(), label=_("What is voted on"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Audience
        fields = ["way", "opens_at", "closes_at"]

    def __init__(self, files: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidates"].queryset = files  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["candidates"] = list(self.instance.candidates.values_list("pk", flat=True))

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the order of the times to the action, which says it beside the field."""
        return {*super()._get_validation_exclusions(), "opens_at"}  # type: ignore[misc]


class CodesForm(forms.Form):
    """How many codes."""

    count = forms.IntegerField(label=_("How many codes?"), min_value=1, max_value=MOST_CODES, initial=100)
