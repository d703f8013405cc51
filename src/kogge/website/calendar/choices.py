"""What the filter of the calendar offers: values that occur, by their names, with how many events they have."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from kogge.core.periods import period
from kogge.core.translated import translated
from kogge.network.directory import kinds
from kogge.network.directory.models import Area, Audience, Organization, Place, Topic
from kogge.plan.events import formats
from kogge.plan.events.models import EventSeries
from kogge.publish.programme.filters import DEFAULT_KM, CalendarFilter
from kogge.publish.programme.models import PublicEvent, PublicFacet

Pairs = list[tuple[str, str]]
Names = dict[str, dict[str, str]]
DISTANCES = (5, 10, 25, 50, 100)
FACETS = ("area", "topic", "audience", "access", "organizer", "series")

FIRST = ("q", "when", "from", "to", "place", "km", "topic", "audience", "format")


def names(listed: QuerySet[PublicEvent]) -> Names:
    """Every value that any public event has, by facet, with its name in the active language."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = PublicFacet.objects.filter(public_event__in=listed, facet__in=FACETS)
    for facet, value in rows.values_list("facet", "value").distinct():
        found[facet].add(value)
    keys = set(listed.order_by().values_list("format_key", flat=True).distinct()) - {""}
    named: dict[str, Callable[[Any], str]] = {
        "area": lambda one: one.name,
        "topic": lambda one: str(translated(one, "name")),
        "audience": lambda one: str(translated(one, "name")),
        "organizer": lambda one: one.name,
        "series": lambda one: str(translated(one, "title")),
    }
    models: dict[str, Any] = {
        "area": Area, "topic": Topic, "audience": Audience, "organizer": Organization, "series": EventSeries,
    }  # fmt: skip
    answer = {
        facet: {one.slug: named[facet](one) for one in model.objects.filter(slug__in=found[facet])}
        for facet, model in models.items()
    }
    answer["access"] = {key: kinds.label("access", key) for key in found["access"]}
    answer["format"] = {key: formats.get(key).label for key in keys if formats.exists(key)}
    answer["place"] = {one.slug: one.name for one in _towns()}
    return answer


def counts(matching: QuerySet[PublicEvent]) -> dict[tuple[str, str], int]:
    """How many of the events found have each value."""
    rows = PublicFacet.objects.filter(public_event__in=matching.order_by(), facet__in=FACETS)
    found = {
        (facet, value): number
        for facet, value, number in rows.values_list("facet", "value").annotate(number=Count("pk"))
    }
    by_format = matching.order_by().values_list("format_key").annotate(number=Count("pk"))
    return found | {("format", key): number for key, number in by_format}


def _towns() -> Iterable[Place]:
    return Place.objects.filter(kind__in=("city", "town"), latitude__isnull=False).order_by("name")


class FilterForm(forms.Form):
    """The calendar's filter. Sent by GET; reading it back is `CalendarFilter.from_query`'s work."""

    q = forms.CharField(required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))

    def __init__(self, wanted: CalendarFilter, known: Names, found: dict[tuple[str, str], int]) -> None:
        super().__init__(initial=_initial(wanted))
        self.fields["q"].label = _("Words in the title")
        if wanted.when:
            self.fields["when"] = forms.CharField(widget=forms.HiddenInput)
        self._day("from", _("From"))
        self._day("to", _("Until"))
        self._choice("place", _("Near"), sorted(known["place"].items(), key=_by_name))
        self._choice("km", _("Distance"), [(str(km), f"{km} km") for km in DISTANCES])
        labels = {
            "area": _("Area"), "topic": _("Topic"), "audience": _("For whom"), "format": _("Format"),
            "organizer": _("Organiser"), "series": _("Series"),
        }  # fmt: skip
        for name, label in labels.items():
            self._choice(name, label, _counted(name, known[name], found))
        parts = [("morning", _("Morning")), ("afternoon", _("Afternoon")), ("evening", _("Evening"))]
        self._choice("time", _("Time of day"), parts)
        self._choice("online", _("Taking place"), [("no", _("On site")), ("yes", _("Online"))])
        self._choice("cost", _("Cost"), [("free", _("Free of charge")), ("paid", _("With a fee"))])
        if known["access"]:
            self.fields["access"] = forms.MultipleChoiceField(
                label=_("Accessibility"), choices=_counted("access", known["access"], found), required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip

    @property
    def first(self) -> list[forms.BoundField]:
        """What most people ask for."""
        return [field for field in self if field.name in FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        """The rest, folded unless something of it is set."""
        return [field for field in self if field.name not in FIRST]

    @property
    def more_is_open(self) -> bool:
        return any(field.name in self.initial for field in self.more)

    def _choice(self, name: str, label: str, pairs: Pairs) -> None:
        if pairs:
            everything = f"{DEFAULT_KM} km" if name == "km" else "–"
            choices = [("", everything), *(pair for pair in pairs if pair != (str(DEFAULT_KM), everything))]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def _day(self, name: str, label: str) -> None:
        self.fields[name] = forms.DateField(
            label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )


def _counted(name: str, known: dict[str, str], found: dict[tuple[str, str], int]) -> Pairs:
    pairs = sorted(known.items(), key=_by_name)
    return [(key, f"{word} ({found.get((name, key), 0)})") for key, word in pairs]


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _initial(wanted: CalendarFilter) -> dict[str, Any]:
    """What is set, as a form shows it: one value where a form offers one."""
    values: dict[str, Any] = {}
    for name, value in wanted.items():
        values.setdefault(name, []).append(value)
    return {name: many if name == "access" else many[0] for name, many in values.items()}


def chips(wanted: CalendarFilter, known: Names, address: str) -> list[dict[str, str]]:
    """What is set, in words, each with the address without it."""
    found = []
    for name, value in wanted.items():
        if name != "km":
            query = wanted.without(name, value).query_string()
            found.append(
                {
                    "name": _chip(wanted, known, name, value),
                    "address": f"{address}?{query}" if query else address,
                }
            )
    return found


def _chip(wanted: CalendarFilter, known: Names, name: str, value: str) -> str:
    words = {
        "when": {"upcoming": _("Upcoming"), "past": _("Past"), "all": _("Past and upcoming")},
        "time": {"morning": _("Morning"), "afternoon": _("Afternoon"), "evening": _("Evening")},
        "online": {"yes": _("Online"), "no": _("On site")},
        "cost": {"free": _("Free of charge"), "paid": _("With a fee")},
        **known,
    }.get(name, {})
    word = words.get(value, value)
    if name == "place":
        return _("%(km)s km around %(place)s") % {"km": wanted.radius, "place": word}
    if name in {"from", "to"}:
        return (_("from %(day)s") if name == "from" else _("until %(day)s")) % {"day": period(value)}
    return _("“%(words)s”") % {"words": word} if name == "q" else word
