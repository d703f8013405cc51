"""The feedback form: no account, no cookie, no puzzle. A signed key stands for the page it was shown on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kogge.core.form_key import KeyedForm

from .models import Feedback

MOST_CHARACTERS = 5000


class FeedbackForm(KeyedForm):
    """What a visitor wants to tell."""

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

    def clean_name(self) -> str:
        return _one_line(self.cleaned_data["name"])

    def clean_address(self) -> str:
        return _one_line(self.cleaned_data["address"])

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


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValidationError(_("Please write this in one line, without control characters."))
    return text
