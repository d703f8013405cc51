"""Words from people about the team."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .actions import Period
from .models import Role, User


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class MembershipForm(forms.Form):
    """Role and period of a membership."""

    role = forms.ChoiceField(label=_("Role"), choices=())
    valid_from = forms.DateField(
        label=_("First day"), required=False, widget=DateInput, help_text=_("Empty: from now on.")
    )
    valid_until = forms.DateField(
        label=_("Last day"), required=False, widget=DateInput, help_text=_("Empty: until further notice.")
    )

    def __init__(self, *args: Any, with_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [choice for choice in Role.choices if with_office or choice[0] != Role.OFFICE]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("valid_from"), values.get("valid_until")
        if first and last and last < first:
            self.add_error(
                "valid_until", _("The last day lies before the first. Please correct one of them.")
            )
        return values

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["valid_from"], self.cleaned_data["valid_until"])


class InvitationForm(MembershipForm):
    """Whom to invite, for which organisation, as what."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("Mail address"), max_length=254)
    organization = forms.ChoiceField(label=_("Organisation"), choices=())
    field_order = ["name", "email", "organization", "role", "valid_from", "valid_until"]

    def __init__(self, *args: Any, organizations: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = list(organizations.items())  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return _one_line(self.cleaned_data["name"])

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class AcceptForm(forms.Form):
    """Name and first password of an invited person."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. A short sentence is easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_name(self) -> str:
        return _one_line(self.cleaned_data["name"])

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, self._user)
        return password


def _one_line(text: str) -> str:
    """Names go into letters, so they hold no line breaks or other control characters."""
    if not text.isprintable():
        raise ValidationError(_("Please write the name in one line, without control characters."))
    return text.strip()
