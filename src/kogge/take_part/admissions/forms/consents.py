"""The words of a consent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.plan.events.forms.fields import Paragraphs


class ConsentTextForm(forms.Form):
    """A new version in both languages."""

    text_de = Paragraphs(label=_("Text in German"), max_length=4000)
    text_en = Paragraphs(label=_("Text in English"), max_length=4000)
