"""Who has earned a certificate: compared with a naive recount."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..earning import Conditions, Presence, rounds, standing, standings

conditions = st.builds(Conditions, st.none() | st.integers(1, 6), st.integers(0, 600), st.booleans())
presences = st.lists(
    st.builds(Presence, st.integers(1, 6), st.integers(1, 8), st.integers(0, 240)), max_size=30
)
dates = st.lists(st.integers(1, 8), unique=True, max_size=6)


def test_three_of_four_earn_it_and_two_miss_one() -> None:
    """PR-07."""
    rule = Conditions(3, 0, False)
    came = [
        Presence(7, 1, 90),
        Presence(7, 2, 90),
        Presence(7, 4, 90),
        Presence(8, 3, 90),
        Presence(8, 1, 90),
    ]
    found = standings(rule, [1, 2, 3, 4], came)
    assert (found[7].earned, found[7].dates, found[7].minutes) == (True, (1, 2, 4), 270)
    assert (found[8].earned, found[8].dates, found[8].dates_missing) == (False, (1, 3), 1)


def test_each_condition_that_is_set_must_be_met() -> None:
    rule = Conditions(2, 300, True)
    assert standing(rule, {1: 200, 2: 100}, passed=True).earned
    late = standing(rule, {1: 200, 2: 60}, passed=False)
    assert (late.dates_missing, late.minutes_missing, late.assessment_missing) == (0, 40, True)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(conditions, dates, presences, st.sets(st.integers(1, 6)), st.randoms())
def test_evaluation_is_a_naive_recount_in_any_order(rule, asked, found, passed, random) -> None:
    """PR-07, I11: recounted by hand, whatever order and however often a presence is noted."""
    shuffled = [*found, *found]
    random.shuffle(shuffled)
    result = standings(rule, asked, shuffled, passed)
    for person in range(1, 7):
        best = {}
        for date in asked:
            times = [one.minutes for one in found if one.person == person and one.date == date]
            if times:
                best[date] = max(times)
        if not best:
            assert person not in result
            continue
        earned = sum(best.values()) >= rule.minutes
        earned = earned and (rule.required is None or len(best) >= rule.required)
        earned = earned and (not rule.assessment or person in passed)
        assert (result[person].earned, result[person].minutes) == (earned, sum(best.values()))


@given(dates, dates, presences)
def test_more_attendance_never_takes_a_certificate_away(asked, more, found) -> None:
    rule = Conditions(2, 120, False)
    before = standings(rule, asked, found)
    after = standings(rule, asked, [*found, *(Presence(1, date, 240) for date in more)])
    assert all(after[person].earned for person, one in before.items() if one.earned)


@given(st.lists(st.integers(), unique=True, max_size=20), st.none() | st.integers(1, 6))
def test_every_date_belongs_to_exactly_one_round(asked, out_of) -> None:
    found = rounds(asked, out_of)
    assert [date for one in found for date in one] == asked
    assert all(len(one) == out_of for one in found[:-1]) or out_of is None
