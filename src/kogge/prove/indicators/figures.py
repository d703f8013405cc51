"""Pure: from the rows of one operation and period to a funder's numbers, and what stops a report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.core.translated import pick
from kogge.prove.profiles.formulas import NotComputable, Number
from kogge.prove.profiles.profile import NO_ANSWER, Indicator, Profile, Question

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
KEYS = {
    "participants": "code", "entities": "code", "contacts": "event", "events": "event", "conversations": "id",
    "activities": "id", "estimates": "id",
}  # fmt: skip
COUNTERS = ("contacts", "people", "participants")


@dataclass(frozen=True)
class Part:
    """One part of a breakdown, such as women."""

    key: str
    label: Mapping[str, str]
    value: str


@dataclass(frozen=True)
class Line:
    """One indicator. Values are whole numbers or fractions as text; an empty one cannot be computed."""

    code: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    kind: str
    formula: str
    is_unverified: bool
    value: str
    estimated: str
    low: str
    high: str
    breakdown: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Counted:
    """One of the three counters, which are never added to each other. `estimated` is part of `value`."""

    key: str
    value: int
    estimated: int
    low: int
    high: int


@dataclass(frozen=True)
class Missing:
    """How many incomplete records lack the answer to one question."""

    key: str
    label: Mapping[str, str]
    count: int


@dataclass(frozen=True)
class Result:
    """All numbers of an operation and a period. `incomplete` records are in no other number."""

    since: date
    until: date
    as_of: date
    profile: str
    profile_version: str
    counters: tuple[Counted, ...]
    lines: tuple[Line, ...]
    incomplete: int
    missing: tuple[Missing, ...]
    for_companies: int


def result(profile: Profile, tables: Tables, since: date, until: date, as_of: date) -> Result:
    """Compute every number from these rows. Raises Refused when totals do not add up."""
    faults = [*_unknown_answers(profile, tables)]
    lines = tuple(_line(profile, one, tables) for one in profile.indicators)
    faults += _sums(profile, tables, lines)
    if faults:
        raise Refused(" ".join([*faults, _("No report is made until this is set right.")]))
    lacking = Counter(key for row in tables["incomplete"] for key in row["missing"])
    labels = {one.key: one.label for one in profile.questions}
    missing = (Missing(key, labels.get(key, {}), count) for key, count in sorted(lacking.items()))
    return Result(
        since, until, as_of, profile.key, profile.version, counted(tables), lines, len(tables["incomplete"]),
        tuple(missing), len(tables["for_companies"]),
    )  # fmt: skip


def counted(tables: Tables) -> tuple[Counted, ...]:
    """Contacts, people and participants."""
    heads = [
        sum(row[name] for row in tables["contacts"]) for name in ("contacts", "contacts_low", "contacts_high")
    ]
    people = sum(row["value"] for row in tables["people"])
    known = {"contacts": heads, "people": [people] * 3, "participants": [len(tables["participants"])] * 3}
    found = []
    for key in COUNTERS:
        rows = [row for row in tables["estimates"] if row["indicator"] == key]
        value, low, high = (
            base + sum(row[name] for row in rows)
            for base, name in zip(known[key], ("value", "low", "high"), strict=True)
        )
        found.append(Counted(key, value, sum(row["value"] for row in rows), low, high))
    return tuple(found)


def stage_of(profile: Profile, indicator: Indicator) -> str:
    """Whose answers an indicator reads: "exit" or "later", or nothing for those on entering."""
    stages = {one.key: one.stage for one in profile.questions}
    read = {stages.get(column) for table, column in indicator.parsed.columns if table == "participants"}
    return next((one for one in ("later", "exit") if one in read), "")


def view(profile: Profile, indicator: Indicator, tables: Tables) -> Tables:
    """The tables as one indicator sees them: whoever entered, left, or was asked later in the period."""
    stage = stage_of(profile, indicator)
    return {**tables, "participants": tables[stage]} if stage else tables


def concerned(indicator: Indicator, table: str, row: Row | None) -> str:
    """What one row alone adds to an indicator; empty when it is not counted there."""
    if row is None or table not in indicator.parsed.tables:
        return ""
    alone, nothing = value_of(indicator, {table: [row]}), value_of(indicator, {})
    return alone if alone != nothing else ""


def value_of(indicator: Indicator, tables: Tables) -> str:
    """The value as text, empty when it cannot be computed from these rows."""
    try:
        return text_of(indicator.parsed.evaluate(tables))
    except NotComputable:
        return ""


def text_of(value: Number) -> str:
    """Exact and the same on every machine."""
    return str(Fraction(value))


def reads_estimates(indicator: Indicator) -> bool:
    """Whether an estimate can be part of this indicator."""
    return "estimates" in indicator.parsed.tables


def _line(profile: Profile, indicator: Indicator, tables: Tables) -> Line:
    seen = view(profile, indicator, tables)
    value = value_of(indicator, seen)
    estimated = low = high = ""
    if reads_estimates(indicator) and (rows := seen["estimates"]):
        known = value_of(indicator, {**seen, "estimates": ()})
        if value and known and value != known:
            estimated = text_of(Fraction(value) - Fraction(known))
            low, high = (
                value_of(indicator, {**seen, "estimates": [{**row, "value": row[end]} for row in rows]})
                for end in ("low", "high")
            )
    question = profile.question(indicator.breakdown) if indicator.breakdown else None
    return Line(
        indicator.code, indicator.label, indicator.definition, indicator.kind, indicator.formula,
        profile.is_unverified("indicators", indicator.code), value, estimated, low, high, indicator.breakdown,
        tuple(_parts(indicator, question, seen)) if question else (),
    )  # fmt: skip


def _parts(indicator: Indicator, question: Question, tables: Tables) -> Iterable[Part]:
    groups: dict[Any, list[Row]] = {}
    for row in tables["participants"]:
        groups.setdefault(row.get(question.key) or NO_ANSWER, []).append(row)
    options = options_of(question)
    if NO_ANSWER in groups and not question.required:
        options.setdefault(NO_ANSWER, _WORDS[NO_ANSWER])
    for key, text in options.items():
        yield Part(key, text, value_of(indicator, {"participants": groups.get(key, ())}))


def options_of(question: Question) -> dict[str, Mapping[str, str]]:
    """Every answer of a closed question with its words, "no answer" last where it is allowed."""
    words = {one.key: one.label for one in question.options}
    known = {key: words.get(key) or _WORDS.get(key, {"de": key, "en": key}) for key in question.column.values}
    order = [*words, *sorted(known.keys() - words.keys(), reverse=True)]
    return {key: known[key] for key in sorted(order, key=lambda one: (one == NO_ANSWER, order.index(one)))}


_WORDS = {
    "yes": {"de": "ja", "en": "yes"}, "no": {"de": "nein", "en": "no"},
    "no_answer": {"de": "keine Angabe", "en": "no answer"},
}  # fmt: skip


def _unknown_answers(profile: Profile, tables: Tables) -> Iterable[str]:
    """States must add up to the total: every complete record has an answer that the rules know."""
    rows = tables["participants"]
    for question in profile.asked("entry"):
        if question.kind != "choice" or question.part != 1 or not question.required:
            continue
        strange = [row["code"] for row in rows if row.get(question.key) not in question.column.values]
        if strange:
            yield _("“%(question)s” adds up to %(sum)d, but %(total)d records are complete (see %(codes)s).") % {
                "question": pick(dict(question.label)), "sum": len(rows) - len(strange), "total": len(rows),
                "codes": ", ".join(strange[:5]),
            }  # fmt: skip


def _sums(profile: Profile, tables: Tables, lines: Sequence[Line]) -> Iterable[str]:
    values = {line.code: Fraction(line.value or 0) for line in lines}
    for line, indicator in zip(lines, profile.indicators, strict=True):
        if line.parts and indicator.parsed.adds_up:
            seen = view(profile, indicator, tables)
            rest = value_of(indicator, {**seen, "participants": ()})
            found = sum((Fraction(part.value) for part in line.parts), Fraction(rest))
            if found != values[line.code]:
                yield _("%(code)s is %(total)s, but its parts add up to %(sum)s.") % {
                    "code": line.code, "total": line.value, "sum": text_of(found),
                }  # fmt: skip
    for check in profile.checks:
        left, _equals, right = check.partition("=")
        parts = sum((values[code.strip()] for code in right.split("+")), Fraction())
        if values[left.strip()] != parts:
            yield _("%(check)s does not hold: %(total)s is not %(sum)s.") % {
                "check": check, "total": values[left.strip()], "sum": parts,
            }  # fmt: skip
