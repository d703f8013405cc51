"""What staff type: what is decided, how the jury voted, why it must be opened again."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.plan.calls.models import Call
from kogge.plan.juries.models import Juror, Phase

from .models import Ballot, Decision

FIELDS = ("title_de", "title_en", "winners", "reserves", "phase", "track", "among", "decided_on", "meeting")

EMPTY = {"phase": _("No jury"), "among": _("All submissions"), "track": _("All tracks")}


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """One prize or track: how many win, what is proposed, among whom."""

    class Meta:
        model = Decision
        fields = FIELDS
        help_texts = {"title_de": _("What is decided, such as the name of the prize.")}

    def __init__(self, call: Call, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.instance.call = call
        phases = Phase.objects.filter(jury__call=call)
        tracks = call.event.tracks.all() if call.event else None
        others = call.decisions.exclude(pk=self.instance.pk)
        choices: dict[str, Any] = {"phase": phases, "among": others, "track": tracks}
        for name, rows in choices.items():
            field = self.fields[name]
            if rows is None or not rows.exists():
                del self.fields[name]
            elif isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
                field.empty_label = str(EMPTY[name])


class BallotForm(forms.Form):
    """One choice for each juror."""

    def __init__(self, jurors: Iterable[Juror], votes: dict[int, str], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.jurors = list(jurors)
        choices = [("", pgettext_lazy("vote", "Not noted")), *Ballot.Vote.choices]
        for one in self.jurors:
            label = f"{one.name} ({one.organization_name})" if one.organization_name else one.name
            self.fields[f"juror-{one.pk}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=votes.get(one.pk, "")
            )

    @property
    def votes(self) -> dict[Juror, str]:
        """What was chosen."""
        return {one: self.cleaned_data[f"juror-{one.pk}"] for one in self.jurors}


class ReopeningForm(forms.Form):
    """Why it must be opened again."""

    reason = forms.CharField(
        label=pgettext_lazy("decision", "Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the minutes of the new version."),
    )  # fmt: skip
