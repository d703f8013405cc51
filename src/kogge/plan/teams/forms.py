"""Founding and joining, the own page, and the desk."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kogge.core.form_key import KeyedForm
from kogge.core.refusals import Refused
from kogge.plan.applying import uploads
from kogge.plan.events.forms.fields import Choice, Line, Paragraphs

from .actions.host import File
from .models import Team

_BRINGS = gettext_lazy("For example: programming, drawing, knowing the town. Your team and the host read it.")
_SEEKS = gettext_lazy("Everybody reads it beside the team’s name, so please no names and no addresses.")


def _own_name() -> Line:
    return Line(label=gettext_lazy("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))


def _brings() -> Line:
    return Line(label=gettext_lazy("What you bring"), required=False, max_length=1000, help_text=_BRINGS)


def _team_name() -> Line:
    help_text = gettext_lazy("Everybody reads it.")
    return Line(label=gettext_lazy("Name of the team"), max_length=80, help_text=help_text)


def _seeks() -> Line:
    return Line(label=gettext_lazy("Whom you look for"), required=False, max_length=300, help_text=_SEEKS)


def _long(label: Any, most: int, rows: int, **options: Any) -> Paragraphs:
    return Paragraphs(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


def _moment(label: Any, help_text: Any) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, required=False, widget=forms.DateTimeInput, help_text=help_text)


class JoinForm(KeyedForm):
    """Who asks to join."""

    name = _own_name()
    email = forms.EmailField(
        label=gettext_lazy("Your mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=gettext_lazy("You get a link there and confirm with it; nothing happens before."),
    )  # fmt: skip
    brings = _brings()


class FoundForm(JoinForm):
    """Who founds a team."""

    team_name = _team_name()
    seeks = _seeks()
    field_order = ("team_name",)


class InviteForm(forms.Form):
    """Whom a member invites."""

    email = forms.CharField(
        label=gettext_lazy("Mail address"), max_length=254, widget=forms.EmailInput,
        help_text=gettext_lazy("The person gets one letter with your name and says yes or no."),
    )  # fmt: skip


class ComeForm(forms.Form):
    """Who was invited and comes."""

    name = _own_name()


class OwnForm(ComeForm):
    """One's own data, with the consent to be named."""

    brings = _brings()
    named = forms.BooleanField(
        label=gettext_lazy("My name may stand beside our result once it is published."), required=False,
        help_text=gettext_lazy("You can take this back here at any time."),
    )  # fmt: skip


class TeamForm(forms.Form):
    """What the lead says of the team."""

    team_name = _team_name()
    seeks = _seeks()
    is_open = forms.BooleanField(
        label=gettext_lazy("Others can ask to join: list the team among those looking for people"), required=False
    )  # fmt: skip


class ResultForm(forms.Form):
    """What a team hands in."""

    title = Line(label=gettext_lazy("Title"))
    text = _long(pgettext_lazy("team", "What you found"), 10_000, 8)
    links = _long(
        gettext_lazy("Links"), 3000, 3, required=False,
        help_text=gettext_lazy("One per line, such as https://example.org."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("File"), required=False, help_text=uploads.LIMITS,
        widget=forms.FileInput(attrs={"accept": uploads.ACCEPT}),
    )  # fmt: skip
    drops_file = forms.BooleanField(label=gettext_lazy("Remove the file"), required=False)
    agrees = forms.BooleanField(
        label=gettext_lazy("All of us agree that the host publishes this result."), required=False,
        help_text=gettext_lazy("Names stand beside it only of those who agree to that on their own page."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("drops_file"):
            del self.fields["drops_file"]
        self.initial.pop("drops_file", None)

    def clean_links(self) -> list[str]:
        """Addresses that a browser may open."""
        rows: list[str] = self.cleaned_data["links"].split()
        if len(rows) > 10:
            raise forms.ValidationError(_("Please enter at most ten links."))
        if not all(re.fullmatch(r"https?://[^\s<>\"]{3,300}", one) for one in rows):
            raise forms.ValidationError(_("Please enter a link such as https://example.org."))
        return rows

    def clean_file(self) -> File | None:
        """Known by its content."""
        upload = self.cleaned_data["file"]
        try:
            return uploads.checked(upload) if upload else None
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class TermsForm(forms.Form):
    """That teams form at a challenge."""

    team_least = forms.IntegerField(
        label=gettext_lazy("Smallest team"), required=False, min_value=1, max_value=999,
        help_text=gettext_lazy("A smaller team cannot hand in. Empty: one person is enough."),
    )  # fmt: skip
    team_most = forms.IntegerField(label=gettext_lazy("Largest team"), min_value=1, max_value=999)
    form_until = _moment(
        pgettext_lazy("team", "Teams form until"),
        gettext_lazy("Empty: as long as results can be handed in. The clock of the server decides."),
    )
    results_until = _moment(gettext_lazy("Results until"), gettext_lazy("Empty: without an end."))


class MergeForm(forms.Form):
    """Which two teams become one."""

    source = Choice(Team.objects.none(), label=gettext_lazy("This team"), required=True, near="size")
    into = Choice(Team.objects.none(), label=gettext_lazy("goes into this one"), required=True, near="size")

    def __init__(self, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = self.fields["into"].queryset = rows  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    """What the host writes to all teams."""

    subject = Line(label=gettext_lazy("Subject"), max_length=150)
    text = _long(gettext_lazy("Text"), 5000, 8)


class ReasonForm(forms.Form):
    """Why a team is dissolved."""

    reason = _long(gettext_lazy("Reason (everybody in the team reads it)"), 1000, 3)
