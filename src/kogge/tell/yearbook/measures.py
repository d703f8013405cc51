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
        Measure("visitors", _("visitors"), counts_people=True),
        Measure("participants", _("participants"), counts_people=True),
        Measure("contacts", _("contacts"), counts_people=True),
        Measure("sessions", _("sessions")),
        Measure("stages", _("stages")),
        Measure("workshops", _("workshops")),
        Measure("showrooms", _("showrooms")),
        Measure("start_ups", _("start-ups")),
        Measure("days", _("days")),
        Measure("days_of_event", _("days of the event itself")),
        Measure("edition", pgettext_lazy("figure", "edition"), ordinal=True),
        Measure("session_number", pgettext_lazy("figure", "meeting"), ordinal=True),
        Measure("appointments", _("appointments")),
        Measure("degree_programmes", _("degree programmes")),
        Measure("degree_programmes_digital", _("degree programmes strongly about digitalisation")),
        Measure("centres", _("centres")),
        Measure("association_events", _("events for associations")),
        Measure("regional_conferences", _("regional conferences")),
        Measure("impulses_per_month", _("impulses per month")),
        Measure("required_attendances", _("attendances required")),
        Measure("parts", _("parts")),
        Measure("events", _("events")),
        Measure("conversations", _("conversations")),
    )
}
SCOPES: dict[str, str | Promise] = {"whole_festival_three_days": _("the whole festival, all three days")}
COMPARATORS = {"eq": "", "gt": _("more than"), "approx": _("about")}


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
