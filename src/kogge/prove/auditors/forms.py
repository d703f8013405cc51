"""Forms of the audit."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kogge.network.directory.models import Organization
from kogge.network.grants.models import Operation

from .models import Access, SampleItem


class AccessForm(forms.ModelForm):
    """Whom to let look, at what, from when until when."""

    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    class Meta:
        model = Access
        fields = (
            "name",
            "email",
            "body",
            "operation",
            "organization",
            "valid_from",
            "valid_until",
            "language",
        )
        help_texts = {
            "body": _("The authority or firm that audits."),
            "operation": _("An operation, or an organisation below: one of the two."),
            "organization": _("Then its events are open, in every operation that pays for it."),
            "valid_until": _("The last day. An access lasts a year at most and can be ended at any time."),
        }  # fmt: skip
        widgets = {
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operation"].queryset = Operation.objects.order_by("title")  # type: ignore[attr-defined]
        payees = Organization.objects.filter(operations__isnull=False).distinct().order_by("name")
        self.fields["organization"].queryset = payees  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("operation")) == bool(values.get("organization")):
            self.add_error("operation", _("Please choose either an operation or an organisation."))
        begins, ends = values.get("valid_from"), values.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", _("The last day lies before the first."))
        return values


class SampleForm(forms.Form):
    """How many, and the seed that decides which."""

    size = forms.IntegerField(label=_("How many records"), min_value=1, max_value=500, initial=10)
    seed = forms.CharField(
        label=_("Seed"), max_length=80,
        help_text=_("Any words, such as today’s date and your initials. The same seed draws the same records."),
    )  # fmt: skip

    def clean_seed(self) -> str:
        return " ".join(self.cleaned_data["seed"].split())


class NoteForm(forms.Form):
    """What was found about one drawn record."""

    outcome = forms.ChoiceField(label=_("Result"), choices=SampleItem.Outcome.choices, required=False)
    note = forms.CharField(label=_("Remark"), max_length=500, required=False)
