"""What pairs say of each quality and of each juror: Bayesian paired comparison with learned reliability, in plain
Python.

Model: quality ~ N(0, 1). A juror compares two qualities through Gaussian noise of an unknown size, or picks at
random; which of a few sizes (NOISE) it is, is learned beside the qualities, so that an unsteady juror weighs
less. Inference is expectation propagation with one Gaussian per submission (Minka 2001; for comparisons Herbrich,
Minka and Graepel 2007, "TrueSkill"): every vote becomes a message to its two submissions and one to its juror,
until nothing changes.

All messages of a round come from the round before and are added with `fsum`, so that neither the order of the
votes nor the names of jurors and submissions can change a digit.
"""

from collections.abc import Collection, Iterable, Mapping
from math import erfc, exp, fsum, inf, log, pi, sqrt

from .records import Beliefs, Message, Vote

NOISE = (0.5, 1.0, 2.0, inf)  # relative to the spread of the qualities; the last one picks at random
PRIOR = (0.35, 0.35, 0.18, 0.12)
ROUNDS, DAMPING, SETTLED = 30, 0.7, 2e-3
_NOTHING = Message(0.0, 0.0, 0.0, 0.0, (1.0,) * len(NOISE))
_Sums = tuple[Mapping[str, float], Mapping[str, float]]
_ROOT_2, _ROOT_2PI = sqrt(2), sqrt(2 * pi)


def believe(
    submissions: Iterable[str],
    votes: Collection[Vote],
    readings: Mapping[str, tuple[float, float]] | None = None,
    *,
    known: Mapping[str, float] | None = None,
    before: Beliefs | None = None,
    rounds: int = ROUNDS,
) -> Beliefs:
    """The beliefs after all votes; a vote given twice counts once.

    `readings` are precision and shift (precision times mean) that scores add. `known` says each juror's noise
    where it is known (only a simulation knows it). `before` are beliefs of a moment ago to start from, which only
    saves time.
    """
    start = dict.fromkeys(submissions, (1.0, 0.0))
    for name, (precision, shift) in (readings or {}).items():
        start[name] = (1.0 + precision, shift)
    kept = before.messages if before else {}
    sent = {vote: kept.get(vote, _NOTHING) for vote in votes}
    sizes = {vote.juror: NOISE if known is None else (known[vote.juror],) for vote in sent}
    precisions, shifts, weights = _gathered(sent, start, fixed=known is not None)
    for _round in range(rounds if sent else 0):
        change = 0.0
        for vote, old in sent.items():
            shares = weights[vote.juror]
            fresh = _message(vote, old, (precisions, shifts), shares, sizes[vote.juror])
            change = max(change, abs(fresh[0] - old[0]), abs(fresh[1] - old[1]), abs(fresh[3] - old[3]))
            sent[vote] = fresh
        precisions, shifts, weights = _gathered(sent, start, fixed=known is not None)
        if change < SETTLED:
            break
    return Beliefs(
        {name: shifts[name] / precisions[name] for name in start},
        {name: 1 / precisions[name] for name in start},
        weights,
        sent,
    )


def _gathered(
    sent: Mapping[Vote, Message], start: Mapping[str, tuple[float, float]], *, fixed: bool
) -> tuple[dict[str, float], dict[str, float], dict[str, list[float]]]:
    """All messages added up: precision and shift per submission, the weight of each size of noise per juror."""
    precisions = {name: [values[0]] for name, values in start.items()}
    shifts = {name: [values[1]] for name, values in start.items()}
    said: dict[str, list[tuple[float, ...]]] = {}
    for (juror, better, worse), message in sent.items():
        precisions[better].append(message[0])
        shifts[better].append(message[1])
        precisions[worse].append(message[2])
        shifts[worse].append(message[3])
        said.setdefault(juror, []).append(message[4])
    return (
        {name: fsum(values) for name, values in precisions.items()},
        {name: fsum(values) for name, values in shifts.items()},
        {juror: [1.0] if fixed else _weights(rows) for juror, rows in said.items()},
    )


def _weights(rows: list[tuple[float, ...]]) -> list[float]:
    """How likely each size of noise is after all votes of a juror."""
    logs = [
        fsum(map(log, (share, *column))) for share, column in zip(PRIOR, zip(*rows, strict=True), strict=True)
    ]
    top = max(logs)
    raw = [exp(value - top) for value in logs]
    total = fsum(raw)
    return [value / total for value in raw]


def _message(vote: Vote, old: Message, sums: _Sums, shares: list[float], sizes: tuple[float, ...]) -> Message:
    """What one vote says, given what all others say (its own old message is taken out first)."""
    (_juror, better, worse), (precisions, shifts) = vote, sums
    variance_b = 1 / (precisions[better] - old[0])
    variance_w = 1 / (precisions[worse] - old[2])
    mean_b, mean_w = (shifts[better] - old[1]) * variance_b, (shifts[worse] - old[3]) * variance_w
    mean, variance = mean_b - mean_w, variance_b + variance_w
    total = slope = bend = 0.0
    likely = []
    for size, share, said in zip(sizes, shares, old[4], strict=False):
        like, weight = 0.5, share / said
        if size != inf:
            scale = sqrt(size * size + variance)
            z = mean / scale
            like = 0.5 * erfc(-z / _ROOT_2) + 1e-12
            density = weight * exp(-0.5 * z * z) / scale
            slope += density
            bend += density * z / scale
        likely.append(like)
        total += weight * like
    slope /= total * _ROOT_2PI
    bend = max(slope * slope + bend / (total * _ROOT_2PI), 1e-4 * slope * slope)
    rest = 1 - DAMPING
    left_b, left_w = max(1 - variance_b * bend, 0.05), max(1 - variance_w * bend, 0.05)
    return Message(
        rest * old[0] + DAMPING * (1 / left_b - 1) / variance_b,
        rest * old[1] + DAMPING * ((mean_b / variance_b + slope) / left_b - mean_b / variance_b),
        rest * old[2] + DAMPING * (1 / left_w - 1) / variance_w,
        rest * old[3] + DAMPING * ((mean_w / variance_w - slope) / left_w - mean_w / variance_w),
        tuple(likely),
    )
