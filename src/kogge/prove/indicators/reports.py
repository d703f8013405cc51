"""A report: the numbers of a period, the rows they rest on, and what came late for periods reported before."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from kogge.network.grants.models import Operation
from kogge.prove.profiles.profile import Profile
from kogge.prove.profiles.queries import profile_from
from kogge.prove.seals import box

from . import figures
from .book import Book, collector_rests, open_book
from .figures import KEYS, Counted, Line, Missing, Part, Result, Tables
from .models import Report

_KEYS = {**KEYS, "exit": "code", "later": "code", "incomplete": "code"}


@dataclass(frozen=True)
class Change:
    """What an indicator of an earlier period was when it was last reported, and what it is now; `codes` say why."""

    code: str
    label: Mapping[str, str]
    before: str
    now: str
    codes: tuple[str, ...]

    @property
    def difference(self) -> str:
        if not self.before or not self.now:
            return ""
        return figures.text_of(Fraction(self.now) - Fraction(self.before))


@dataclass(frozen=True)
class Correction:
    """What changed in a period that was reported before."""

    report: str
    since: date
    until: date
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class ReportResult:
    """Everything a report says. The same records, rules and days give the same bytes."""

    operation: str
    title: Mapping[str, str]
    number: str
    result: Result
    corrections: tuple[Correction, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return json.loads(text_of(asdict(self)))

    @property
    def digest(self) -> str:
        return digest_of(asdict(self))


@dataclass(frozen=True)
class Frame:
    """What a report is about."""

    operation: str
    title: Mapping[str, str]
    number: str
    since: date
    until: date
    as_of: date


@dataclass(frozen=True)
class Computed:
    """A result with the rows it was computed from: of its own period, and of corrected earlier ones by report."""

    content: ReportResult
    tables: Tables
    seen: Mapping[str, Tables]


def compute(operation: Operation, since: date, until: date, as_of: date) -> ReportResult:
    """The numbers of a period as of a day. Raises Refused when totals do not add up."""
    return computed(operation, since, until, as_of).content


def computed(operation: Operation, since: date, until: date, as_of: date) -> Computed:
    """The numbers with their rows."""
    return of_book(operation, open_book(operation, as_of), since, until)


@collector_rests()
def of_book(operation: Operation, book: Book, since: date, until: date) -> Computed:
    """The numbers of a period from what was read before."""
    reported = [one for one in frozen(operation) if one.until <= book.as_of]
    now = {str(one.uid): book.tables(one.since, one.until) for one in reported}
    title = {"de": operation.title, "en": operation.title_en or operation.title}
    frame = Frame(operation.slug, title, operation.number, since, until, book.as_of)
    return _made(frame, book.profile, book.tables(since, until), reported, now)


def recomputed(report: Report) -> ReportResult:
    """A frozen report's numbers anew, from its own rows by its own rules."""
    kept = unsealed(report)
    said = report.result
    frame = Frame(said["operation"], said["title"], said["number"], report.since, report.until, report.as_of)
    profile = profile_from(report.rules)
    earlier = [one for one in frozen(report.operation) if _order(one) < _order(report)]
    return _made(frame, profile, kept["tables"], earlier, kept["seen"]).content


def frozen(operation: Operation) -> list[Report]:
    """Reports that do not change any more, in the order in which they were frozen, without their rows."""
    rows = Report.objects.filter(operation=operation, state=Report.State.FROZEN).defer("data")
    return sorted(rows, key=_order)


def unsealed(report: Report) -> dict[str, Any]:
    """The rows a frozen report rests on."""
    packed = box.unseal(box.Purpose.ANSWERS, bytes(report.data), about=f"report:{report.uid}")
    return json.loads(zlib.decompress(packed))


def sealed(report: Report, made: Computed) -> bytes:
    """The rows under the seal of the answers, bound to this report."""
    packed = zlib.compress(text_of({"tables": made.tables, "seen": made.seen}).encode(), 6)
    return box.seal(box.Purpose.ANSWERS, packed, about=f"report:{report.uid}")


def differences(profile: Profile, before: Tables, now: Tables) -> list[Change]:
    """Per indicator: what it was, what it is, and the rows that make the difference."""
    changed = _changed(before, now)
    found = []
    for old, new in zip(figures.counted(before), figures.counted(now), strict=True):
        codes = _of_counter(old.key, changed)
        found.append(Change(old.key, {}, str(old.value), str(new.value), codes))
    old_lack, new_lack = (str(len(tables["incomplete"])) for tables in (before, now))
    found.append(Change("incomplete", {}, old_lack, new_lack, tuple(sorted(changed["incomplete"]))))
    for one in profile.indicators:
        was, is_now = (figures.value_of(one, figures.view(profile, one, tables)) for tables in (before, now))
        keys = {
            key for table in one.parsed.tables for key, (old, new) in changed[_stage(profile, one, table)].items()
            if figures.concerned(one, table, old) != figures.concerned(one, table, new)
        }  # fmt: skip
        found.append(Change(one.code, one.label, was, is_now, tuple(sorted(keys))))
    return [one for one in found if one.before != one.now or one.codes]


def text_of(value: Any) -> str:
    """Canonical JSON."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(text_of(value).encode()).hexdigest()


def _made(
    frame: Frame, profile: Profile, tables: Tables, reported: Sequence[Report], now: Mapping[str, Tables]
) -> Computed:
    result = figures.result(profile, tables, frame.since, frame.until, frame.as_of)
    seen: dict[str, Tables] = {}
    corrections = []
    for place, one in enumerate(reported):
        uid = str(one.uid)
        if uid not in now:
            continue
        before = _last_known(one, reported[place + 1 :], now[uid])
        if changes := differences(profile, before, now[uid]) if before else ():
            seen[uid] = now[uid]
            corrections.append(Correction(uid, one.since, one.until, tuple(changes)))
    content = ReportResult(frame.operation, frame.title, frame.number, result, tuple(corrections))
    return Computed(content, tables, seen)


def _last_known(report: Report, later: Sequence[Report], now: Tables) -> Tables | None:
    """The rows of a period as they were last reported; None when nothing changed since."""
    uid = str(report.uid)
    told = [one for one in later if any(row["report"] == uid for row in one.result["corrections"])]
    if told:
        return unsealed(told[-1])["seen"][uid]
    return unsealed(report)["tables"] if digest_of(now) != report.data_digest else None


def _changed(before: Tables, now: Tables) -> dict[str, dict[str, tuple[Any, Any]]]:
    """By table and key: rows that are not what they were, with an empty one for a row that is not there."""
    found: dict[str, dict[str, tuple[Any, Any]]] = {}
    for name, key in _KEYS.items():
        old, new = (
            {str(row[key]): row for row in json.loads(text_of(tables[name]))} for tables in (before, now)
        )
        found[name] = {
            one: (old.get(one), new.get(one))
            for one in sorted(old.keys() | new.keys())
            if old.get(one) != new.get(one)
        }
    return found


def _of_counter(key: str, changed: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    table = {"contacts": "contacts", "participants": "participants"}.get(key)
    if table is None:
        return ()
    return tuple(
        one
        for one, (old, new) in changed[table].items()
        if key == "contacts" or (old is None) != (new is None)
    )


def _stage(profile: Profile, indicator: figures.Indicator, table: str) -> str:
    return figures.stage_of(profile, indicator) or table if table == "participants" else table


def _order(report: Report) -> tuple[Any, int]:
    return (report.frozen_at, report.pk)


def read(report: Report) -> ReportResult:
    """What a frozen report says, as it was stored."""
    said = report.result
    inner = said["result"]
    result = Result(
        since=date.fromisoformat(inner["since"]),
        until=date.fromisoformat(inner["until"]),
        as_of=date.fromisoformat(inner["as_of"]),
        profile=inner["profile"],
        profile_version=inner["profile_version"],
        counters=tuple(Counted(**one) for one in inner["counters"]),
        lines=tuple(
            Line(**{**one, "parts": tuple(Part(**part) for part in one["parts"])}) for one in inner["lines"]
        ),
        incomplete=inner["incomplete"],
        missing=tuple(Missing(**one) for one in inner["missing"]),
        for_companies=inner["for_companies"],
    )
    corrections = tuple(
        Correction(
            one["report"], date.fromisoformat(one["since"]), date.fromisoformat(one["until"]),
            tuple(Change(**{**change, "codes": tuple(change["codes"])}) for change in one["changes"]),
        )
        for one in said["corrections"]
    )  # fmt: skip
    return ReportResult(said["operation"], said["title"], said["number"], result, corrections)
