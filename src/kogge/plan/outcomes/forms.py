"""What staff and applicants type: words of letters, and who comes and may be named."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.plan.decisions.models import LetterText


class TextForm(forms.ModelForm):  # type: ignore[type-arg]
    """The office's own words, in both languages."""

    class Meta:
        model = LetterText
        fields = ("subject_de", "text_de", "subject_en", "text_en")
        widgets = {name: forms.Textarea(attrs={"rows": 10}) for name in ("text_de", "text_en")}


class ReplyForm(forms.Form):
    """Who was accepted says whether they come."""

    may_be_named = forms.BooleanField(
        label=_("You may name us publicly, with the title of our answer and our organisation"), required=False,
        help_text=_("Without it you stand in no public list. You can change this at any time with this link."),
    )  # fmt: skip
