"""What the sources say of an event, a session or a series beyond its own fields, as labelled rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "printed_format": _("Format as printed"),
    "abbreviation": _("Abbreviation"),
    "also_called": _("Also called"),
    "day_themes": _("Themes of the days"),
    "framework": pgettext_lazy("stated fact", "Framework"),
    "competition": _("Competition"),
    "follow_up_format": _("Followed by"),
    "initiated_by": _("Started by"),
    "organised_by": _("Organised by"),
    "organisers_of_network_programme": _("Programme of the network by"),
    "participants": _("Took part"),
    "mentioned": _("Also mentioned"),
    "method": _("Method"),
    "elements": _("Parts of the programme"),
    "marketplace_topics": _("Topics of the marketplace"),
    "parts": _("Number of parts"),
    "city": _("Town"),
    "reporting": _("Reporting"),
    "mode": _("Mode"),
    "editions_stated": _("Editions named"),
    "edition_number": _("Edition in %(year)s"),
    "session_number": _("Meeting number in %(year)s"),
    "occurrences": _("Dates in %(year)s"),
    "audience": _("For"),
    "topics": _("Topics"),
    "weekday": _("Weekday"),
    "bundle": _("Bundled as"),
    "continues_in": _("Continues in"),
}
STATEMENTS: dict[str, str | Promise] = {
    "first_participation_of_network": _("The network took part for the first time."),
    "operation_is_derived": _(
        "That it belongs to the funded operation is derived from period and organiser."
    ),
}
KINDS: dict[str, str | Promise] = {"milestone": _("Milestone")}
VISIBILITY: dict[str, str | Promise] = {"internal": _("For members of the network")}
WORDS: dict[str, str | Promise] = {"online": _("online"), "onsite": _("on site")}
_WITH_YEAR = re.compile(r"(.+)_(\d{4})")


@dataclass(frozen=True)
class Value:
    """One value; with an address name when it is a record with a page of its own."""

    text: str
    kind: str = ""
    slug: str = ""
    foreign: bool = True

    @property
    def page(self) -> str:
        """Name of the address of its page, or nothing."""
        return _PAGES.get(self.kind, "")


@dataclass(frozen=True)
class Row:
    """One labelled fact; a row without values is a statement of its own."""

    label: str
    values: tuple[Value, ...] = ()


_PAGES = {
    "organization": "website:organization",
    "person": "website:person",
    "place": "website:place",
    "community": "website:community",
    "programme": "website:programme",
    "series": "programme:series",
    "event": "programme:event",
}


def rows(facts: Mapping[str, Any]) -> list[Row]:
    """The facts that have words, in the order of the labels."""
    return [*_labelled(facts), *_marks(facts)]


def _labelled(facts: Mapping[str, Any]) -> Iterator[Row]:
    for key, label in LABELS.items():
        for name, value in facts.items():
            with_year = _WITH_YEAR.fullmatch(name)
            if name == key or (with_year and with_year[1] == key):
                text = str(label) % {"year": with_year[2]} if with_year else str(label)
                yield Row(text, tuple(_values(name, value)))


def _marks(facts: Mapping[str, Any]) -> Iterator[Row]:
    for key, statement in STATEMENTS.items():
        if facts.get(key):
            yield Row(str(statement))
    if facts.get("kind") in KINDS:
        yield Row(gettext("Kind"), (Value(str(KINDS[facts["kind"]]), foreign=False),))
    if facts.get("visibility") in VISIBILITY:
        yield Row(gettext("Open to"), (Value(str(VISIBILITY[facts["visibility"]]), foreign=False),))


def _values(name: str, value: Any) -> Iterator[Value]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping) and "theme" in one:
            day = gettext("Day %(number)s: %(theme)s") % {"number": one["day"], "theme": one["theme"]}
            yield Value(day)
        elif isinstance(one, Mapping):
            yield Value(one["name"], one.get("kind", ""), one.get("slug", ""))
        elif one in WORDS and name == "mode":
            yield Value(str(WORDS[one]), foreign=False)
        else:
            yield Value(str(one))
