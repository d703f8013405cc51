"""When: a day with times, a month, a year, or not stated yet. Refuses what no clock shows."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.imprecise_date import ImpreciseDate, Precision

from .. import local_time
from ..formats import Format
from ..models import Event
from .fields import Clock, Day, Line

PRECISIONS = (
    (Precision.DAY.value, gettext_lazy("The day is known")),
    (Precision.MONTH.value, gettext_lazy("Only the month")),
    (Precision.YEAR.value, gettext_lazy("Only the year")),
    (Precision.NOT_STATED.value, gettext_lazy("Not stated yet")),
)
CLOCK_CHANGES = (
    ("earlier", gettext_lazy("the first time, before the clocks change")),
    ("later", gettext_lazy("the second time, after the clocks change")),
)
FIELDS = ("precision", "starts_on", "starts_time", "ends_time", "ends_on", "month", "year", "clock_change")


class WhenForm(forms.Form):
    """The part of a form that asks for the date. `when()` gives the values for the actions."""

    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly is the date known?"), choices=PRECISIONS, widget=forms.RadioSelect
    )
    starts_on = Day(label=gettext_lazy("Day"), required=False)
    starts_time = Clock(label=gettext_lazy("Starts at"), required=False)
    ends_on = Day(
        label=gettext_lazy("Last day"), required=False,
        help_text=gettext_lazy("Only if it lasts several days or ends after midnight."),
    )  # fmt: skip
    ends_time = Clock(label=gettext_lazy("Ends at"), required=False)
    month = Line(
        label=gettext_lazy("Month"), required=False, max_length=7,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-09"}),
    )  # fmt: skip
    year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=1900, max_value=2200)
    clock_change = forms.ChoiceField(
        label=gettext_lazy("Which of the two do you mean?"), required=False, choices=CLOCK_CHANGES,
        widget=forms.RadioSelect,
    )  # fmt: skip

    clock_asked = False

    def dated(self, cleaned: dict[str, Any], format_: Format) -> dict[str, Any]:
        """The values of the date as the actions take them; errors are put beside their fields."""
        precision = cleaned.get("precision")
        blank: dict[str, Any] = {"starts_at": None, "ends_at": None, "ends_on": None}
        if precision == Precision.DAY:
            return blank | self._exact(cleaned, format_)
        if precision == Precision.MONTH:
            return blank | self._imprecise("month", str(cleaned.get("month") or ""))
        if precision == Precision.YEAR:
            return blank | self._imprecise("year", str(cleaned.get("year") or ""))
        return blank | {"starts_on": None, "precision": Precision.NOT_STATED}

    def _imprecise(self, field: str, text: str) -> dict[str, Any]:
        wanted = r"\d{4}-\d{2}" if field == "month" else r"\d{4}"
        try:
            if not re.fullmatch(wanted, text):
                raise ValueError(text)
            found = ImpreciseDate.parse(text)
        except ValueError:
            if not self.errors.get(field):
                sentence = (
                    _("Please choose the month, such as 2026-09.") if field == "month"
                    else _("Please enter the year, such as 2026.")
                )  # fmt: skip
                self.add_error(field, sentence)
            return {}
        return {"starts_on": found.first, "precision": found.precision}

    def _exact(self, cleaned: dict[str, Any], format_: Format) -> dict[str, Any]:
        first, begins, ends = cleaned.get("starts_on"), cleaned.get("starts_time"), cleaned.get("ends_time")
        last = cleaned.get("ends_on") or first
        if {"starts_on", "ends_on", "starts_time", "ends_time"} & set(self.errors):
            return {}
        if first is None or last is None:
            self.add_error(
                "starts_on", _("Please choose the day, or say above that only the month is known.")
            )
            return {}
        if last < first:
            self.add_error("ends_on", _("The last day lies before the first. Please check both."))
            return {}
        days = {"starts_on": first, "ends_on": last, "precision": Precision.DAY}
        if begins is None and ends is None:
            return days
        if begins is None:
            self.add_error("starts_time", _("Please say when it starts, or leave both times empty."))
            return {}
        return days | self._times(first, begins, last, ends, format_)

    def _times(
        self, first: date, begins: time, last: date, ends: time | None, format_: Format
    ) -> dict[str, Any]:
        starts_at = self._moment("starts_time", first, begins)
        if starts_at is None:
            return {}
        if ends is None:
            return {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=format_.minutes)}
        ends_at = self._moment("ends_time", last, ends)
        if ends_at is None:
            return {}
        if ends_at <= starts_at:
            self.add_error(
                "ends_time",
                _("The end lies before the start. If it ends after midnight, please give the last day too."),
            )
            return {}
        return {"starts_at": starts_at, "ends_at": ends_at}

    def _moment(self, field: str, day: date, clock: time) -> datetime | None:
        choice = self.cleaned_data.get("clock_change")
        try:
            return local_time.moment(day, clock, later=choice == "later" if choice else None)
        except local_time.SkippedTimeError as skipped:
            sentence = _("The clocks skip %(time)s in that night. Please choose %(next)s or later.")
            self.add_error(
                field, sentence % {"time": f"{clock:%H:%M}", "next": f"{skipped.first_after:%H:%M}"}
            )
        except local_time.DoubleTimeError:
            self.clock_asked = True
            sentence = _("The clocks show %(time)s twice in that night. Please say below which one you mean.")
            self.add_error(field, sentence % {"time": f"{clock:%H:%M}"})
        return None


def initial_for(event: Event) -> dict[str, Any]:
    """What the date fields show for an event."""
    first = event.starts_on
    shown: dict[str, Any] = {"precision": event.precision, "starts_on": first}
    if first and event.precision != Precision.DAY:
        shown |= {"month": f"{first:%Y-%m}", "year": first.year, "starts_on": None}
    if event.ends_on and event.ends_on != first:
        shown["ends_on"] = event.ends_on
    if event.starts_at and event.ends_at:
        begins, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
        shown |= {"starts_time": begins.time(), "ends_time": ends.time()}
        if ends.date() != begins.date():
            shown["ends_on"] = ends.date()
        twice = [t for t in (begins, ends) if t.replace(fold=0).utcoffset() != t.replace(fold=1).utcoffset()]
        if twice:
            shown["clock_change"] = "later" if twice[0].fold else "earlier"
    return shown
