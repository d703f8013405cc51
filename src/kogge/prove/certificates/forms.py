"""What staff type about rules, names and assessments."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.core.periods import period
from kogge.network.accounts.models import User
from kogge.plan.events.models import Event
from kogge.prove.badges.earning import Conditions
from kogge.prove.badges.queries import organizations_for

from . import queries
from .models import Assessment, CertificateRule, RuleVersion


class ConditionsForm(forms.Form):
    """What a rule asks."""

    required = forms.IntegerField(label=_("Dates needed"), required=False, min_value=1, max_value=366)
    out_of = forms.IntegerField(
        label=_("Out of"), required=False, min_value=1, max_value=366,
        help_text=_("For a series: after so many dates it begins anew. Empty: all its dates count together."),
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("Hours needed in all"), required=False, min_value=0, max_value=999, decimal_places=2,
        help_text=_("Such as 6 or 7.5; empty where the time does not matter."),
    )  # fmt: skip
    assessment = forms.BooleanField(label=_("A passed assessment is needed too"), required=False)

    @property
    def conditions(self) -> Conditions:
        """What was typed, for the evaluation."""
        given = self.cleaned_data
        return Conditions(given["required"], round((given["hours"] or 0) * 60), given["assessment"])


class WordsForm(forms.ModelForm):
    """What a rule is called, and what was learned."""

    WORDS = ("title_de", "title_en", "contents_de", "contents_en", "issues_itself")

    class Meta:
        model = CertificateRule
        fields = ["title_de", "title_en", "contents_de", "contents_en", "issues_itself"]
        widgets = {
            "contents_de": forms.Textarea(attrs={"rows": 3}),
            "contents_en": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"contents_de": _("What was learned, one line each. It is printed on the certificate.")}


class NewRuleForm(ConditionsForm, WordsForm):
    """A rule for a series or for chosen events."""

    field_order = ["title_de", "title_en", "organization", "series", "events", "required", "out_of", "hours",
                   "assessment", "contents_de", "contents_en", "issues_itself"]  # fmt: skip

    class Meta(WordsForm.Meta):
        fields = [*WordsForm.Meta.fields, "organization", "series", "events"]
        labels = {"series": pgettext_lazy("single", "Series"), "events": _("Events")}
        help_texts = {
            **WordsForm.Meta.help_texts, "series": _("All dates of a series count …"),
            "events": _("… or only these events: one, or several across all series (hold Ctrl or Cmd)."),
        }  # fmt: skip

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations_for(user, "certificate.issue")  # type: ignore[attr-defined]
        self.fields["series"].queryset = queries.series_for(user)  # type: ignore[attr-defined]
        self.fields["events"].queryset = queries.events_for(user)  # type: ignore[attr-defined]
        self.fields["events"].widget.attrs["size"] = 8
        self.fields["events"].label_from_instance = _dated  # type: ignore[attr-defined]


def _dated(event: Event) -> str:
    return f"{period(event.starts_on, event.ends_on, event.precision)}: {event}"


class ChangeForm(ConditionsForm, WordsForm):
    """A rule's words, and a new version of its conditions."""

    reason = forms.CharField(
        label=_("Reason for the change"), max_length=300, required=False,
        help_text=_("Needed once the first date has begun: people rely on the rule."),
    )  # fmt: skip
    field_order = ["required", "out_of", "hours", "assessment", "reason", *WordsForm.Meta.fields]

    def __init__(self, version: RuleVersion, *args: Any, **kwargs: Any) -> None:
        kwargs["instance"] = version.rule
        kwargs["initial"] = {
            "required": version.required, "out_of": version.out_of, "assessment": version.assessment,
            "hours": round(version.minutes / 60, 2) or None,
        }  # fmt: skip
        super().__init__(*args, **kwargs)


class AssessmentForm(forms.ModelForm):
    """What somebody was assessed in."""

    class Meta:
        model = Assessment
        fields = ["passed", "result", "assessor", "standard", "on"]
        help_texts = {"standard": _("Such as the name and date of the examination rules.")}

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        return day


class NameForm(forms.Form):
    """The name as it should be printed."""

    name = forms.CharField(label=_("Name as it should be printed"), max_length=200)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
