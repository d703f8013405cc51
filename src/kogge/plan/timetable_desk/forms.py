"""Words from people: where a session goes, what it needs, how the days look."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kogge.core.periods import period
from kogge.network.directory.models import Room
from kogge.plan.events.forms.fields import Clock
from kogge.plan.events.models import Session
from kogge.plan.timetable import queries
from kogge.plan.timetable.models import FEATURES, Pause, SessionPlan, Timetable

WEIGHT_LABELS = {
    "wishes": gettext_lazy("Visitors can see what they wish to see"),
    "tracks": gettext_lazy("A track stays in one room"),
    "themes": gettext_lazy("No two big sessions of one track at once"),
    "rooms": gettext_lazy("Rooms are used evenly"),
    "days": gettext_lazy("Speakers have short days"),
    "changes": gettext_lazy("Speakers change rooms rarely"),
    "stability": gettext_lazy("What was published stays where it is"),
}


class MoveForm(forms.Form):
    """What the script sends: numbers only. `start` counts minutes since 1970; empty: back into the list."""

    session = forms.IntegerField()
    room = forms.ModelChoiceField(Room.objects, required=False)
    start = forms.IntegerField(required=False, min_value=0, max_value=10**8)
    seen = forms.IntegerField(min_value=0)

    def clean_start(self) -> datetime | None:
        """The moment that the number means."""
        start = self.cleaned_data["start"]
        return None if start is None else datetime.fromtimestamp(start * 60, tz=UTC)


class _OnDays(forms.Form):
    """A form with a day of the timetable and one of its rooms."""

    room_empty = gettext_lazy("Without a room")

    def __init__(self, table: Timetable, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.table = table
        days = [(row["date"], day_name(row["date"])) for row in table.days]
        self.fields["day"] = forms.ChoiceField(label=_("Day"), choices=days)
        self.fields["room"] = forms.TypedChoiceField(
            label=_("Room"), required=False, empty_value=None,
            choices=[("", self.room_empty), *((room.pk, str(room)) for room, _minutes in queries.rooms(table))],
            coerce=lambda key: Room.objects.get(pk=key),
        )  # fmt: skip

    def moment(self, name: str) -> datetime:
        """The day and a time of it as a moment."""
        day = date.fromisoformat(self.cleaned_data["day"])
        return timezone.make_aware(datetime.combine(day, self.cleaned_data[name]))


class PlaceForm(_OnDays):
    """The plain way to move a session: a day, a time, a room."""

    starts = Clock(label=gettext_lazy("Starts at"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, table: Timetable, session: Session, *args: Any, **options: Any) -> None:
        local = timezone.localtime(session.starts_at) if session.starts_at else None
        day = local.date().isoformat() if local else next((row["date"] for row in table.days), "")
        options["initial"] = {
            "day": day, "starts": local.time() if local else time(9), "room": session.room_id,
            "seen": table.revision,
        }  # fmt: skip
        super().__init__(table, *args, **options)
        if day not in dict(self.fields["day"].choices):  # type: ignore[attr-defined]
            self.fields["day"].choices += [(day, day_name(day))]  # type: ignore[attr-defined]
        self.order_fields(["day", "starts", "room"])


class PauseForm(_OnDays):
    """A break."""

    room_empty = gettext_lazy("In all rooms")
    title = forms.CharField(label=pgettext_lazy("timetable", "Name"), max_length=80)
    starts = Clock(label=gettext_lazy("Starts at"))
    ends = Clock(label=gettext_lazy("Ends at"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(["title", "day", "starts", "ends", "room"])


class DelayForm(_OnDays):
    """Which stage runs late, from when on, by how much."""

    room_empty = gettext_lazy("Please choose")
    starts = Clock(label=gettext_lazy("From the session on that begins at"))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes late"), min_value=1, max_value=600, initial=10)
    leave_out = forms.BooleanField(
        required=False,
        label=gettext_lazy("Put sessions that cannot follow into the list of what has no place"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["room"].required = True
        self.order_fields(["room", "day", "starts", "minutes"])

    def late(self) -> tuple[Room, datetime, int]:
        """Room, moment and minutes."""
        return self.cleaned_data["room"], self.moment("starts"), self.cleaned_data["minutes"]


class PlanForm(forms.ModelForm):
    """What a session needs."""

    features = forms.MultipleChoiceField(
        label=gettext_lazy("Needs in the room"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = SessionPlan
        fields = ("minutes", "expected", "features", "is_big", "is_keynote", "locked")

    def __init__(self, session: Session, rooms: Iterable[Room], *args: Any, **options: Any) -> None:
        plan = queries.plan_of(session)
        options["initial"] = {"minutes": queries.minutes_of(session)}
        super().__init__(*args, **{**options, "instance": plan})
        known = {**FEATURES, **{one: one for room in rooms for one in room.features if one not in FEATURES}}
        known |= {one: one for one in plan.features if one not in known}
        self.fields["features"].choices = list(known.items())  # type: ignore[attr-defined]
        self.fields["minutes"].required = True

    def _post_clean(self) -> None:
        """Leave the instance alone: the action checks and saves."""


class OrderForm(forms.Form):
    """Another session that must come before or after this one."""

    WHERE = (("after", gettext_lazy("must come after")), ("before", gettext_lazy("must come before")))
    where = forms.ChoiceField(label=gettext_lazy("This session"), choices=WHERE)
    gap_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes between them"), min_value=0, max_value=10_000, initial=0
    )
    same_room = forms.BooleanField(label=gettext_lazy("In the same room"), required=False)

    def __init__(self, others: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"] = forms.ModelChoiceField(others, label=_("Other session"))
        self.order_fields(["where", "other"])


class RunsForm(forms.Form):
    """How often a workshop is offered again, and how many seats each run has."""

    count = forms.IntegerField(
        label=gettext_lazy("How many more times"), min_value=1, max_value=19, initial=1
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Seats in each run"), required=False, min_value=1, max_value=100_000
    )


class LayoutForm(forms.ModelForm):
    """Slot length, turnaround, the hours of each day, and what a good timetable is worth."""

    class Meta:
        model = Timetable
        fields = ("slot_minutes", "turnaround_minutes")

    def __init__(self, table: Timetable, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "instance": table})
        known = {row["date"]: row for row in table.days}
        proposed = {row["date"]: row for row in queries.default_days(table.event)}
        self.days = sorted({**proposed, **known})
        for day in self.days:
            row = known.get(day) or proposed[day]
            name = {"day": day_name(day)}
            self.fields[f"on_{day}"] = forms.BooleanField(
                label=_("%(day)s has a programme") % name, required=False, initial=day in known
            )
            for key, label in (("from", _("%(day)s: begins at")), ("to", _("%(day)s: ends at"))):
                self.fields[f"{key}_{day}"] = Clock(label=label % name, required=False, initial=row[key])
        for key, text in WEIGHT_LABELS.items():
            self.fields[f"weight_{key}"] = forms.IntegerField(
                label=text, min_value=0, max_value=1000, initial=table.weights.get(key, 0)
            )

    def groups(self) -> list[list[forms.BoundField]]:
        """Fields that belong together: slots, each day with its hours, what counts how much."""
        days = [[f"{key}_{day}" for key in ("on", "from", "to")] for day in self.days]
        names = [list(self.Meta.fields), *days, [f"weight_{key}" for key in WEIGHT_LABELS]]
        return [[self[name] for name in group] for group in names]

    def _post_clean(self) -> None:
        """Leave the instance alone: the action checks and saves."""

    def clean(self) -> dict[str, Any]:
        """Each day of the programme needs both hours."""
        values = super().clean() or {}
        for day in self.days:
            for key in ("from", "to"):
                if (
                    values.get(f"on_{day}")
                    and f"{key}_{day}" not in self.errors
                    and not values.get(f"{key}_{day}")
                ):
                    self.add_error(f"{key}_{day}", _("Please enter a time."))
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "slot_minutes": given["slot_minutes"],
            "turnaround_minutes": given["turnaround_minutes"],
            "days": [
                {"date": day, "from": f"{given[f'from_{day}']:%H:%M}", "to": f"{given[f'to_{day}']:%H:%M}"}
                for day in self.days
                if given[f"on_{day}"]
            ],
            "weights": {key: given[f"weight_{key}"] for key in WEIGHT_LABELS},
        }


class WishesForm(forms.Form):
    """A table of who wants to see what."""

    file = forms.FileField(label=gettext_lazy("Table (CSV)"), help_text=gettext_lazy(
        "Two columns with the headings visitor and session; a session by its address, number or title. At most 10 MB."
    ))  # fmt: skip


def day_name(day: str) -> str:
    """A day in words."""
    return period(day, weekday=True) if day else ""


def pauses_of(table: Timetable) -> list[Pause]:
    """The breaks of a timetable with their rooms."""
    return list(table.pauses.select_related("room")) if table.pk else []
