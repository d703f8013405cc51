"""What a run is asked with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.plan.timetable.models import Timetable

from .actions import LONGEST

EVERY = {
    5: _("every 5 minutes"), 10: _("every 10 minutes"), 15: _("every quarter of an hour"),
    20: _("every 20 minutes"), 30: _("every half hour"), 60: _("every full hour"),
}  # fmt: skip
WEIGHTS = {
    "wishes": ("wishes",), "tracks": ("track_rooms", "track_parallel"), "themes": ("big_parallel",),
    "rooms": ("even_rooms",), "days": ("compact",), "changes": ("changes",),
}  # fmt: skip
"""The timetable's weights and what the solver calls them; a weight of 100 counts as much as one wish."""


TOGETHER = {"no": 0.0, "free": 0.05, "even": 1.0, "first": 5.0}
"""How many wishes a break in a track's day, and a further room of it, may cost (solver/gathering: what a break is)."""
TOGETHER_LABELS = {
    "no": _("no further than the timetable's settings say"),
    "free": _("where it costs next to no wishes"),
    "even": _("as important as a wish: each change of rooms or gap may cost one"),
    "first": _("before wishes: each change of rooms or gap may cost five"),
}


class Slider(forms.NumberInput):
    """A slider; its label and the sentence below say what its ends mean."""

    input_type = "range"


class SolveForm(forms.Form):
    """How long, how dear a moved session is, and what may move."""

    seconds = forms.IntegerField(
        label=_("Seconds to compute"), min_value=1, max_value=LONGEST, initial=20,
        help_text=_("The first timetable is there at once; more time makes it better. Stop whenever you like."),
    )  # fmt: skip
    stability = forms.IntegerField(
        label=_("Price of a moved published session"), min_value=0, max_value=50, initial=5,
        widget=Slider(attrs={"step": 1, "data-slider": ""}),
        help_text=_(
            "0: everything may move for a single wish more. 5: a published session moves only if that serves more "
            "than five wishes. 50: published sessions practically stay."
        ),
    )  # fmt: skip
    together = forms.ChoiceField(
        label=_("Tracks together"), initial="no", widget=forms.RadioSelect,
        choices=list(TOGETHER_LABELS.items()),
        help_text=_(
            "The sessions of a track on one day stay in one room and follow one another. The result says in how many "
            "rooms each track stands, before and after, and how many wishes are served with it."
        ),
    )  # fmt: skip
    step = forms.TypedChoiceField(
        label=_("Sessions begin"), coerce=int, initial=15, choices=[(one, EVERY[one]) for one in EVERY],
    )  # fmt: skip
    only_unplaced = forms.BooleanField(
        label=_("Only place what has no place yet; everything else stays"), required=False
    )
    seed = forms.IntegerField(
        label=_("Start number of chance"), min_value=1, max_value=1_000_000, initial=1,
        help_text=_("Another number may find another timetable that is just as good."),
    )  # fmt: skip

    def __init__(self, table: Timetable, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.table = table
        self.fields["stability"].initial = min(50, table.weights.get("stability", 500) // 100 or 5)

    def options(self) -> dict[str, Any]:
        """What the run keeps of it."""
        values = self.cleaned_data
        given, price = weights(self.table), TOGETHER[values["together"]]
        given |= {"track_breaks": price, "track_rooms": given.get("track_rooms", 0.0) + price}
        return {
            "step": values["step"], "stability": values["stability"], "together": values["together"],
            "only_unplaced": values["only_unplaced"], "weights": given,
        }  # fmt: skip


def weights(table: Timetable) -> dict[str, float]:
    """What the timetable's settings say, in the solver's names."""
    return {
        theirs: table.weights[ours] / 100
        for ours, names in WEIGHTS.items()
        if ours in table.weights
        for theirs in names
    }
