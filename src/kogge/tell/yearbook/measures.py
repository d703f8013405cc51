"""What figures count: a label in every language for each measure, and how a number is written.

A measure without a label here is shown by its key, so that no figure is ever hidden.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Measure:
    """What is counted. `ordinal` numbers are places in a row ("3."), not amounts."""

    key: str
    label: str | Promise
    ordinal: bool = False
    counts_people: bool = False


MEASURES = {
    measure.key: measure
    for measure in (
        Measure("visitors", pgettext_lazy("figure", "visitors"), counts_people=True),
        Measure("participants", pgettext_lazy("figure", "participants"), counts_people=True),
        Measure("contacts", pgettext_lazy("figure", "contacts"), counts_people=True),
        Measure("sessions", pgettext_lazy("figure", "sessions")),
        Measure("stages", pgettext_lazy("figure", "stages")),
        Measure("workshops", pgettext_lazy("figure", "workshops")),
        Measure("showrooms", pgettext_lazy("figure", "showrooms")),
        Measure("start_ups", pgettext_lazy("figure", "start-ups")),
        Measure("days", pgettext_lazy("figure", "days")),
        Measure("days_of_event", pgettext_lazy("figure", "days of the event itself")),
        Measure("edition", pgettext_lazy("figure", "edition"), ordinal=True),
        Measure("session_number", pgettext_lazy("figure", "meeting"), ordinal=True),
        Measure("appointments", pgettext_lazy("figure", "appointments")),
        Measure("degree_programmes", pgettext_lazy("figure", "degree programmes")),
        Measure(
            "degree_programmes_digital",
            pgettext_lazy("figure", "degree programmes strongly about digitalisation"),
        ),
        Measure("centres", pgettext_lazy("figure", "centres")),
        Measure("association_events", pgettext_lazy("figure", "events for associations")),
        Measure("regional_conferences", pgettext_lazy("figure", "regional conferences")),
        Measure("impulses_per_month", pgettext_lazy("figure", "impulses per month")),
        Measure("required_attendances", pgettext_lazy("figure", "attendances required")),
        Measure("parts", pgettext_lazy("figure", "parts")),
        Measure("events", pgettext_lazy("figure", "events")),
        Measure("conversations", pgettext_lazy("figure", "conversations")),
    )
}
SCOPES: dict[str, str | Promise] = {"whole_festival_three_days": _("the whole festival, all three days")}
COMPARATORS: dict[str, str | Promise] = {
    "eq": "",
    "gt": pgettext_lazy("comparison", "more than"),
    "approx": pgettext_lazy("comparison", "about"),
}


def measure(key: str) -> Measure:
    """The measure of a key; one that nobody described is shown by its key."""
    return MEASURES.get(key) or Measure(key, key.replace("_", " "))


def scope(key: str) -> str:
    """A scope in words."""
    return str(SCOPES.get(key, key))


def written(value: Decimal, comparator: str, *, ordinal: bool = False) -> str:
    """A number with its comparator in the active language: "mehr als 2.500", "about 30", "3."."""
    whole = value == value.to_integral_value()
    number = number_format(value, decimal_pos=0 if whole else None, use_l10n=True, force_grouping=True)
    if ordinal:
        return gettext("No. %(number)s") % {"number": number}
    word = str(COMPARATORS.get(comparator, ""))
    return f"{word} {number}".strip()
