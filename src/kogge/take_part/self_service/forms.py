"""What people type behind their link. No cookie and no account: the secret in the address is the proof."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.core.form_key import KeyedForm, new_key


class HandOverForm(forms.Form):
    """Somebody else comes instead."""

    name = forms.CharField(label=_("Name of the person who comes instead"), max_length=250)
    email = forms.CharField(
        label=_("Mail address of that person"), max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The new ticket and the new link go there."),
    )  # fmt: skip


class HeadForm(forms.Form):
    """Who sits on one seat of a group."""

    name = forms.CharField(
        label=_("Name"), max_length=250, required=False,
        help_text=_("May stay empty: the ticket is valid without a name."),
    )  # fmt: skip
    email = forms.CharField(
        label=_("Mail address"), max_length=320, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("If given, this person gets a link with the ticket. Not needed for children."),
    )  # fmt: skip
    is_minor = forms.BooleanField(label=_("Under 18"), required=False)


class HeadsForm(forms.Form):
    """How many come, in a group without names."""

    heads = forms.IntegerField(label=_("How many people come?"), min_value=1, max_value=9999)


class LostForm(KeyedForm):
    """The address a lost link is mailed to."""

    email = forms.CharField(
        label=_("Your mail address"), max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one you registered with. If we know it, a mail with all your links goes there."),
    )  # fmt: skip

    @classmethod
    def fresh(cls) -> "LostForm":
        """An empty form for a page."""
        return cls(initial={"key": new_key(wait=1)})
