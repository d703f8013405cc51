"""The form of the audience's vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.plan.calls.models import Submission
from kogge.plan.juries.models import Audience


class VoteForm(forms.Form):
    """One vote: a choice, and the ticket or code that allows it."""

    candidate = forms.ChoiceField(label=_("Your choice"), widget=forms.RadioSelect)
    given = forms.CharField(label=pgettext_lazy("audience", "Code"), max_length=200)

    def __init__(self, audience: Audience, files: list[Submission], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidate"].choices = [(one.code, one.shown_title) for one in files]  # type: ignore[attr-defined]
        given = self.fields["given"]
        if audience.way == Audience.Way.TICKETS:
            given.label = _("Text of your ticket’s code")
            given.help_text = _(
                "Open this vote from the page of your registration: then it stands here already."
            )
        else:
            given.help_text = _("Eight letters and digits from the slip you were given.")
            given.widget.attrs |= {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
