"""Which figures exclude each other, shown with made-up numbers."""

from dataclasses import dataclass, replace
from decimal import Decimal

from kogge.tell.yearbook import contradictions


@dataclass(frozen=True)
class Claim:
    subject: str = "event:fair"
    measure: str = "visitors"
    scope: str = ""
    period: str = "2031"
    comparator: str = "eq"
    value: Decimal = Decimal(1400)


FAIR = Claim()


def found(*claims):
    return [one.figures for one in contradictions.find(claims)]


def test_two_exact_numbers_for_the_same_thing_contradict():
    other = replace(FAIR, value=Decimal(2000))
    assert found(FAIR, other) == [(FAIR, other)]


def test_the_same_number_twice_does_not():
    assert found(FAIR, replace(FAIR, value=Decimal("1400.00"))) == []


def test_another_scope_period_measure_or_subject_is_another_thing():
    other = replace(FAIR, value=Decimal(2000))
    for field, value in {
        "scope": "first_day",
        "period": "2030",
        "measure": "days",
        "subject": "event:x",
    }.items():
        assert found(FAIR, replace(other, **{field: value})) == []


def test_an_exact_number_at_or_below_a_lower_bound_contradicts():
    bound = replace(FAIR, comparator="gt", value=Decimal(1400))
    assert found(FAIR, bound) == [(FAIR, bound)]
    assert found(replace(FAIR, value=Decimal(1401)), bound) == []


def test_approximate_numbers_never_contradict():
    assert found(FAIR, replace(FAIR, comparator="approx", value=Decimal(3000))) == []
