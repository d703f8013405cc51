"""Which period somebody wants to see."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kogge.network.grants.models import Operation


class PeriodForm(forms.Form):
    """A period, and the day by which things had to be known."""

    since = forms.DateField(label=pgettext_lazy("report", "From"))
    until = forms.DateField(label=pgettext_lazy("report", "Until"))
    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("What would we have reported on this day? What came later is left out."),
    )  # fmt: skip
    all_optional = True

    def __init__(self, operation: Operation, data: Any = None) -> None:
        today = timezone.localdate()
        usual = {"since": operation.starts_on, "until": min(today, operation.ends_on), "as_of": today}
        asked = {name: (data or {}).get(name) or value for name, value in usual.items()}
        super().__init__(asked)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("since") and values.get("until") and values["since"] > values["until"]:
            self.add_error("until", _("The period ends before it begins."))
        if values.get("as_of") and values["as_of"] > timezone.localdate():
            self.add_error("as_of", _("This day is in the future."))
        return values

    @property
    def days(self) -> tuple[date, date, date]:
        """Since, until, as of."""
        values = self.cleaned_data
        return values["since"], values["until"], values["as_of"]
