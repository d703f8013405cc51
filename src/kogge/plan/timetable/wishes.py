"""What visitors want to see: imported preferences, and what later stages know of it."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.plan.events.models import Event

from . import queries
from .models import Preference

HEADINGS = ("visitor", "session")
MOST_ROWS = 200_000
MOST_BYTES = 10 * 2**20


@dataclass(frozen=True)
class Report:
    """What became of an imported table: visitors, wishes, and the sessions nobody knows with how often they came."""

    visitors: int
    wishes: int
    unknown: dict[str, int]


def wishes(event: Event) -> list[list[int]]:
    """One list of session keys per visitor; sessions that are gone or cancelled are left out."""
    known = set(queries.sessions(event).values_list("pk", flat=True))
    found: list[list[int]] = list(Preference.objects.filter(event=event).values_list("sessions", flat=True))
    announce("wishes asked", event=event, wishes=found)
    kept = [[key for key in dict.fromkeys(one) if key in known] for one in found]
    return [one for one in kept if one]


@transaction.atomic
def replace_wishes(event: Event, content: bytes, *, by: Any) -> Report:
    """Take the wishes of a table in place of those imported before; sessions nobody knows are left out and told."""
    known = _by_name(event)
    wanted: dict[str, list[int]] = defaultdict(list)
    unknown: dict[str, int] = defaultdict(int)
    for visitor, name in _rows(content):
        key = known.get(name.strip().casefold())
        if key is None:
            unknown[name.strip()[:120]] += 1
        elif key not in wanted[visitor]:
            wanted[visitor].append(key)
    if not any(wanted.values()):
        raise Refused(_("None of these sessions belongs to this event. Nothing was changed."), field="file")
    Preference.objects.filter(event=event).delete()
    made = Preference.objects.bulk_create(
        Preference(event=event, visitor=visitor, sessions=keys) for visitor, keys in wanted.items() if keys
    )
    count = sum(len(one.sessions) for one in made)
    history.record(event, "wishes imported", by=by, after={"visitors": len(made), "wishes": count})
    return Report(len(made), count, dict(unknown))


def _by_name(event: Event) -> dict[str, int]:
    """The key of a session by its address, number, unique key or (where only one has it) title."""
    rows = list(queries.sessions(event))
    titles: dict[str, int] = {}
    for row in rows:
        title = row.title_de.strip().casefold()
        titles[title] = 0 if title in titles else row.pk
    found = {title: key for title, key in titles.items() if key}
    for row in rows:
        found |= {row.slug: row.pk, str(row.uid): row.pk, str(row.pk): row.pk}
    return found


def _rows(content: bytes) -> list[tuple[str, str]]:
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB. Please split it."), field="file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Refused(_("This is no table of text. Please save it as CSV and try again."), field="file")
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    names = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
    if not set(HEADINGS) <= set(names):
        raise Refused(_("The first line must name the columns “visitor” and “session”."), field="file")
    rows = []
    try:
        for row in reader:
            visitor, session = (str(row.get(names[heading]) or "").strip() for heading in HEADINGS)
            if visitor and session:
                rows.append((visitor[:80], session))
            if len(rows) > MOST_ROWS:
                facts = {"most": MOST_ROWS}
                raise Refused(
                    _("This table has more than %(most)d rows. Please split it.") % facts, field="file"
                )
    except csv.Error as error:
        raise Refused(
            _("Line %(line)d cannot be read as CSV.") % {"line": reader.line_num}, field="file"
        ) from error
    return rows
