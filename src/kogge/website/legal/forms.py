"""The feedback form: no account, no cookie, no puzzle. A signed key stands for the page it was shown on."""

import secrets
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Feedback

FASTEST_SECONDS = 3
OLDEST_SECONDS = 24 * 3600
MOST_CHARACTERS = 5000
_SALT = "kogge.feedback"


def new_key() -> str:
    """A signed key for one form: says when it was shown and lets it be sent only once."""
    return signing.dumps(secrets.token_urlsafe(12), salt=_SALT)


class FeedbackForm(forms.Form):
    """What a visitor wants to tell. `website` is a trap: people never see it, programs fill it."""

    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=Feedback.Kind.choices, widget=forms.RadioSelect
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("What did you want to do, and what went wrong? Please name no health data."),
    )
    address = forms.CharField(
        label=_("Which page is it about?"),
        max_length=300,
        required=False,
        help_text=_("Its address or its title, if you know it."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        help_text=_("Only needed if you want an answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, label=_("Please leave this field empty"))
    key = forms.CharField(widget=forms.HiddenInput)

    def clean_name(self) -> str:
        return _one_line(self.cleaned_data["name"])

    def clean_address(self) -> str:
        return _one_line(self.cleaned_data["address"])

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field must stay empty. Please clear it and send again."))
        return ""

    def clean_key(self) -> str:
        """Refuse what nobody can have typed that fast, and keys that are forged or from yesterday."""
        key = self.cleaned_data["key"]
        try:
            signing.loads(key, salt=_SALT, max_age=OLDEST_SECONDS)
        except signing.SignatureExpired:
            raise ValidationError(_OPEN_TOO_LONG, code="again") from None
        except signing.BadSignature:
            raise ValidationError(_OPEN_TOO_LONG, code="again") from None
        try:
            signing.loads(key, salt=_SALT, max_age=FASTEST_SECONDS)
        except signing.SignatureExpired:
            return str(signing.loads(key, salt=_SALT))
        raise ValidationError(_("That was very fast. Please wait a few seconds and send again."), code="fast")

    def with_new_key(self) -> "FeedbackForm":
        """The same form with what was typed, ready to be sent again."""
        if self.has_error("key", "again"):
            self.data = {**self.data.dict(), "key": new_key()}  # type: ignore[attr-defined]
        return self

    @property
    def values(self) -> dict[str, Any]:
        """What is stored."""
        return {name: self.cleaned_data[name] for name in ("kind", "message", "address", "name", "email")}


class AnswerForm(forms.Form):
    """The office's answer."""

    answer = forms.CharField(
        label=_("Answer"),
        max_length=MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


_OPEN_TOO_LONG = _("The page was open for a long time. Nothing is lost: please send the form again.")


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValidationError(_("Please write this in one line, without control characters."))
    return text
