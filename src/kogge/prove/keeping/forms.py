"""Forms of keeping."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 300


class PlanForm(forms.Form):
    """What to look for in the plan."""

    all_optional = True
    q = forms.CharField(label=_("Event, operation or kind of data"), required=False, max_length=100)
    day = forms.DateField(label=_("As seen on"), required=False)


class TermForm(forms.Form):
    """Until when the proof of an operation is kept."""

    last_payment_on = forms.DateField(
        label=_("Last payment to the beneficiary"), required=False,
        help_text=_("Counts from 31 December of its year."),
    )  # fmt: skip
    years = forms.IntegerField(
        label=_("Years, if other than the funder's profile says"), required=False, min_value=1, max_value=30
    )
    held_since = forms.DateField(label=_("Proceedings interrupt the term since"), required=False)
    held_because = forms.CharField(label=_("Which proceedings"), required=False, max_length=MOST)
    reason = forms.CharField(
        label=_("Where this is known from"), max_length=MOST, help_text=_("Such as the letter and its date.")
    )


class FindForm(forms.Form):
    """Whom somebody asks to be erased."""

    all_optional = True
    q = forms.CharField(label=_("Name or mail address"), required=False, max_length=200)


class EraseForm(forms.Form):
    """The last step: the name is typed, so that nobody erases by a slip."""

    name = forms.CharField(label=_("Type the name to confirm"), max_length=200, strip=True)
    revoke = forms.BooleanField(
        label=_("The person does not want to keep certificates: revoke them"), required=False
    )

    def __init__(self, *args: object, wanted: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.wanted = wanted

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.casefold() != self.wanted.strip().casefold():
            raise forms.ValidationError(_("This is not the name. Nothing was erased."))
        return name
