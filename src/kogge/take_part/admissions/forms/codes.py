"""New access codes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.plan.events.forms.fields import Line

from ..actions.codes import MOST


class CodesForm(forms.Form):
    """How many codes, for whom, how often each may be used, until when."""

    count = forms.IntegerField(label=_("Number of codes"), min_value=1, max_value=MOST, initial=10)
    most_uses = forms.IntegerField(
        label=_("Each may be used so often"), min_value=1, max_value=100_000, initial=1
    )
    note = Line(label=_("For whom"), required=False)
    ends_at = forms.DateTimeField(label=_("Valid until"), required=False)
