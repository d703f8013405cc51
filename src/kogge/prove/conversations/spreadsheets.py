"""Conversations from and to spreadsheets, for those who keep one. A file is stored whole or not, and only once."""

import csv
import io
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Topic
from kogge.plan.events.imports import dates
from kogge.plan.events.imports.columns import plain
from kogge.plan.events.imports.rows import Unreadable
from kogge.plan.events.imports.tables import decoded

from . import actions, queries
from .forms import EntryForm
from .models import Entry, Kind

MOST_LINES = 500
MOST_FAULTS = 50
_HEADINGS = {
    "uid": "nummer number uid kennung id",
    "on": "tag datum day date on am",
    "kind": "art kind was gesprächsart",
    "minutes": "minuten minutes dauer duration länge",
    "aim": "für aim forwhom fürwen zielgruppe",
    "organization": "unternehmen company organisation organization firma companyororganisation "
    "unternehmenoderorganisation",
    "contact": "person contact name gesprächspartner ansprechpartner",
    "volunteer": "ehrenamt volunteer ehrenamtlich ehrenamtliche",
    "topic": "thema topic",
    "centre": "zentrum centre center",
    "operation": "vorhaben operation",
    "next_step": "nächsterschritt nextstep",
    "reach": "erreicht erreichtemenschen peoplereached",
    "next_on": "biswann untilwhen wiedervorlage",
}
_KNOWN = {word: name for name, words in _HEADINGS.items() for word in words.split()}
_NAMESPACE = uuid.UUID("5a2d1d3e-6f0b-5e8f-9d35-0c6a4f2b7e11")


@dataclass
class Outcome:
    """What an import did, or would do: lines stored, lines known before, and a sentence for each fault."""

    stored: int = 0
    known: int = 0
    faults: list[str] = field(default_factory=list)
    tried: bool = False


@transaction.atomic
def take(content: bytes, *, by: User, only_try: bool) -> Outcome:
    """Store every line of a CSV file, or none. Raises Unreadable for what is no table."""
    outcome = Outcome(tried=only_try)
    words = _words(by)
    for line, given in _lines(content):
        form = EntryForm(by, _data(given, words))
        if not form.is_valid():
            outcome.faults += [
                f"{_place(line, form, name)} {error}"
                for name, errors in form.errors.items()
                for error in errors
            ]
        else:
            _store(line, form, by, outcome)
        if len(outcome.faults) >= MOST_FAULTS:
            break
    if outcome.faults or only_try:
        transaction.set_rollback(True)
    return outcome


def table(entries: Iterable[Entry]) -> tuple[list[str], list[list[Any]]]:
    """The list as a file that the import reads again. Without names of people and without notes."""
    head = [
        _("Number"), _("Day"), _("Kind"), _("Minutes"), _("For whom"), _("Company or organisation"), _("Topic"),
        _("Centre"), _("Operation"), _("Counted"), _("People reached"), _("Reported by the volunteer"),
    ]  # fmt: skip
    return head, [
        [
            str(row.uid), f"{row.on:%Y-%m-%d}", row.get_kind_display(), row.minutes, row.get_aim_display(),
            row.organization, str(row.topic or ""), row.centre.name, str(row.operation or ""),
            _("yes") if row.is_counted else _("no"), "" if row.reach is None else row.reach,
            _("yes") if row.is_reported else _("no"),
        ]
        for row in entries
    ]  # fmt: skip


def _store(line: int, form: EntryForm, by: User, outcome: Outcome) -> None:
    uid = form.cleaned_data["uid"]
    if Entry.objects.filter(uid=uid).exists():
        outcome.known += 1
        return
    try:
        entry = actions.log(by=by, uid=uid, values=form.values)
    except Refused as refusal:
        outcome.faults.append(f"{_place(line, form, refusal.field or '')} {refusal}")
        return
    outcome.stored += entry is not None
    outcome.known += entry is None


def _lines(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """Each line with its number; empty lines are left out."""
    text = decoded(content)
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    try:
        cells = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise Unreadable(_("The table is broken. Please save it again as “CSV UTF-8”.")) from error
    columns = {number: _KNOWN.get(plain(name)) for number, name in enumerate(cells[0] if cells else [])}
    if missing := {"on", "kind", "minutes"} - set(columns.values()):
        names = {"on": _("Day"), "kind": _("Kind"), "minutes": _("Minutes")}
        sentence = _("The first line must name the columns. Missing: %(names)s.")
        raise Unreadable(
            sentence % {"names": get_text_list([names[one] for one in sorted(missing)], _("and"))}
        )
    if len(cells) > MOST_LINES + 1:
        raise Unreadable(_("The table has more than %(most)s lines. Please split it.") % {"most": MOST_LINES})
    rows = (
        (line, {name: _cell(row[number]) for number, name in columns.items() if name and number < len(row)})
        for line, row in enumerate(cells[1:], 2)
    )  # fmt: skip
    return _numbered([(line, given) for line, given in rows if any(given.values())])


def _numbered(lines: list[tuple[int, dict[str, str]]]) -> list[tuple[int, dict[str, str]]]:
    """Give each line without a number one that follows from what it says, so that a file read twice counts once."""
    seen: Counter[str] = Counter()
    for _line, given in lines:
        said = "\x1f".join(
            f"{name}={given.get(name, '').casefold()}" for name in sorted(_HEADINGS) if name != "uid"
        )
        seen[said] += 1
        given["uid"] = given.get("uid") or str(uuid.uuid5(_NAMESPACE, f"{said}\x1f{seen[said]}"))
    return lines


def _cell(words: str) -> str:
    """A cell; the sign that kept it from being a formula is taken off again."""
    words = words.replace("\0", "").strip()
    return words[1:] if words.startswith("'") else words


def _data(given: dict[str, str], words: dict[str, dict[str, str]]) -> dict[str, str]:
    data = {
        name: words[name].get(plain(text), text) if name in words else text for name, text in given.items()
    }
    for name in ("on", "next_on"):
        if data.get(name):
            data[name] = _day(data[name])
    data.setdefault("centre", "")
    if not data["centre"] and len(words["own"]) == 1:
        data["centre"] = next(iter(words["own"].values()))
    return data


def _day(text: str) -> str:
    try:
        found = dates.when(text)
    except ValueError:
        return text
    return f"{found.day:%Y-%m-%d}" if found and found.day else text


def _words(user: User) -> dict[str, dict[str, str]]:
    """How words of a spreadsheet lead to values of the form, in either language."""
    centres = list(queries.centres_of(user))
    topics, operations = list(Topic.objects.all()), list(queries.operations_of(centres))
    return {
        "kind": _labels(Kind.choices), "aim": _labels(Entry.Aim.choices),
        "centre": {plain(word): row.slug for row in centres for word in (row.name, row.abbreviation, row.slug) if word},
        "own": {row.slug: row.slug for row in centres},
        "topic": {plain(word): row.slug for row in topics for word in (row.name_de, row.name_en, row.slug) if word},
        "operation": {plain(word): row.slug for row in operations for word in (row.title, row.slug)},
        "volunteer": {plain(row.name): str(row.pk) for row in queries.volunteers()},
    }  # fmt: skip


def _labels(choices: Iterable[tuple[str, str | Promise]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("de", "en"):
        with override(language):
            found |= {plain(label): value for value, label in choices} | {
                plain(value): value for value, _l in choices
            }
    return found


def _place(line: int, form: EntryForm, name: str) -> str:
    label = str(form.fields[name].label) if name in form.fields else ""
    if label:
        return _("Line %(line)s, %(field)s:") % {"line": line, "field": label}
    return _("Line %(line)s:") % {"line": line}
