"""Public forms without account, cookie or puzzle: a signed key stands for the page the form was shown on."""

import secrets

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FASTEST_SECONDS = 3
OLDEST_SECONDS = 24 * 3600
_SALT = "kogge.form"


def new_key(wait: int = FASTEST_SECONDS) -> str:
    """A signed key for one form: says when it was shown, how long to wait, and lets it be sent only once."""
    return signing.dumps([secrets.token_urlsafe(12), wait], salt=_SALT)


class KeyedForm(forms.Form):
    """A form with a time trap and a field `website` that people never see and programs fill."""

    website = forms.CharField(required=False, label=_("Please leave this field empty"))
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    waited = 0

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field must stay empty. Please clear it and send again."))
        return ""

    def clean_key(self) -> str:
        """Refuse what nobody can have typed that fast, and keys that are forged or from yesterday."""
        key = self.cleaned_data["key"]
        try:
            token, wait = signing.loads(key, salt=_SALT, max_age=OLDEST_SECONDS)
        except signing.BadSignature:
            raise ValidationError(_OPEN_TOO_LONG, code="again") from None
        try:
            signing.loads(key, salt=_SALT, max_age=wait)
        except signing.SignatureExpired:
            self.waited = int(wait)
            return str(token)
        raise ValidationError(_("That was very fast. Please wait a few seconds and send again."), code="fast")

    def with_new_key(self, wait: int = FASTEST_SECONDS) -> "KeyedForm":
        """The same form with what was typed, ready to be sent again."""
        if wait != FASTEST_SECONDS or self.has_error("key", "again"):
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["key"] = new_key(wait)  # type: ignore[index]
        return self


_OPEN_TOO_LONG = _("The page was open for a long time. Nothing is lost: please send the form again.")
