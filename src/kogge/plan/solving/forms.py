"""What a run is asked with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.plan.timetable.models import Timetable

from .actions import LONGEST
from .models import Run

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


class TogetherForm(forms.Form):
    """How far tracks shall stay together: one choice for all kinds of runs, offered as it was made last."""

    together = forms.ChoiceField(
        label=_("Tracks together"), widget=forms.RadioSelect, choices=list(TOGETHER_LABELS.items())
    )
    hint: Any = _(
        "The sessions of a track on one day stay in one room and follow one another. The result says in how many "
        "rooms each track stands, before and after, and how many wishes are served with it."
    )

    def __init__(self, table: Timetable, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.table = table
        self.fields["together"].help_text = self.hint
        self.fields["together"].initial = chosen(table)

    def options(self, **more: Any) -> dict[str, Any]:
        """What the run keeps of it."""
        given, price = weights(self.table), TOGETHER[self.cleaned_data["together"]]
        given |= {"track_breaks": price, "track_rooms": given.get("track_rooms", 0.0) + price}
        kept = {"step": 15, "stability": 0, "only_unplaced": False}
        return kept | {"together": self.cleaned_data["together"], "weights": given} | more


class RepairForm(TogetherForm):
    """What decides between places once the moves are the fewest."""

    hint = _("The fewest moves come first in any case. This decides where what moves is put.")

    def asked(self) -> dict[str, Any]:
        """The run it asks for."""
        return {"kind": Run.Kind.REPAIR, "seconds": 10, "seed": 1, "options": self.options(step=5)}


class EstimateForm(TogetherForm):
    """With which choice the steps of the slider are tried."""

    hint = ""

    def __init__(self, table: Timetable, *args: Any, **values: Any) -> None:
        super().__init__(table, *args, prefix="estimate", **values)
        self.fields["together"].widget = forms.Select(choices=list(TOGETHER_LABELS.items()))

    def asked(self) -> dict[str, Any]:
        """The run it asks for."""
        return {"kind": Run.Kind.PRICES, "seconds": 5, "seed": 1, "options": self.options()}


class SolveForm(TogetherForm):
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
    field_order = ["seconds", "stability", "together", "step", "only_unplaced", "seed"]

    def __init__(self, table: Timetable, *args: Any, **values: Any) -> None:
        super().__init__(table, *args, **values)
        self.fields["stability"].initial = min(50, table.weights.get("stability", 500) // 100 or 5)

    def asked(self) -> dict[str, Any]:
        """The run it asks for."""
        values = self.cleaned_data
        kept = {name: values[name] for name in ("step", "stability", "only_unplaced")}
        return {"seconds": values["seconds"], "seed": values["seed"], "options": self.options(**kept)}


def chosen(table: Timetable) -> str:
    """How far tracks shall stay together, as the last run was asked for that nobody discarded."""
    runs = (
        Run.objects.filter(timetable=table).exclude(state=Run.State.DISCARDED)
        if table.pk
        else Run.objects.none()
    )
    last = runs.values_list("options", flat=True).first() or {}
    return last["together"] if last.get("together") in TOGETHER else "no"


def weights(table: Timetable) -> dict[str, float]:
    """What the timetable's settings say, in the solver's names."""
    return {
        theirs: table.weights[ours] / 100
        for ours, names in WEIGHTS.items()
        if ours in table.weights
        for theirs in names
    }
