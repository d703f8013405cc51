"""Checks a profile's data rule by rule and makes the objects; every fault is found in one go."""

import difflib
import hashlib
import math
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from kogge.network.grants.region_import import EMBLEMS

from .formulas import BrokenFormula, parse
from .profile import (
    INDICATOR_KINDS,
    KINDS,
    NO_ANSWER,
    STAGES,
    TABLES,
    Band,
    Duty,
    Export,
    Indicator,
    Option,
    Profile,
    Question,
    Text,
    Window,
    names_with,
)
from .source import BrokenProfile, Fault, Source, name_of, paths

TOP = (
    "key", "base", "name", "statement", "emblem", "period", "minimum_hours", "questions", "indicators", "exit",
    "longer_term", "reminders_days", "link_days", "retention_years", "publicity", "checks", "export", "unverified",
    "sources",
)  # fmt: skip
LANGUAGES = ("de", "en")
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,49}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,19}")
_SUM = re.compile(r"[\w-]+ *= *[\w-]+(?: *\+ *[\w-]+)*", re.ASCII)
EXPORTED = (
    "code", "label", "definition", "total", "gender", "breakdown", "estimated", "low", "high", "note", "since", "until",
    "as_of", "profile_version",
)  # fmt: skip
_WORDS = {"and", "or", "not", "in", "contains", "where", "count", "sum", "distinct"}


def profile_from(source: Source) -> Profile:
    """The profile that this data describes. Raises BrokenProfile with every fault."""
    check = _Check(source)
    profile = check.profile()
    if check.faults:
        raise BrokenProfile(sorted(set(check.faults), key=lambda one: (one.file != source.file, one.line)))
    return replace(profile, version=hashlib.sha256(repr(profile).encode()).hexdigest()[:12])


class _Values:
    """Reads values at paths; whatever is wrong becomes a fault, and reading goes on with something harmless."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data = source.data
        self.faults: list[Fault] = []

    def fault(self, path: str, sentence: str) -> None:
        self.faults.append(self.source.fault(path, sentence))

    # Single values.

    def text(self, path: str, value: Any, most: int) -> Text:
        if not isinstance(value, dict):
            self.fault(path, f"{_last(path)} needs a text for de and one for en.")
            return dict.fromkeys(LANGUAGES, "")
        for language in value:
            if language not in LANGUAGES:
                self.fault(f"{path}.{language}", f"{language} is no language of the site; de and en are.")
        for language in LANGUAGES:
            text = value.get(language)
            if not isinstance(text, str) or not text.strip():
                self.fault(f"{path}.{language}", f"{_last(path)} needs a text for {language}.")
            elif len(text) > most:
                self.fault(f"{path}.{language}", f"the text has more than {most} characters.")
        return {language: str(value.get(language) or "").strip() for language in LANGUAGES}

    def number(self, path: str, value: Any, least: int, most: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.fault(path, f"{_last(path)} needs a whole number from {least} to {most}.")
            return least
        return value

    def truth(self, path: str, value: Any) -> bool:
        if not isinstance(value, bool):
            self.fault(path, f"{_last(path)} is true or false.")
        return value is True

    def plain(self, path: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fault(path, f"{_last(path)} needs a text.")
            return ""
        return value

    def day(self, path: str, row: dict[str, Any]) -> date | None:
        value = row.get(path.rpartition(".")[2])
        try:
            return value if type(value) is date else date.fromisoformat(str(value))
        except ValueError:
            self.fault(path, f"{_last(path)} needs a day such as 2021-01-01.")
            return None

    def one_of(self, path: str, value: Any, known: Iterable[str]) -> str:
        if value not in known:
            listed = ", ".join(filter(None, known))
            self.fault(path, f"{_last(path)} {_short(value)} is not known; choose one of: {listed}.")
            return next(iter(known))
        return str(value)

    def pattern(
        self, row: dict[str, Any], name: str, form: re.Pattern[str], words: str, path: str = ""
    ) -> str:
        value = row.get(name)
        if not isinstance(value, str) or not form.fullmatch(value):
            self.fault(f"{path}.{name}".strip("."), f"{name} needs {words}, beginning with a letter.")
            return ""
        return value

    # Mappings and lists.

    def known(self, row: dict[str, Any], names: Iterable[str], before: str) -> None:
        for name in row:
            if name not in names:
                near = difflib.get_close_matches(name, list(names), 1)
                help_ = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}."
                self.fault(f"{before}{name}", f"{name[:60]} is not known here; {help_}")

    def mapping(self, path: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.fault(path, f"{_last(path)} needs names with values.")
            return {}
        return value

    def listed(self, path: str, most: int, value: Any = None) -> list[tuple[str, Any]]:
        value = self.data.get(path) if value is None else value
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(path, f"{_last(path)} needs a list.")
            return []
        if len(value) > most:
            self.fault(path, f"{_last(path)} has more than {most} entries.")
        return [(f"{path}.{name_of(entry, number)}", entry) for number, entry in enumerate(value[:most], 1)]

    def rows(self, path: str, most: int, value: Any = None) -> list[tuple[str, dict[str, Any]]]:
        return [(below, self.mapping(below, entry)) for below, entry in self.listed(path, most, value)]

    def entries(self, path: str, make: Any, most: int) -> Iterable[Any]:
        for below, row in self.rows(path, most):
            yield make(below, row)

    def hours(self) -> int:
        value = self.data.get("minimum_hours", 0)
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if "minimum_hours" in self.data and not (number and 0 < value <= 1000):
            self.fault("minimum_hours", "a number of hours above 0 and up to 1000 is expected.")
            return 0
        return round(value * 60)

    def reminders(self) -> tuple[int, ...]:
        rows = self.listed("reminders_days", 5)
        days = [self.number(path, value, 1, 365) for path, value in rows]
        if days != sorted(set(days)):
            self.fault("reminders_days", "each reminder comes after the one before it.")
        return tuple(days)

    def label(self, path: str, row: dict[str, Any]) -> Text:
        return self.text(path, {name: row.get(name) for name in LANGUAGES}, 600)


class _Check(_Values):
    """The rules of a profile, one method for each part."""

    def profile(self) -> Profile:
        data = self.data
        self.known(data, TOP, "")
        questions = tuple(self.entries("questions", self.question, 80))
        starts_on, ends_on = self.period()
        notes = {str(row.get("path")): self.note(path, row) for path, row in self.rows("unverified", 200)}
        made = Profile(
            key=self.pattern(data, "key", _SLUG, "small letters, digits and hyphens"),
            name=self.text("name", data.get("name"), 200),
            version="",
            statement=self.text("statement", data.get("statement"), 300),
            emblem=self.one_of("emblem", data.get("emblem") or "", EMBLEMS),
            minimum_minutes=self.hours(),
            questions=questions,
            indicators=tuple(self.indicators(questions)),
            exit=self.window("exit"),
            longer_term=self.window("longer_term", "percent"),
            longer_term_percent=self.percent(),
            reminders_days=self.reminders(),
            link_days=self.number("link_days", data.get("link_days", 60), 1, 730),
            retention_years=self.number("retention_years", data.get("retention_years", 5), 1, 50),
            publicity=tuple(self.entries("publicity", self.duty, 40)),
            unverified=tuple(notes),
            notes=notes,
            starts_on=starts_on,
            ends_on=ends_on,
            checks=tuple(self.plain(path, row) for path, row in self.listed("checks", 50)),
            export=self.export(),
            sources=tuple(self.plain(path, row) for path, row in self.listed("sources", 50)),
        )
        self.together(made)
        return made

    def together(self, made: Profile) -> None:
        """What single rules cannot say."""
        if made.questions and "minimum_hours" not in self.data:
            self.fault("questions", "minimum_hours is missing: from how many hours on is somebody asked?")
        for stage, window, name in (("exit", made.exit, "exit"), ("later", made.longer_term, "longer_term")):
            if made.asked(stage) and window is None:
                self.fault(
                    "questions", f"{name} is missing: when are the questions of the stage {stage} asked?"
                )
        codes = {one.code for one in made.indicators}
        for number, sum_ in enumerate(made.checks, 1):
            unknown = set(re.split(r"\s*[=+]\s*", sum_.strip())) - codes
            if not _SUM.fullmatch(sum_.strip()) or unknown:
                self.fault(f"checks.{number}", "a sum of indicators is expected, such as A = B + C.")
        there = set(paths(self.data))
        for path in made.unverified:
            if path not in there:
                self.fault(f"unverified.{path}", f"there is no rule at {path}.")
        if not self.faults and made.reminders_days and made.reminders_days[-1] >= made.link_days:
            self.fault("reminders_days", "the last reminder comes when the link has ended.")

    def period(self) -> tuple[date | None, date | None]:
        value = self.data.get("period")
        if value is None:
            return None, None
        row = self.mapping("period", value)
        self.known(row, ("starts_on", "ends_on"), "period.")
        start, end = self.day("period.starts_on", row), self.day("period.ends_on", row)
        if start and end and end < start:
            self.fault("period.ends_on", "the end lies before the beginning.")
        return start, end

    def percent(self) -> int:
        value = self.data.get("longer_term")
        percent = value.get("percent", 100) if isinstance(value, dict) else 100
        return self.number("longer_term.percent", percent, 1, 100)

    def export(self) -> Export | None:
        value = self.data.get("export")
        if value is None:
            return None
        row = self.mapping("export", value)
        self.known(row, ("columns", "language"), "export.")
        columns = self.listed("export.columns", 60, row.get("columns", []))
        for path, column in columns:
            if not isinstance(column, str) or column.partition(":")[0] not in EXPORTED:
                self.fault(path, f"{_short(column)} is no column; known are {', '.join(EXPORTED)}.")
        if not columns:
            self.fault("export.columns", "at least one column is expected.")
        language = self.one_of("export.language", row.get("language", "de"), LANGUAGES)
        return Export(tuple(str(column) for _path, column in columns), language)

    def window(self, name: str, *more: str) -> Window | None:
        value = self.data.get(name)
        if value is None:
            return None
        row = self.mapping(name, value)
        self.known(row, ("opens_days", "closes_days", *more), f"{name}.")
        opens = self.number(f"{name}.opens_days", row.get("opens_days"), 0, 3650)
        closes = self.number(f"{name}.closes_days", row.get("closes_days"), 1, 3650)
        if closes <= opens:
            self.fault(f"{name}.closes_days", "it closes before it opens.")
        return Window(opens, closes)

    def question(self, path: str, row: dict[str, Any]) -> Question:
        self.known(row, (
            "key", "stage", "part", "kind", "label", "hint", "why", "options", "bands", "required", "allows_no_answer",
        ), f"{path}.")  # fmt: skip
        made = Question(
            key=self.pattern(row, "key", _NAME, "small letters, digits and underscores", path),
            stage=self.one_of(f"{path}.stage", row.get("stage"), STAGES),
            part=self.number(f"{path}.part", row.get("part"), 1, 3),
            kind=self.one_of(f"{path}.kind", row.get("kind"), KINDS),
            label=self.text(f"{path}.label", row.get("label"), 300),
            why=self.text(f"{path}.why", row.get("why"), 600),
            hint=self.text(f"{path}.hint", row["hint"], 600) if "hint" in row else {},
            options=tuple(self.options(path, row)),
            bands=tuple(self.bands(path, row)),
            required=self.truth(f"{path}.required", row.get("required", True)),
            allows_no_answer=self.truth(f"{path}.allows_no_answer", row.get("allows_no_answer", False)),
        )
        if made.key in TABLES["participants"] or made.key in _WORDS:
            self.fault(f"{path}.key", f"{made.key} is a word of the formulas; please choose another.")
        if made.part == 1 and made.allows_no_answer:
            self.fault(f"{path}.allows_no_answer", 'part 1 completes the record and has no "no answer".')
        return made

    def options(self, path: str, row: dict[str, Any]) -> Iterable[Option]:
        if row.get("kind") not in ("choice", "choices"):
            if "options" in row:
                self.fault(f"{path}.options", "only choice and choices have options.")
            return
        rows = self.rows(f"{path}.options", 40, row.get("options"))
        if len(rows) < 2:
            self.fault(f"{path}.options", "at least two options are expected.")
        for below, option in rows:
            self.known(option, ("key", *LANGUAGES), f"{below}.")
            key = self.pattern(option, "key", _NAME, "small letters, digits and underscores", below)
            if key == NO_ANSWER:
                self.fault(below, "please write allows_no_answer: true instead of an option.")
            yield Option(key, self.label(below, option))

    def bands(self, path: str, row: dict[str, Any]) -> Iterable[Band]:
        if "bands" not in row:
            return
        if row.get("kind") != "year":
            self.fault(f"{path}.bands", "only a year has bands.")
        start: int | None = 0
        for below, band in self.rows(f"{path}.bands", 30, row["bands"]):
            self.known(band, ("key", *LANGUAGES, "from_age", "to_age"), f"{below}.")
            least = self.number(f"{below}.from_age", band.get("from_age"), 0, 130)
            most = self.number(f"{below}.to_age", band["to_age"], least, 130) if "to_age" in band else None
            if least != start:
                self.fault(below, "the bands begin at 0 and follow each other without gap or overlap.")
            start = None if most is None else most + 1
            key = self.pattern(band, "key", _NAME, "small letters, digits and underscores", below)
            yield Band(key, self.label(below, band), least, most)
        if start is not None:
            self.fault(f"{path}.bands", "the last band has no to_age.")

    def indicators(self, questions: tuple[Question, ...]) -> Iterable[Indicator]:
        names = names_with(questions)
        choices = {one.key for one in questions if one.kind == "choice" and one.stage == "entry"}
        years = {
            one.key for one in questions if one.kind == "year" and one.stage == "entry" and not one.bands
        }
        for path, row in self.rows("indicators", 200):
            self.known(row, ("code", "label", "definition", "kind", "formula", "breakdown"), f"{path}.")
            breakdown = str(row.get("breakdown", ""))
            if breakdown and breakdown not in choices:
                self.fault(
                    f"{path}.breakdown", f"there is no entry question with a choice called {breakdown}."
                )
            try:
                formula = parse(self.plain(f"{path}.formula", row.get("formula")), names)
            except BrokenFormula as error:
                self.fault(f"{path}.formula", f"the formula cannot be used: {error}")
                continue
            if ("participants", "age") in formula.columns and "birth_year" not in years:
                self.fault(
                    f"{path}.formula",
                    "age needs an entry question birth_year of the kind year, without bands.",
                )
            if breakdown and formula.tables != {"participants"}:
                self.fault(f"{path}.breakdown", "only a formula over participants can be broken down.")
            yield Indicator(
                code=self.pattern(row, "code", _CODE, "letters, digits, hyphens and underscores", path),
                label=self.text(f"{path}.label", row.get("label"), 300),
                definition=self.text(f"{path}.definition", row.get("definition"), 1500),
                kind=self.one_of(f"{path}.kind", row.get("kind"), INDICATOR_KINDS),
                formula=formula.text,
                parsed=formula,
                breakdown=breakdown,
            )

    def duty(self, path: str, row: dict[str, Any]) -> Duty:
        self.known(row, ("key", *LANGUAGES), f"{path}.")
        key = self.pattern(row, "key", _NAME, "small letters, digits and underscores", path)
        return Duty(key, self.label(path, row))

    def note(self, path: str, row: dict[str, Any]) -> Text:
        self.known(row, ("path", *LANGUAGES), f"{path}.")
        return self.label(path, row)


def _last(path: str) -> str:
    return path.rpartition(".")[2] or path


def _short(value: Any) -> str:
    return f"{value!s:.40}"
