"""The language of indicators: what it computes, and what it refuses with a sentence."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..formulas import BrokenFormula, Column, NotComputable, parse

NAMES = {
    "participants": {
        "code": Column("text"), "age": Column("number"), "minutes": Column("number"),
        "employment": Column("choice", frozenset({"employed", "unemployed", "inactive"})),
        "topics": Column("choices", frozenset({"ai", "web"})),
    },
    "events": {"minutes": Column("number"), "format": Column("text")},
}  # fmt: skip
TABLES = {
    "participants": [
        {"code": "a", "age": 17, "employment": "inactive", "minutes": 500, "topics": ("ai", "web")},
        {"code": "b", "age": 29, "employment": "unemployed", "minutes": 480, "topics": ("web",)},
        {"code": "c", "age": None, "employment": "employed", "minutes": 600, "topics": None},
    ],
    "events": [{"minutes": 90, "format": "workshop"}, {"minutes": 45, "format": "workshop"}],
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count(participants)", 3),
        ('count(participants where employment = "unemployed" and age < 30)', 1),
        ('count(participants where employment != "employed")', 2),
        ('count(participants where not employment in ("employed", "inactive"))', 1),
        ("count(participants where age >= 18 or age < 18)", 2),
        ('count(participants where topics contains "ai")', 1),
        ("sum(events.minutes) / 60", Fraction(9, 4)),
        ("distinct(events.format)", 1),
        ("-(2 + 3) * 2 + 1.5", Fraction(-17, 2)),
        ("sum(participants.minutes where age > 100)", 0),
        ("10 - 2 - 3", 5),
        ("12 / 2 / 3", 2),
    ],
)
def test_a_formula_computes_exactly(text: str, value: int | Fraction) -> None:
    assert parse(text, NAMES).evaluate(TABLES) == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("count(operations)", "there is no table"),
        (
            'count(participants where operation = "other")',
            'participants has no column or question "operation"',
        ),
        ('count(participants of operation "other")', ") is expected"),
        ('count(participants where employment = "rich")', 'employment never is "rich"'),
        ("count(participants where employment < 3)", "after employment one of = != in is expected"),
        ('count(participants where age = "old")', "age is compared with a number"),
        ("sum(participants.code)", "code is no number"),
        ("1 / 0", "it divides by zero"),
        ("count(participants) / (2 - 2)", "it divides by zero"),
        ("count(participants", ") is expected at the end"),
        ("count(participants) count", "is too much"),
        ("", "ends too early"),
        ("__import__('os')", "is not understood"),
        ("exec(participants)", "a number, count, sum or distinct is expected"),
        ("(" * 60 + "1" + ")" * 60, "nested more than 20 times"),
        ("1 + " * 400 + "1", "more than 1000 characters"),
        ("count(participants where " + "not " * 40 + "age < 3)", "nested more than 20 times"),
        ("9" * 30, "is not understood"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BrokenFormula) as error:
        parse(text, NAMES)
    assert sentence in str(error.value)


def test_a_division_by_what_is_not_there_is_a_sentence_and_no_number() -> None:
    formula = parse("count(participants) / count(events)", NAMES)
    assert formula.evaluate(TABLES) == Fraction(3, 2)
    with pytest.raises(NotComputable, match="divided by is zero"):
        formula.evaluate({"participants": TABLES["participants"]})


def test_a_formula_says_what_it_reads_and_whether_parts_add_up() -> None:
    counted = parse('count(participants where employment = "employed")', NAMES)
    assert (counted.tables, counted.fields, counted.adds_up) == ({"participants"}, {"employment"}, True)
    assert not parse("sum(events.minutes) / 60", NAMES).adds_up
    assert not parse("distinct(events.format)", NAMES).adds_up


@given(st.text(max_size=80) | st.text('()+-*/.,=<>" 019abcountwhereparticipants', max_size=80))
def test_any_text_is_read_or_refused_but_never_breaks(text: str) -> None:
    try:
        formula = parse(text, NAMES)
    except BrokenFormula:
        return
    with suppress(NotComputable):
        assert isinstance(formula.evaluate(TABLES), int | Fraction)


rows = st.lists(
    st.fixed_dictionaries(
        {
            "age": st.none() | st.integers(0, 99),
            "employment": st.none() | st.sampled_from(["employed", "unemployed", "inactive"]),
            "minutes": st.integers(0, 999),
        }
    )
)


@given(rows)
def test_parts_add_up_to_the_whole_and_equal_a_naive_count(found: list[dict[str, object]]) -> None:
    tables = {"participants": found}
    young = parse("count(participants where age < 30)", NAMES).evaluate(tables)
    old = parse("count(participants where age >= 30)", NAMES).evaluate(tables)
    assert young == sum(1 for row in found if row["age"] is not None and row["age"] < 30)
    assert young + old == sum(1 for row in found if row["age"] is not None)
