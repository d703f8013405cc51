"""Examples for every part of the shelf, in all its states. The components page and its test read this list.

Those that need plain values only stand in `shelf.yaml`; here is what must be made: dates, pages, charts, forms.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import charts, maps, months, timetable_grid, yaml_files, year_chart
from .imprecise_date import ImpreciseDate

DAY = date(2030, 9, 10)
LONG = "Digitalisierungsbeauftragtenfortbildungsveranstaltung"


@dataclass(frozen=True)
class Example:
    """One part with one set of parameters."""

    part: str
    note: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        return f"core/components/{self.part}.html"


class SampleForm(forms.Form):
    """Every widget there is, for the components page."""

    name = forms.CharField(label="Name", help_text="As it stands on the door.")
    mail = forms.EmailField(label="Mail", required=False)
    text = forms.CharField(label="Text", widget=forms.Textarea)
    number = forms.IntegerField(label="Number", max_value=20)
    day = forms.DateField(label="Day")
    hour = forms.TimeField(label="Time", required=False)
    one = forms.ChoiceField(label="One of a list", choices=[("a", "Alpha"), ("b", "Beta")])
    radio = forms.ChoiceField(label="One", widget=forms.RadioSelect, choices=[("a", "Alpha"), ("b", "Beta")])
    several = forms.MultipleChoiceField(
        label="Several", widget=forms.CheckboxSelectMultiple, choices=[("a", "Alpha"), ("b", "Beta")]
    )
    list = forms.MultipleChoiceField(
        label="Long list", choices=[("a", "Alpha"), ("b", "Beta")], required=False
    )
    agreed = forms.BooleanField(label="I agree", help_text="You can withdraw this at any time.")
    file = forms.FileField(label="File", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


def event(**changes: Any) -> dict[str, Any]:
    """A released event as templates see it."""
    return {
        "slug": "example",
        "title_de": "Werkstatt für Sensoren",
        "title_en": "Sensor workshop",
        "summary_de": "Sechs Teams bauen an einem Tag Messgeräte für Hochwasser.",
        "summary_en": "Six teams build flood gauges in one day.",
        "format_label": _("Workshop"),
        "starts_on": DAY.isoformat(),
        "ends_on": DAY.isoformat(),
        "precision": "day",
        "starts_at": "2030-09-10T08:00:00+00:00",
        "ends_at": "2030-09-10T10:30:00+00:00",
        "place": {"name": "Speicher 7", "town": "Hafenstadt", "street": "Kai 7", "postcode": "99999"},
        "mode": "onsite",
        "state": "published",
        **changes,
    }


def _events() -> list[Example]:
    whole_day = {"starts_at": None, "ends_at": None}
    month = event(**whole_day, starts_on="2030-06-01", ends_on=None, precision="month", state="published")
    long = event(title_de=LONG, title_en="", mode="hybrid", ends_on="2030-09-12", **whole_day)
    unknown = event(starts_on=None, ends_on=None, precision="not_stated", place=None, **whole_day)
    return [
        Example("event_row", _("a day with times"), {"event": event()}),
        Example("event_row", _("several days, a long word, no English title"), {"event": long}),
        Example("event_row", _("only the month is known"), {"event": month}),
        Example("event_row", _("no date stated"), {"event": unknown}),
        Example("event_row", _("cancelled"), {"event": event(state="cancelled")}),
        Example("event_row", _("postponed, online"), {"event": event(state="postponed", mode="online")}),
        Example("event_card", _("with a sentence"), {"event": event()}),
        Example("event_meta", _("on its own"), {"event": event(mode="hybrid")}),
    ]


def _pages() -> list[Example]:
    pages = Paginator(range(200), 10)
    return [
        Example("pagination", _("first page"), {"page": pages.page(1), "query": ""}),
        Example("pagination", _("in the middle"), {"page": pages.page(9), "query": "q=a"}),
    ]


def _messages() -> list[Example]:
    return [Example("messages", "", {"messages": [Message(SUCCESS, _("Saved."))]})]


def _charts() -> list[Example]:
    two = [("Hafenwerk", (3, 5)), ("Speicher", (4, 1))]
    one = [("Hafenwerk", 12), ("Speicher", 7.5), (_("Without a figure"), None)]
    years = [("2028", 12), ("2029", 18), ("2030", 31)]
    entries = [
        year_chart.Entry(ImpreciseDate.parse("2030-02-20"), _("A day")),
        year_chart.Entry(ImpreciseDate.parse("2030-06"), _("A month")),
        year_chart.Entry(ImpreciseDate.parse("2030-09-10"), _("Days"), date(2030, 9, 25)),
        year_chart.Entry(ImpreciseDate.parse(None), _("Not stated")),
    ]
    unit = _("events")
    return [
        Example("chart", "", {"chart": charts.horizontal_bar(_("Events"), one, unit=unit)}),
        Example("chart", "", {"chart": charts.bar(_("Events per year"), years, unit=unit)}),
        Example("chart", "", {"chart": charts.stacked_bar(_("Kinds"), [_("Talk"), _("Workshop")], two)}),
        Example("chart", "", {"chart": charts.line(_("Over the years"), years, unit=unit)}),
        Example("chart", "", {"chart": charts.sparkline(_("At a glance"), [3, 5, 4, 8, 9])}),
        Example(
            "chart",
            "",
            {"chart": year_chart.year_line(_("The year 2030"), 2030, entries, head=(_("When"), _("What")))},
        ),
        Example("map", "", {"drawing": _map(), "label": _("Map"), "address": "?"}),
        Example("side_by_side", "", {"left": _("Left"), "right": _("Right")}),
    ]


def _map() -> maps.Drawing:
    ring = ((11.0, 54.0), (12.5, 54.2), (12.5, 53.4), (11.0, 53.3), (11.0, 54.0))
    coast = maps.Geometry((maps.Shape("coast", _("Coast"), (ring,)),), "")
    marks = [
        maps.Mark(53.8, 11.6, "Hafenwerk", kind="centre", address="?"),
        maps.Mark(53.7, 12.2, "Speicher 7", count=4),
    ]
    return maps.draw(coast, marks)


def _programme() -> list[Example]:
    def at(hour: int, minute: int = 0) -> datetime:
        return datetime.combine(DAY, time(hour, minute))

    def session(title: str, people: str = "") -> dict[str, str]:
        return {"title_de": title, "title_en": title, "address": "?", "people": people, "time": ""}

    placed = [
        timetable_grid.Placed(session("Begrüßung"), "A", at(9), at(9, 30)),
        timetable_grid.Placed(session("Sensoren", "Ada Beispiel"), "A", at(9, 30), at(11)),
        timetable_grid.Placed(session(LONG), "B", at(9, 30), at(10, 15)),
    ]
    rooms = [{"name": _("Stage A")}, {"name": _("Room B")}]
    grid = timetable_grid.grid(placed, ["A", "B"])
    item = {"title_de": "Werkstatt", "title_en": "Workshop", "address": "?", "time": "10:00"}
    weeks = months.month(2030, 9, [(DAY, DAY + timedelta(days=1), item)], today=DAY)
    return [
        Example("timetable", "", {"rows": grid, "rooms": rooms, "caption": _("Programme of the day")}),
        Example("month", "", {"weeks": weeks, "caption": _("September 2030")}),
    ]


def _forms() -> list[Example]:
    empty = SampleForm(prefix="empty")
    wrong = SampleForm({"wrong-number": "99", "wrong-mail": "no"}, prefix="wrong")
    fields = [SampleForm(prefix="set")[name] for name in ("name", "mail")]
    return [
        Example("error_summary", "", {"form": wrong}),
        Example("form", _("every widget"), {"form": empty}),
        Example("form", _("with errors"), {"form": wrong}),
        Example("fieldset", "", {"legend": _("Contact"), "hint": _("For questions."), "fields": fields}),
        Example("filter_form", "", {"form": SampleForm(prefix="filter"), "action": "?"}),
    ]


def groups() -> list[tuple[str, list[Example]]]:
    """All examples by subject, in the order of the page."""
    made = [_events(), [], _pages(), _messages(), _charts(), _programme(), _forms()]
    plain = yaml_files.rows(Path(__file__).with_name("shelf.yaml"), "groups")
    return [
        (_spoken(group["name"]), [Example(**_spoken(one)) for one in group["examples"]] + more)
        for group, more in zip(plain, made, strict=True)
    ]


def _spoken(value: Any) -> Any:
    """The value with each text that stands in several languages in the active one."""
    if isinstance(value, dict):
        if "de" in value and set(value) <= {"de", "en"}:
            return value[get_language() or "de"]
        return {name: _spoken(one) for name, one in value.items()}
    return [_spoken(one) for one in value] if isinstance(value, list) else value
