"""Pure: the small language in which a profile says how an indicator is computed.

    formula   = term  { ("+" | "-") term }
    term      = factor { ("*" | "/") factor }
    factor    = number | "(" formula ")" | "-" factor
              | "count" "(" table [ "where" test ] ")"
              | ("sum" | "distinct") "(" table "." column [ "where" test ] ")"
    test      = both { "or" both }
    both      = single { "and" single }
    single    = "not" single | "(" test ")" | column comparison
    comparison = ("=" | "!=" | "<" | "<=" | ">" | ">=") value
              | "in" "(" value { "," value } ")" | "contains" text
    value     = number | text

A formula sees the tables it is given, which hold one operation and one period, and nothing else. Nothing is evaluated
as Python; length and depth are bounded. A missing value fails every comparison.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

MOST_CHARACTERS = 1000
MOST_DEPTH = 20
_TOKEN = re.compile(
    r'\s*(?:(?P<number>\d{1,12}(?:\.\d{1,6})?)(?![\w.])|(?P<text>"[^"\n]{0,200}")|(?P<word>[A-Za-z_]\w{0,59})'
    r"|(?P<sign><=|>=|!=|[-+*/().,=<>]))",
    re.ASCII,
)
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_SIGNS = {
    "number": ("=", "!=", "in", "<", "<=", ">", ">="), "text": ("=", "!=", "in"), "choice": ("=", "!=", "in"),
    "choices": ("contains",),
}  # fmt: skip

Number = int | Fraction
Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
Names = Mapping[str, Mapping[str, "Column"]]
Test = Callable[[Row], bool]
Operation = Callable[[Any, Any], Any]
Amount = Callable[[Tables], Number]


class BrokenFormula(ValueError):  # noqa: N818  it names a formula
    """A formula that cannot be used; the message says why and where."""


class NotComputable(ArithmeticError):  # noqa: N818  a state of the data, not a mistake of the program
    """A value that these records do not give: something is divided by zero."""


@dataclass(frozen=True)
class Column:
    """What a column holds: "number", "text", "choice" (one of `values`) or "choices" (some of them)."""

    kind: str
    values: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Formula:
    """A formula that was read: what it looks at, and whether its values for parts add up to that of the whole."""

    text: str
    tables: frozenset[str]
    columns: frozenset[tuple[str, str]]
    adds_up: bool
    amount: Amount

    @property
    def fields(self) -> frozenset[str]:
        """The columns of participants it reads."""
        return frozenset(column for table, column in self.columns if table == "participants")

    def evaluate(self, tables: Tables) -> Number:
        """The value for one operation and period. Raises NotComputable."""
        value = self.amount(tables)
        return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def parse(text: str, names: Names) -> Formula:
    """Read a formula over these tables and columns. Raises BrokenFormula."""
    if len(text) > MOST_CHARACTERS:
        raise BrokenFormula(f"the formula has more than {MOST_CHARACTERS} characters.")
    reader = _Reader(_tokens(text), names)
    amount = reader.sum()
    reader.end()
    return Formula(text, frozenset(reader.tables), frozenset(reader.columns), reader.adds_up, amount)


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise BrokenFormula(f"{text[at:].split()[0][:20]!r} is not understood.")
        found.append((str(match.lastgroup), match.group(str(match.lastgroup))))
        at = match.end()
    return found


class _Reader:
    """Reads tokens from left to right, one method for each line of the grammar."""

    def __init__(self, tokens: list[tuple[str, str]], names: Names) -> None:
        self.tokens = tokens
        self.names = names
        self.at = 0
        self.depth = 0
        self.tables: set[str] = set()
        self.columns: set[tuple[str, str]] = set()
        self.adds_up = True  # until a product, a bare number or distinct is met

    def sum(self) -> Amount:
        parts: list[tuple[Operation, Amount]] = [(operator.add, self.product())]
        while (sign := self.take("+", "-")) is not None:
            parts.append((operator.add if sign == "+" else operator.sub, self.product()))
        return lambda tables: reduce(lambda so_far, part: part[0](so_far, part[1](tables)), parts, 0)

    def product(self) -> Amount:
        parts: list[tuple[Operation, Amount]] = [(operator.mul, self.factor())]
        while (sign := self.take("*", "/")) is not None:
            self.adds_up = False
            start = self.at
            right = self.factor()
            plain = all(kind != "word" for kind, _word in self.tokens[start : self.at])
            if sign == "/" and plain and right({}) == 0:
                raise BrokenFormula("it divides by zero.")
            parts.append((operator.mul if sign == "*" else _divide, right))
        return lambda tables: reduce(lambda so_far, part: part[0](so_far, part[1](tables)), parts, 1)

    def factor(self) -> Amount:
        self.deeper()
        kind, word = self.next()
        if kind == "number":
            value = _number(word)
            self.adds_up = False
            made: Amount = lambda tables: value  # noqa: E731
        elif word == "(":
            made = self.sum()
            self.need(")")
        elif word == "-":
            inner = self.factor()
            made = lambda tables: -inner(tables)  # noqa: E731
        elif word in {"count", "sum", "distinct"}:
            made = self.aggregate(word)
        else:
            raise BrokenFormula(f"a number, count, sum or distinct is expected instead of {_shown(word)}.")
        self.depth -= 1
        return made

    def aggregate(self, what: str) -> Amount:
        self.adds_up = self.adds_up and what != "distinct"
        self.need("(")
        table = self.table()
        column = ""
        if what != "count":
            self.need(".")
            column = self.column(table)
            if what == "sum" and self.names[table][column].kind != "number":
                raise BrokenFormula(f"{column} is no number and cannot be added up.")
        test = self.test(table) if self.take("where") is not None else _everything
        self.need(")")
        return _AGGREGATES[what](table, column, test)

    def test(self, table: str) -> Test:
        parts = [self.both(table)]
        while self.take("or") is not None:
            parts.append(self.both(table))
        return lambda row: any(part(row) for part in parts)

    def both(self, table: str) -> Test:
        parts = [self.single(table)]
        while self.take("and") is not None:
            parts.append(self.single(table))
        return lambda row: all(part(row) for part in parts)

    def single(self, table: str) -> Test:
        self.deeper()
        if self.take("not") is not None:
            inner = self.single(table)
            made: Test = lambda row: not inner(row)  # noqa: E731
        elif self.take("(") is not None:
            made = self.test(table)
            self.need(")")
        else:
            made = self.comparison(table)
        self.depth -= 1
        return made

    def comparison(self, table: str) -> Test:
        name = self.column(table)
        column = self.names[table][name]
        allowed = _SIGNS[column.kind]
        sign = self.take(*allowed)
        if sign is None:
            raise BrokenFormula(f"after {name} one of {' '.join(allowed)} is expected.")
        if sign == "in":
            self.need("(")
            values = [self.value(name, column)]
            while self.take(",") is not None:
                values.append(self.value(name, column))
            self.need(")")
            return lambda row: row.get(name) in values
        wanted = self.value(name, column)
        if sign in _ORDER:
            return lambda row: _ordered(_ORDER[sign], row.get(name), wanted)
        if sign == "contains":
            return lambda row: wanted in tuple(row.get(name) or ())
        if sign == "=":
            return lambda row: bool(row.get(name) == wanted)
        return lambda row: row.get(name) is not None and bool(row.get(name) != wanted)

    def table(self) -> str:
        kind, word = self.next()
        if kind != "word" or word not in self.names:
            raise BrokenFormula(
                f"there is no table {_shown(word)}; a formula reads only its own operation: {', '.join(self.names)}."
            )
        self.tables.add(word)
        return word

    def column(self, table: str) -> str:
        kind, word = self.next()
        if kind != "word" or word not in self.names[table]:
            raise BrokenFormula(
                f"{table} has no column or question {_shown(word)}; it has {', '.join(self.names[table])}."
            )
        self.columns.add((table, word))
        return word

    def value(self, name: str, column: Column) -> Number | str:
        kind, word = self.next()
        if column.kind == "number":
            if kind == "number":
                return _number(word)
            raise BrokenFormula(f"{name} is compared with a number, not with {_shown(word)}.")
        if kind != "text":
            raise BrokenFormula(
                f"{name} is compared with a text in quotation marks, not with {_shown(word)}."
            )
        if column.values and word[1:-1] not in column.values:
            answers = ", ".join(sorted(column.values))
            raise BrokenFormula(f"{name} never is {_shown(word)}; its answers are {answers}.")
        return word[1:-1]

    def take(self, *words: str) -> str | None:
        """The next token if it is one of these signs or words."""
        if self.at < len(self.tokens) and self.tokens[self.at][0] in {"word", "sign"}:
            word = self.tokens[self.at][1]
            if word in words:
                self.at += 1
                return word
        return None

    def need(self, sign: str) -> None:
        if self.take(sign) is None:
            there = self.tokens[self.at][1] if self.at < len(self.tokens) else ""
            raise BrokenFormula(
                f"{sign} is expected {'instead of ' + _shown(there) if there else 'at the end'}."
            )

    def next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise BrokenFormula("the formula ends too early.")
        self.at += 1
        return self.tokens[self.at - 1]

    def end(self) -> None:
        if self.at < len(self.tokens):
            raise BrokenFormula(f"{_shown(self.tokens[self.at][1])} is too much.")

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise BrokenFormula(f"it is nested more than {MOST_DEPTH} times.")


def _count(table: str, column: str, test: Test) -> Amount:
    return lambda tables: sum(1 for row in tables.get(table, ()) if test(row))


def _sum(table: str, column: str, test: Test) -> Amount:
    return lambda tables: sum((row.get(column) or 0) for row in tables.get(table, ()) if test(row))


def _distinct(table: str, column: str, test: Test) -> Amount:
    def amount(tables: Tables) -> int:
        found = {row.get(column) for row in tables.get(table, ()) if test(row)}
        return len(found - {None, ""})

    return amount


_AGGREGATES: dict[str, Callable[[str, str, Test], Amount]] = {
    "count": _count, "sum": _sum, "distinct": _distinct,
}  # fmt: skip


def _divide(left: Number, right: Number) -> Number:
    if right == 0:
        raise NotComputable("This cannot be computed: the number it is divided by is zero.")
    return Fraction(left) / Fraction(right)


def _ordered(act: Callable[[Any, Any], bool], value: Any, wanted: Any) -> bool:
    return isinstance(value, int | Fraction) and act(value, wanted)


def _number(word: str) -> Number:
    value = Fraction(word)
    return int(value) if value.denominator == 1 else value


def _everything(row: Row) -> bool:
    return True


def _shown(word: str) -> str:
    return f'"{word.strip(chr(34))[:40]}"'
