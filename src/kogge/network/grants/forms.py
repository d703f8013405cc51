"""Words from people about operations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Operation


class OperationForm(forms.ModelForm):
    """A funded project."""

    class Meta:
        model = Operation
        fields = (
            "title", "title_en", "number", "profile", "beneficiary", "organizations", "rate_percent", "starts_on",
            "ends_on", "description_de", "description_en",
        )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["number"].help_text = _("May come later. Events can belong to the operation before.")
        self.fields["profile"].label = _("Funder")
        self.fields["beneficiary"].label = _("Beneficiary")
        self.fields["organizations"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["organizations"].choices  # type: ignore[attr-defined]
        )
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        for name in ("description_de", "description_en"):
            self.fields[name].widget.attrs.update({"rows": 4, "maxlength": 5000})

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end lies before the beginning."))
        return values

    def _post_clean(self) -> None:
        """Leave the instance alone: the action checks and saves."""
