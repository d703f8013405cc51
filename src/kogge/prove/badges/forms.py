"""What staff type about a template."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.core.pictures import clean_picture
from kogge.core.refusals import Refused

from .models import Template, is_readable

_LOGO_EDGE = 700


class TemplateForm(forms.ModelForm):
    """How an organisation's certificates look."""

    logo = forms.FileField(
        label=_("Logo"), required=False,
        help_text=_("JPEG, PNG or WebP, at most 10 MB. Empty: the logo of now stays."),
    )  # fmt: skip
    without_logo = forms.BooleanField(label=_("Print no logo"), required=False)
    field_order = ["intro_de", "intro_en", "closing_de", "closing_en", "place", "signatory", "signatory_role_de",
                   "signatory_role_en", "colour", "logo", "logo_alt", "without_logo"]  # fmt: skip

    class Meta:
        model = Template
        fields = [
            "intro_de", "intro_en", "closing_de", "closing_en", "place", "signatory", "signatory_role_de",
            "signatory_role_en", "colour", "logo_alt",
        ]  # fmt: skip
        widgets = {"colour": forms.TextInput(attrs={"type": "color"})}

    def clean_colour(self) -> str:
        colour: str = self.cleaned_data["colour"]
        if not is_readable(colour):
            raise forms.ValidationError(
                _("This colour is too light to be read on white paper. Please choose a darker one.")
            )
        return colour

    def clean_logo(self) -> bytes:
        upload = self.cleaned_data["logo"]
        if not upload:
            return b""
        try:
            return clean_picture(upload, longest_edge=_LOGO_EDGE).read()
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def values(self, before: Template | None) -> dict[str, Any]:
        """What is saved: everything typed, with the logo of now where none was sent."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        logo = self.cleaned_data["logo"] or (bytes(before.logo) if before else b"")
        return {**given, "logo": b"" if self.cleaned_data["without_logo"] else logo}
