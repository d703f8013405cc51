"""What staff type about targets and estimates."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.network.grants.models import Operation
from kogge.prove.indicators import figures
from kogge.prove.indicators.models import Estimate, Target
from kogge.prove.profiles.queries import profile_of

from . import standing


class _InOperation(forms.ModelForm):
    """Something about a period of an operation."""

    def __init__(self, operation: Operation, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.instance.operation = operation
        field = self.fields["what"] = forms.ChoiceField(
            label=self.fields["what"].label, choices=self.choices()
        )
        self.order_fields(["what"])
        field.initial = self.initial.get("what")
        if not self.instance.pk:
            self.initial.update(since=operation.starts_on, until=operation.ends_on)

    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen, by the operation's rules."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        operation = self.instance.operation
        for name in ("since", "until"):
            if values.get(name) and not operation.covers(values[name]):
                self.add_error(name, _("This day is outside the operation's period."))
        if values.get("since") and values.get("until") and values["since"] > values["until"]:
            self.add_error("until", _("The period ends before it begins."))
        return values


class TargetForm(_InOperation):
    """What is to be reached in a phase."""

    class Meta:
        model = Target
        fields = ("phase", "since", "until", "what", "organization", "value", "note")

    def __init__(self, operation: Operation, *args: Any, **more: Any) -> None:
        super().__init__(operation, *args, **more)
        field: Any = self.fields["organization"]
        field.queryset = operation.organizations.all()
        field.empty_label = _("whole operation")
        field.required = False
        self.fields["value"].widget.attrs["min"] = 1

    def choices(self) -> list[tuple[str, str]]:
        return list(standing.countable(profile_of(self.instance.operation)).items())


class EstimateForm(_InOperation):
    """A number nobody counted one by one."""

    class Meta:
        model = Estimate
        fields = ("what", "since", "until", "low", "value", "high", "method", "author", "estimated_on")
        widgets = {"method": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "method": gettext_lazy("How it was estimated, so that somebody else comes to the same number.")
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        low, value, high = (values.get(name) for name in ("low", "value", "high"))
        if low is not None and value is not None and high is not None and not low <= value <= high:
            self.add_error("value", _("The estimate must lie between the lowest and the highest."))
        if values.get("estimated_on") and values["estimated_on"] > timezone.localdate():
            self.add_error("estimated_on", _("This day is in the future."))
        return values

    def choices(self) -> list[tuple[str, str]]:
        profile = profile_of(self.instance.operation)
        words = standing.countable(profile)
        codes = [one.code for one in profile.indicators if figures.reads_estimates(one)]
        return [(key, words[key]) for key in ("contacts", "people", *codes)]


class ReasonForm(forms.Form):
    """Why something goes."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)
