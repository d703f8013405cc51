"""How well juries rank: our comparisons against Crowd-BT as Gavel runs it, an oracle, and raw means of scores.

    ./kogge bench jury_ranking [--replicates 150] [--processes 2]

A replicate is a competition whose truth is known: 50 projects of normal quality, 20 judges with 12 visits each,
so 11 comparisons of neighbours in a judge's round. A judge's noise is log-normal (median 0.95 of the spread of
the qualities, sigma 0.5); one judge in ten picks at random. Judges also give scores from 1 to 10 on as many
visits, mild or strict and with a spread of their own. All methods see the same projects and judges with the same
noise. Neither the choice of pairs nor the estimate sees anything but votes; the oracle is our own estimate told
each judge's true noise, so it bounds what these votes can give.
"""

import argparse
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, sqrt
from multiprocessing import Pool
from statistics import mean, stdev
from typing import NamedTuple

from bench.crowd_bt import CrowdBT
from bench.harness import Result, report
from kogge.plan.juries.ranking import Asked, Beliefs, Score, Vote, next_pairs, rank, share_done
from kogge.plan.juries.ranking.comparisons import believe

PROJECTS, JUDGES, VISITS, WINNERS = 50, 20, 12, 3
NOISE_MEDIAN, NOISE_SIGMA, RANDOM_JUDGES = 0.95, 0.5, 0.1
NAMES = [f"p{number:02}" for number in range(PROJECTS)]
ALL_JUDGES = [f"j{number:02}" for number in range(JUDGES)]


class Measures(NamedTuple):
    """What is asked of an order: Kendall tau, winner found, quality lost in the three winners, share of the best
    five."""

    tau: float
    winner: float
    loss: float
    five: float


@dataclass(frozen=True)
class World:
    """One competition with its truth. The same judge answers the same question in the same way, whoever asks."""

    seed: int
    quality: Mapping[str, float]
    noise: Mapping[str, float]
    habit: Mapping[str, tuple[float, float]]

    @classmethod
    def of(cls, seed: int) -> "World":
        dice = random.Random(f"world {seed}")
        quality = {name: dice.gauss(0, 1) for name in NAMES}
        noise = {
            judge: inf
            if dice.random() < RANDOM_JUDGES
            else NOISE_MEDIAN * exp(NOISE_SIGMA * dice.gauss(0, 1))
            for judge in ALL_JUDGES
        }
        habit = {judge: (dice.gauss(0, 1), exp(0.3 * dice.gauss(0, 1))) for judge in ALL_JUDGES}
        return cls(seed, quality, noise, habit)

    def vote(self, judge: str, one: str, other: str) -> Vote:
        """What the judge says of the two."""
        first, second = sorted((one, other))
        dice = random.Random(f"vote {self.seed} {judge} {first} {second}")
        if self.noise[judge] == inf:
            wins = dice.random() < 0.5
        else:
            wins = self.quality[first] - self.quality[second] + self.noise[judge] * dice.gauss(0, 1) > 0
        return Vote(judge, first, second) if wins else Vote(judge, second, first)

    def score(self, judge: str, project: str) -> Score:
        """What the judge gives the project, from 1 to 10."""
        dice = random.Random(f"score {self.seed} {judge} {project}")
        size = self.noise[judge]
        seen = dice.gauss(0, 1.3) if size == inf else self.quality[project] + size * dice.gauss(0, 1)
        mild, spread = self.habit[judge]
        return Score(judge, project, min(10, max(1, round(5.5 + mild + 1.5 * spread * seen))))

    def measures(self, strength: Mapping[str, float]) -> Measures:
        """How near an order comes to the truth."""
        concordant = sum(
            1 if (strength[a] - strength[b]) * (self.quality[a] - self.quality[b]) > 0 else -1
            for at, a in enumerate(NAMES) for b in NAMES[:at]
        )  # fmt: skip
        found = sorted(NAMES, key=lambda name: (-strength[name], name))
        true = sorted(NAMES, key=lambda name: -self.quality[name])
        best, chosen = (mean(self.quality[name] for name in order[:WINNERS]) for order in (true, found))
        return Measures(
            concordant / (PROJECTS * (PROJECTS - 1) / 2), float(found[0] == true[0]), best - chosen,
            len(set(found[:5]) & set(true[:5])) / 5,
        )  # fmt: skip


def rounds_of(seed: int, method: str) -> list[str]:
    """Who visits next, the same crowd for each method: everybody once per round, in a new order each time."""
    dice = random.Random(f"rounds {seed} {method}")
    return [judge for _visit in range(VISITS) for judge in dice.sample(ALL_JUDGES, JUDGES)]


def with_crowd_bt(world: World) -> tuple[Mapping[str, float], list[Vote], list[tuple[str, str]]]:
    """Gavel's way: its choice of the next project, its online estimate. Returns that, the votes and the visits."""
    crowd = CrowdBT(NAMES, ALL_JUDGES, random.Random(f"crowd {world.seed}"))
    votes, visits = [], []
    at: dict[str, str] = {}
    for judge in rounds_of(world.seed, "crowd"):
        project = crowd.next_for(judge)
        if judge in at:
            votes.append(world.vote(judge, at[judge], project))
            crowd.learn(votes[-1])
        at[judge] = project
        visits.append((judge, project))
    return crowd.estimate(), votes, visits


def with_our_pairs(world: World) -> list[Vote]:
    """Our way: each judge is asked what teaches most, from all votes given until then."""
    votes: list[Vote] = []
    read: dict[str, list[str]] = {judge: [] for judge in ALL_JUDGES}
    beliefs: Beliefs = believe(NAMES, [])
    for judge in rounds_of(world.seed, "ours")[JUDGES:]:
        asked = Asked(judge, NAMES, read[judge], {frozenset(v[1:]) for v in votes if v.juror == judge})
        done = share_done(len(votes), PROJECTS)
        one, other = next_pairs(beliefs, asked, winners=WINNERS, done=done, seed=str(world.seed))[0]
        read[judge] += [name for name in (one, other) if name not in read[judge]]
        votes.append(world.vote(judge, one, other))
        beliefs = believe(NAMES, votes, before=beliefs, rounds=3)
    assert all(len(files) == VISITS for files in read.values())
    return votes


def by_scores(scores: Sequence[Score]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Raw means, and means after each judge's scores were brought to mean 0 and spread 1."""
    own = {judge: [score.value for score in scores if score.juror == judge] for judge in ALL_JUDGES}
    scale = {j: (mean(values), max(stdev(values), 0.5)) for j, values in own.items()}
    raw, fair = {}, {}
    for name in NAMES:
        given = [score for score in scores if score.submission == name]
        raw[name] = mean(score.value for score in given) if given else -inf
        fair[name] = (
            mean((score.value - scale[score.juror][0]) / scale[score.juror][1] for score in given)
            if given else -inf
        )  # fmt: skip
    return raw, fair


def replicate(seed: int) -> dict[str, Measures]:
    """All methods on one competition."""
    world = World.of(seed)
    online, their_pairs, visits = with_crowd_bt(world)
    our_pairs = with_our_pairs(world)
    scores = [world.score(judge, project) for judge, project in visits]
    raw, fair = by_scores(scores)

    def of(pairs: Sequence[Vote], given: Sequence[Score] = ()) -> dict[str, float]:
        return {row.submission: row.strength for row in rank(given, pairs, submissions=NAMES).rows}

    orders = {
        "Crowd-BT, online (Gavel)": online,
        "its pairs, our estimate": of(their_pairs),
        "our pairs and estimate": of(our_pairs),
        "oracle on our pairs": believe(NAMES, our_pairs, known=world.noise).mean,
        "oracle on its pairs": believe(NAMES, their_pairs, known=world.noise).mean,
        "scores, raw mean": raw,
        "scores, z per judge": fair,
        "scores, our estimate": of((), scores),
    }
    return {name: world.measures(strength) for name, strength in orders.items()}


def table(rows: Sequence[Mapping[str, Measures]]) -> None:
    """All methods for people, with the standard error of tau."""
    print(f"{'method (same number of visits)':32} tau            winner  loss of 3  best five")
    for name in rows[0]:
        taus, winner, loss, five = zip(*(row[name] for row in rows), strict=True)
        error = stdev(taus) / sqrt(len(taus))
        print(
            f"{name:32} {mean(taus):.3f} ± {error:.3f}  {mean(winner):5.0%}   {mean(loss):.3f}      {mean(five):.1%}"
        )


def results(rows: Sequence[Mapping[str, Measures]]) -> list[Result]:
    """The goals, from the same replicates on both sides."""

    def of(name: str, what: str) -> float:
        return mean(getattr(row[name], what) for row in rows)

    def claim(what: str, ours: str, theirs: str, measure: str, goal: str, *, met: bool) -> Result:
        value, reference = of(ours, measure), of(theirs, measure)
        ratio = round(value / reference, 3) if reference else None
        return Result(
            "jury_ranking",
            what,
            round(value, 4),
            measure,
            goal,
            met,
            theirs,
            round(reference, 4),
            ratio,
            len(rows),
        )

    ours, gavel, oracle, raw = (
        "our pairs and estimate", "Crowd-BT, online (Gavel)", "oracle on our pairs", "scores, raw mean"
    )  # fmt: skip
    tau, best = of(ours, "tau"), of(oracle, "tau")
    gain = tau - of(gavel, "tau")
    loss, win = of(ours, "loss") / of(gavel, "loss"), of(ours, "winner") / max(of(gavel, "winner"), 1e-9)
    return [
        claim("order, of what votes can give", ours, oracle, "tau", "at least 0.96 of it", met=tau / best >= 0.96),
        claim("order, against Gavel", ours, gavel, "tau", "at least 0.015 above", met=gain >= 0.015),
        claim("quality lost in three winners", ours, gavel, "loss", "at most 0.75 of it", met=loss <= 0.75),
        claim("true winner found", ours, gavel, "winner", "at least 1.3 of it", met=win >= 1.3),
        claim("Gavel's own pairs, estimated by us", "its pairs, our estimate", gavel, "tau", "above it",
              met=of("its pairs, our estimate", "tau") > of(gavel, "tau")),
        claim("raw means are the worse choice", raw, ours, "tau", "below ours", met=of(raw, "tau") < tau),
        claim("normalised scores, against raw means", "scores, our estimate", raw, "tau", "above them",
              met=of("scores, our estimate", "tau") > of(raw, "tau")),
    ]  # fmt: skip


def measure(replicates: int = 150, processes: int = 2, first: int = 0) -> list[Result]:
    """Run the replicates and print the table."""
    begun = time.monotonic()
    with Pool(processes) as pool:
        rows = pool.map(replicate, range(first, first + replicates), chunksize=1)
    table(rows)
    print(f"{replicates} paired replicates in {time.monotonic() - begun:.0f} s")
    return results(rows)


def main(arguments: Sequence[str]) -> int:
    """Read the options, measure, report."""
    options = argparse.ArgumentParser(description="How well juries rank")
    options.add_argument("--replicates", type=int, default=150)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--first", type=int, default=0, help="number of the first competition")
    given = options.parse_args(arguments)
    return report(measure(given.replicates, given.processes, given.first))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
