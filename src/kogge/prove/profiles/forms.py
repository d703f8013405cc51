"""What the office sends about funders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .source import MOST_BYTES


class ProfileFileForm(forms.Form):
    """A funder's rules as a file."""

    file = forms.FileField(
        label=_("File with a funder’s rules (YAML)"),
        help_text=_(
            "A profile with the same key is changed. Reports that were frozen keep the rules they had."
        ),
    )

    def clean_file(self) -> bytes:
        sent = self.cleaned_data["file"]
        return bytes(sent.read(MOST_BYTES + 1))
