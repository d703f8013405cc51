"""The ranking: the same data give the same order, whatever their order, their names, or how often they arrive."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kogge.plan.juries.ranking import Asked, Score, Vote, estimate, next_pairs, rank

FILES = [f"s{number}" for number in range(6)]
JURORS = ["ada", "bo", "cem"]
files = st.sampled_from(FILES)
votes = st.lists(
    st.tuples(st.sampled_from(JURORS), files, files).filter(lambda v: v[1] != v[2]).map(lambda v: Vote(*v)),
    max_size=14,
)
scores = st.dictionaries(st.tuples(st.sampled_from(JURORS), files), st.integers(0, 100), max_size=14).map(
    lambda found: [Score(juror, file, value) for (juror, file), value in found.items()]
)
quick = settings(max_examples=25, deadline=None)


@quick
@given(scores, votes, st.randoms(use_true_random=False))
def test_votes_in_any_order_and_twice_give_the_same_ranking(scores, votes, dice):
    """PL-09: the same order each run, to the last digit."""
    mixed, doubled = list(scores), [*votes, *votes[:5]]
    dice.shuffle(mixed)
    dice.shuffle(doubled)
    assert rank(mixed, doubled, submissions=reversed(FILES)) == rank(scores, votes, submissions=FILES)


@quick
@given(scores, votes, st.permutations(FILES), st.permutations(JURORS))
def test_names_decide_nothing(scores, votes, new_files, new_jurors):
    """Strength, interval and place of a file are the same under any other code."""
    file, juror = dict(zip(FILES, new_files, strict=True)), dict(zip(JURORS, new_jurors, strict=True))
    renamed = rank(
        [Score(juror[s.juror], file[s.submission], s.value) for s in scores],
        [Vote(juror[v.juror], file[v.better], file[v.worse]) for v in votes],
        submissions=FILES,
    )
    found = {row.submission: row for row in renamed.rows}
    for row in rank(scores, votes, submissions=FILES).rows:
        assert found[file[row.submission]] == row.__class__(
            **{**vars(row), "submission": file[row.submission]}
        )


@quick
@given(scores, votes)
def test_a_place_lies_in_its_interval_or_is_shared(scores, votes):
    """Places count from one without holes beyond ties; the interval is never empty."""
    rows = rank(scores, votes, submissions=FILES).rows
    assert [row.place for row in rows] == [1 + sum(o.strength > row.strength for o in rows) for row in rows]
    assert all(1 <= row.low <= row.high <= len(rows) for row in rows)


def world(jurors=8, count=20, per_juror=40):
    """A truth, and votes with noise."""
    dice = random.Random(7)
    quality = {f"s{number:02}": dice.gauss(0, 1) for number in range(count)}
    given = []
    for juror in range(jurors):
        for _vote in range(per_juror):
            one, other = dice.sample(sorted(quality), 2)
            surely = quality[one] - quality[other] + 0.5 * dice.gauss(0, 1) > 0
            if juror == 0:
                surely = dice.random() < 0.5
            given.append(Vote(f"j{juror}", one, other) if surely else Vote(f"j{juror}", other, one))
    return quality, given


def test_a_juror_who_picks_at_random_is_named_and_weighs_little():
    """C5: reliability is estimated; nobody is called unsteady for being in the minority once."""
    quality, given = world()
    found = rank([], given)
    assert [row.juror for row in found.jurors if "unsteady" in row.far] == ["j0"]
    alone = rank([], [vote for vote in given if vote.juror != "j0"])
    same = sum(a.submission == b.submission for a, b in zip(found.rows, alone.rows, strict=True))
    assert same >= 12
    assert found.rows[0].submission == max(quality, key=quality.get)


def test_intervals_hold_nine_in_ten_and_shrink_with_votes():
    """The true place lies in the interval about as often as it says."""
    quality, given = world()
    true = {name: 1 + sum(other > value for other in quality.values()) for name, value in quality.items()}
    rows = rank([], given).rows
    assert sum(row.low <= true[row.submission] <= row.high for row in rows) >= 17
    few = rank([], given[::10], submissions=quality).rows
    assert sum(row.high - row.low for row in few) > 2 * sum(row.high - row.low for row in rows)


def test_a_strict_juror_does_not_push_files_down():
    """The raw mean stands beside: it puts the file that only the mild jurors read first."""
    mild = [
        Score(juror, file, value)
        for juror in ("ada", "bo")
        for file, value in zip("abcd", (90, 70, 80, 60), strict=True)
    ]
    strict = [
        Score("cem", file, value) for file, value in zip("efabcd", (62, 40, 50, 30, 40, 20), strict=True)
    ]
    found = rank([*mild, *strict], [])
    rows = {row.submission: row for row in found.rows}
    assert rows["e"].raw_mean < rows["c"].raw_mean
    assert rows["e"].normalised > rows["c"].normalised
    assert rows["e"].place == 1
    assert {row.juror: row.bias < 0 for row in found.jurors} == {"ada": False, "bo": False, "cem": True}


def test_equal_files_share_a_place_until_the_rule_tells_them_apart():
    """PL-08: the tie rule was published; a lot falls the same each time."""
    scores = [Score("ada", "x", 50), Score("ada", "y", 50)]
    assert [(row.place, row.tied) for row in rank(scores, []).rows] == [(1, True), (1, True)]
    by_criterion = rank(scores, [], ties={"x": (3.0, 9.0), "y": (4.0, 1.0)})
    assert [(row.submission, row.place) for row in by_criterion.rows] == [("y", 1), ("x", 2)]
    drawn = [[row.submission for row in rank(scores, [], None, seed, lot=True).rows] for seed in "aabcdefgh"]
    assert drawn[0] == drawn[1]
    assert {tuple(order) for order in drawn} == {("x", "y"), ("y", "x")}


def test_the_audience_stands_beside_and_moves_nothing():
    scores = [Score("ada", "x", 80), Score("ada", "y", 50)]
    rows = rank(scores, [], {"y": 300, "z": 2}).rows
    assert [(row.submission, row.audience) for row in rows] == [("x", 0), ("z", 2), ("y", 300)]


def test_nothing_given_is_an_empty_ranking():
    assert rank([], []).rows == ()
    assert [(row.place, row.low, row.high) for row in rank([], [], submissions="ab").rows] == [
        (1, 1, 2),
        (1, 1, 2),
    ]


@quick
@given(votes, st.sampled_from(JURORS), st.lists(files, unique=True), st.integers(1, 12))
def test_a_juror_is_never_asked_twice_nor_for_a_hidden_file(votes, juror, read, count):
    """Pairs stay within what the juror may see; each is new; the same seed gives the same pairs."""
    beliefs, _habits = estimate([], votes, FILES)
    compared = {frozenset(v[1:]) for v in votes if v.juror == juror}
    asked = Asked(juror, FILES[:5], read, compared)
    pairs = next_pairs(beliefs, asked, count=count, seed="x")
    new = [frozenset(pair) for pair in pairs]
    assert len(set(new)) == len(new) == min(count, 10 - len([c for c in compared if c <= set(FILES[:5])]))
    assert not set(new) & compared
    assert not any("s5" in pair for pair in new)
    assert pairs == next_pairs(beliefs, asked, count=count, seed="x")


def test_late_questions_are_about_the_leaders():
    """At the end of a phase hardly anybody is asked about the last places."""
    _quality, given = world()
    beliefs, _habits = estimate([], given)
    order = [row.submission for row in rank([], given).rows]
    late = [
        name for juror in range(10)
        for pair in next_pairs(beliefs, Asked(f"new{juror}", order), count=2, done=1.0, seed="x") for name in pair
    ]  # fmt: skip
    assert sum(order.index(name) for name in late) / len(late) < 8
