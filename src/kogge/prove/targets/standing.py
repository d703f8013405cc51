"""Planned against actual: for an operation as a whole and for each centre, phase by phase."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kogge.core import charts
from kogge.core.translated import pick
from kogge.prove.indicators import figures
from kogge.prove.indicators.book import Book, Row
from kogge.prove.indicators.models import Target
from kogge.prove.profiles.profile import Profile


@dataclass(frozen=True)
class Standing:
    """One target, and what was reached of it by the day."""

    target: Target
    label: str
    actual: Fraction | None

    @property
    def percent(self) -> int | None:
        """Rounded down: 99.9 % is not reached yet."""
        return (
            int(self.actual * 100 / self.target.value)
            if self.actual is not None and self.target.value
            else None
        )

    @property
    def shown(self) -> str:
        """The number as people write it."""
        return charts.number(None if self.actual is None else float(self.actual))


@dataclass(frozen=True)
class Phase:
    """The targets of one period, with a picture of them."""

    name: str
    standings: tuple[Standing, ...]
    chart: charts.Chart


def countable(profile: Profile) -> dict[str, str]:
    """What can be planned, with its words: counters first, then the funder's indicators."""
    return {
        "events": _("Events"), "contacts": _("Contacts"), "people": _("People"), "participants": _("Participants"),
        "conversations": _("Conversations"), "activities": _("Voluntary activities"),
        **{one.code: f"{one.code}: {pick(dict(one.label))}" for one in profile.indicators},
    }  # fmt: skip


def phases(book: Book, targets: Iterable[Target]) -> list[Phase]:
    """Every target with what was reached, grouped by period."""
    words = countable(book.profile)
    cut: dict[tuple[object, ...], Mapping[str, list[Row]]] = {}
    grouped: dict[tuple[object, ...], list[Standing]] = {}
    for target in targets:
        centre = target.organization.slug if target.organization else ""
        key = (target.since, target.until, centre)
        if key not in cut:
            cut[key] = book.tables(target.since, target.until, centre)
        found = Standing(
            target, words.get(target.what, target.what), _actual(book.profile, target.what, cut[key])
        )
        grouped.setdefault((target.since, target.until, target.phase), []).append(found)
    return [Phase(str(key[2]), tuple(found), _chart(str(key[2]), found)) for key, found in grouped.items()]


def _actual(profile: Profile, what: str, tables: Mapping[str, list[Row]]) -> Fraction | None:
    if what in figures.COUNTERS:
        return next(Fraction(one.value) for one in figures.counted(tables) if one.key == what)
    if what in {"events", "conversations", "activities"}:
        return Fraction(len(tables[what]))
    for one in profile.indicators:
        if one.code == what:
            value = figures.value_of(one, figures.view(profile, one, tables))
            return Fraction(value) if value else None
    return None


def _chart(name: str, found: list[Standing]) -> charts.Chart:
    rows = []
    for one in found:
        who = one.target.organization.name if one.target.organization else _("whole operation")
        rows.append((f"{one.label}, {who}", None if one.percent is None else float(one.percent)))
    return charts.horizontal_bar(
        name,
        rows,
        unit="%",
        head=_("Target"),
        description=pgettext("targets", "What was reached, in per cent of what was planned."),
    )
