"""Crowd-BT, the reference for rankings by comparison, written from its paper.

Chen, Bennett, Collins-Thompson, Horvitz: Pairwise Ranking Aggregation in a Crowdsourced Setting, WSDM 2013: the online
update by moment matching (section 4, equations for mu, sigma, alpha, beta), the choice by expected information
gain, and epsilon-greedy exploration. Constants as Gavel uses it for hackathons: each judge compares the project
with the one visited before, epsilon 0.25, projects seen fewer than five times come first, prior Beta(10, 1).
"""

import random
from collections.abc import Mapping, Sequence
from math import exp, lgamma, log, sqrt

from kogge.plan.juries.ranking import Vote

EPSILON, LEAST_VIEWS, WEIGHT_OF_JUDGE, LEAST_VARIANCE = 0.25, 5, 0.1, 1e-4


class CrowdBT:
    """The state of an online estimate."""

    def __init__(self, projects: Sequence[str], judges: Sequence[str], dice: random.Random) -> None:
        self.dice, self.projects = dice, projects
        self.skill = dict.fromkeys(projects, (0.0, 1.0))
        self.trust = dict.fromkeys(judges, (10.0, 1.0))
        self.views = dict.fromkeys(projects, 0)
        self.seen: dict[str, list[str]] = {judge: [] for judge in judges}

    def estimate(self) -> Mapping[str, float]:
        """The mean of each project now."""
        return {name: mean for name, (mean, _variance) in self.skill.items()}

    def next_for(self, judge: str) -> str:
        """The project this judge visits next."""
        left = [name for name in self.projects if name not in self.seen[judge]]
        few = [name for name in left if self.views[name] < LEAST_VIEWS]
        choice = few or left
        self.dice.shuffle(choice)
        if not self.seen[judge] or self.dice.random() < EPSILON:
            found = choice[0]
        else:
            last = self.seen[judge][-1]
            found = max(choice, key=lambda name: self._gain(judge, last, name))
        self.seen[judge].append(found)
        self.views[found] += 1
        return found

    def learn(self, vote: Vote) -> None:
        """One comparison."""
        trust, better, worse, _chance = updated(
            self.trust[vote.juror], self.skill[vote.better], self.skill[vote.worse]
        )
        self.trust[vote.juror], self.skill[vote.better], self.skill[vote.worse] = trust, better, worse

    def _gain(self, judge: str, one: str, other: str) -> float:
        """Expected information gain of comparing the two."""
        total = 0.0
        for better, worse in ((one, other), (other, one)):
            trust, up, down, chance = updated(self.trust[judge], self.skill[better], self.skill[worse])
            learned = _normal_gain(up, self.skill[better]) + _normal_gain(down, self.skill[worse])
            total += chance * (learned + WEIGHT_OF_JUDGE * _beta_gain(trust, self.trust[judge]))
        return total


Pair = tuple[float, float]


def updated(trust: Pair, better: Pair, worse: Pair) -> tuple[Pair, Pair, Pair, float]:
    """Trust in the judge and both skills after a vote, and how likely that vote was."""
    (a, b), (mean_b, var_b), (mean_w, var_w) = trust, better, worse
    e_b, e_w = exp(mean_b), exp(mean_w)
    both = e_b + e_w
    right = e_b / both + 0.5 * (var_b + var_w) * e_b * e_w * (e_w - e_b) / both**3
    wrong = 1 - right
    chance = (right * a + wrong * b) / (a + b)
    first = (right * (a + 1) * a + wrong * a * b) / (chance * (a + b + 1) * (a + b))
    second = (right * (a + 2) * (a + 1) * a + wrong * (a + 1) * a * b) / (
        chance * (a + b + 2) * (a + b + 1) * (a + b)
    )
    spread = second - first * first
    share = (first - second) / spread
    slope = a * e_b / (a * e_b + b * e_w) - e_b / both
    bend = a * e_b * b * e_w / (a * e_b + b * e_w) ** 2 - e_b * e_w / both**2
    return (
        (share * first, share * (1 - first)),
        (mean_b + var_b * slope, var_b * max(1 + var_b * bend, LEAST_VARIANCE)),
        (mean_w - var_w * slope, var_w * max(1 + var_w * bend, LEAST_VARIANCE)),
        chance,
    )


def _normal_gain(new: Pair, old: Pair) -> float:
    """Kullback-Leibler divergence of two normal distributions."""
    return log(sqrt(old[1] / new[1])) + (new[1] + (new[0] - old[0]) ** 2) / (2 * old[1]) - 0.5


def _beta_gain(new: Pair, old: Pair) -> float:
    """Kullback-Leibler divergence of two beta distributions."""
    return (
        _log_beta(*old) - _log_beta(*new)
        + (new[0] - old[0]) * _digamma(new[0]) + (new[1] - old[1]) * _digamma(new[1])
        + (sum(old) - sum(new)) * _digamma(sum(new))
    )  # fmt: skip


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _digamma(x: float) -> float:
    """By recurrence up to 6, then the asymptotic series."""
    below = 0.0
    while x < 6:
        below -= 1 / x
        x += 1
    f = 1 / (x * x)
    return below + log(x) - 0.5 / x - f * (1 / 12 - f * (1 / 120 - f / 252))
