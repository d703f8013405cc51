"""The form of a merge."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MergeForm(forms.Form):
    """Why two records are one human."""

    reason = forms.CharField(label=_("How do you know that both are one person?"), max_length=300)
