"""What staff type about hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.network.directory.models import Person

from .strangers import Candidate


class DecisionForm(forms.Form):
    """Whose ticket it was: one of the people offered, with the reason."""

    person = forms.ModelChoiceField(
        Person.objects.filter(merged_into=None).exclude(name=""), label=_("Whose ticket was it?"),
        widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("Please choose a person, or enter a new one below.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("How do you know?"), max_length=300,
        help_text=_("For example: asked on the phone, or: signature on the list."),
    )  # fmt: skip

    def __init__(self, offered: list[Candidate], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["person"]
        field.queryset = field.queryset.filter(pk__in=[one.person.pk for one in offered])  # type: ignore[attr-defined]
        field.choices = [(one.person.pk, label_of(one)) for one in offered]  # type: ignore[attr-defined]


class NewPersonForm(forms.Form):
    """Somebody who is in no record yet."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("Mail address"), required=False)
    reason = forms.CharField(label=_("How do you know?"), max_length=300)


class ReasonForm(forms.Form):
    """Why a decision is taken back."""

    reason = forms.CharField(label=_("Why is this wrong?"), max_length=300)


def label_of(one: Candidate) -> str:
    """A candidate in one line. Of the address only what tells two people of one name apart."""
    parts = [str(one.person), masked(one.person.email), one.why]
    return " · ".join(filter(None, parts))


def masked(email: str) -> str:
    """An address by its first letter and its domain."""
    local, _at, domain = email.partition("@")
    return f"{local[:1]}…@{domain}" if domain else ""
