"""The form with three questions: no name, no cookie, no puzzle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.core.form_key import KeyedForm

from . import questions

MOST_CHARACTERS = 2000


class FeedbackForm(KeyedForm):
    """What somebody thought. Every question may be left out, but not all of them."""

    score = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=forms.RadioSelect)
    good = forms.CharField(
        required=False, max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 4})
    )
    change = forms.CharField(
        required=False, max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Please name nobody, neither yourself nor others."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = questions.current()
        for name in ("score", "good", "change"):
            self.fields[name].label = getattr(asked, name)
        self.fields["score"].choices = questions.scale()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and not any(values.get(name) for name in ("score", "good", "change")):
            raise forms.ValidationError(_("Please answer at least one of the three questions."))
        return values
