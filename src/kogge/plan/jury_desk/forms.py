"""What staff type: a jury's rules, phases and jurors."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kogge.network.directory.models import Topic
from kogge.plan.calls import questions
from kogge.plan.calls.redaction import NAMES
from kogge.plan.juries.models import Juror, Jury, Phase

CRITERION_FIELDS = ("key", "label_de", "label_en", "help_de", "help_en", "weight", "lowest", "highest")
EMPTY_ROWS = 3


class CriterionForm(forms.Form):
    """One row of the criteria; an empty one counts for nothing."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    label_de = forms.CharField(label=_("Name (German)"), max_length=120, required=False)
    label_en = forms.CharField(label=_("Name (English)"), max_length=120, required=False)
    help_de = forms.CharField(label=_("What it means (German)"), max_length=300, required=False)
    help_en = forms.CharField(label=_("What it means (English)"), max_length=300, required=False)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100, required=False)
    lowest = forms.IntegerField(label=_("Lowest score"), min_value=0, max_value=99, required=False)
    highest = forms.IntegerField(label=_("Highest score"), min_value=1, max_value=100, required=False)
    all_optional = True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors or not (values["label_de"] or values["label_en"]):
            return values
        values["label_de"] = values["label_de"] or values["label_en"]
        for name, usual in (("weight", 1), ("lowest", 1), ("highest", 5)):
            values[name] = usual if values[name] is None else values[name]
        if values["lowest"] >= values["highest"]:
            self.add_error("highest", _("The highest score must lie above the lowest one."))
        return values

    @property
    def is_written(self) -> bool:
        return bool(self.cleaned_data.get("label_de"))


CriteriaForms = forms.formset_factory(CriterionForm, extra=EMPTY_ROWS, max_num=40)


class RulesForm(forms.ModelForm):
    """What holds for the whole jury beside its criteria."""

    class Meta:
        model = Jury
        fields = ("title", "tie_rule", "confidentiality_de", "confidentiality_en")
        widgets = {
            "tie_rule": forms.RadioSelect,
            "confidentiality_de": forms.Textarea(attrs={"rows": 4}),
            "confidentiality_en": forms.Textarea(attrs={"rows": 4}),
        }


class PhaseForm(forms.ModelForm):
    """A phase: when, how, what is hidden, how many read each file."""

    per_submission = forms.IntegerField(label=_("Jurors for each file"), min_value=1, max_value=50, initial=3)
    hidden = forms.MultipleChoiceField(
        label=_("What jurors do not see"), required=False, widget=forms.CheckboxSelectMultiple
    )
    bids = forms.BooleanField(label=_("Jurors say beforehand what they would like to read"), required=False)
    others = forms.BooleanField(
        label=_("After handing in, jurors see the scores and reasons of the others for the same file"),
        required=False,
    )

    class Meta:
        model = Phase
        fields = ("title", "opens_at", "closes_at", "mode", "per_submission", "one_per_organization")
        widgets = {
            "mode": forms.RadioSelect,
            "opens_at": forms.DateTimeInput,
            "closes_at": forms.DateTimeInput,
        }

    def __init__(self, jury: Jury, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        asked = [(one.key, one.label) for one in questions.of(jury.call)]
        field: Any = self.fields["hidden"]
        field.choices = [(NAMES, _("Names of people, and files")), *asked]
        field.initial = self.instance.hidden_fields
        for name in ("bids", "others"):
            self.fields[name].initial = self.instance.right(name)

    def clean(self) -> dict[str, Any]:
        """The action says what is wrong, beside its field; the constraints of the database come last."""
        return self.cleaned_data

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        found = {name: self.cleaned_data[name] for name in self.Meta.fields}
        rights = {name: self.cleaned_data[name] for name in ("bids", "others")}
        return found | {"hidden_fields": self.cleaned_data["hidden"], "rights": rights}


class JurorForm(forms.ModelForm):
    """Who judges."""

    expertise = forms.MultipleChoiceField(
        label=_("Topics they know"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("de", "Deutsch"), ("en", "English")], initial="de"
    )

    class Meta:
        model = Juror
        fields = ("name", "email", "organization_name", "language", "most", "expertise")
        help_texts = {
            "most": _("Leave empty for an even share."),
            "organization_name": _("Files of the same organisation and of its partners are kept from them."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        english = (get_language() or "de").startswith("en")
        field: Any = self.fields["expertise"]
        field.choices = [
            (one.slug, one.name_en if english and one.name_en else one.name_de) for one in Topic.objects.all()
        ]


def criteria_rows(jury: Jury) -> list[dict[str, Any]]:
    """The present criteria, as the rows of the form begin."""
    return list(jury.criteria.values(*CRITERION_FIELDS))


def juror_named(jury: Jury, words: str) -> Juror | None:
    """A juror by key, for forms of the desk."""
    return jury.jurors.filter(
        Q(pk=int(words)) if words.isdigit() else Q(email__iexact=words), left_at=None
    ).first()
