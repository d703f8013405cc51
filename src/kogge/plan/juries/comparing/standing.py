"""How files stand in a phase: the ranking from scores and comparisons, and who is asked what next.

Files go by their code and jurors by their number, so that a ranking can be read, compared and published. Computed
in the web process and kept by content: the same records are never ranked twice in a row.
"""

from collections import defaultdict
from functools import lru_cache

from django.db.models import Exists, OuterRef

from kogge.core.reactions import announce
from kogge.plan.calls.models import Call, Submission
from kogge.plan.calls.queries import judged
from kogge.plan.juries import queries
from kogge.plan.juries.models import (
    Audience,
    AudienceVote,
    Criterion,
    Declaration,
    Juror,
    Jury,
    PairwiseVote,
    Phase,
)
from kogge.plan.juries.ranking import (
    Asked,
    Beliefs,
    Ranking,
    Score,
    Vote,
    estimate,
    next_pairs,
    rank,
    share_done,
)

AHEAD = 12
"""So many pairs a phone gets beforehand, for the time without a network."""
_WINNERS = 3
_Given = tuple[tuple[Score, ...], tuple[Vote, ...], tuple[str, ...]]


def votes(phase: Phase) -> list[PairwiseVote]:
    """Comparisons of a phase that count: both files still judged, and no conflict declared since."""
    conflict = Declaration.objects.filter(juror=OuterRef("juror"), kind=Declaration.Kind.CONFLICT)
    kept = judged(phase.jury.call).values("pk")
    rows = phase.votes.filter(better__in=kept, worse__in=kept).exclude(
        Exists(conflict.filter(submission=OuterRef("better")))
        | Exists(conflict.filter(submission=OuterRef("worse")))
    )
    return list(rows.select_related("better", "worse", "juror").order_by("pk"))


def ranking(phase: Phase) -> Ranking:
    """All judged files of a phase in order. `row.submission` is the code of the file, `row.juror` the juror's
    number."""
    jury, codes = phase.jury, _codes(phase.jury.call)
    sheets = queries.scores(phase)
    scores = tuple(Score(str(one.juror_id), codes[one.submission_id], one.value) for one in sheets)
    ties: dict[str, tuple[float, ...]] = {}
    if jury.tie_rule == Jury.TieRule.WEIGHTIEST:
        ties = _ties(sheets, list(jury.criteria.all()), codes)
    revealed = Audience.objects.filter(call=jury.call, revealed_at__isnull=False).exists()
    counts = audience(jury.call) if revealed else {}
    return _ranked(
        (tuple(sorted(scores)), tuple(sorted(_pairs(phase))), tuple(sorted(codes.values()))),
        tuple(sorted(ties.items())),
        tuple(sorted((codes[key], count) for key, count in counts.items() if key in codes)),
        f"{jury.call.slug}:{phase.position}", jury.tie_rule == Jury.TieRule.LOT,
    )  # fmt: skip


def beliefs(phase: Phase) -> Beliefs:
    """What is known of each file now, for choosing what to ask."""
    codes = _codes(phase.jury.call)
    sheets = queries.scores(phase) if phase.takes_scores else []
    scores = tuple(sorted(Score(str(one.juror_id), codes[one.submission_id], one.value) for one in sheets))
    return _believed(scores, tuple(sorted(_pairs(phase))), tuple(sorted(codes.values())))


def allowed(juror: Juror, phase: Phase) -> dict[str, Submission]:
    """Files a juror may compare, by code: those handed to them; all, where none were handed out. Never one in
    conflict."""
    rows = judged(phase.jury.call).exclude(pk__in=queries.forbidden(juror).values("submission"))
    if phase.assignments.exists():
        rows = rows.filter(assignments__in=phase.assignments.filter(juror=juror))
    return {one.code: one for one in rows.order_by("code")}


def handed_out(
    juror: Juror, phase: Phase, files: dict[str, Submission], count: int = AHEAD
) -> list[tuple[str, str]]:
    """The next pairs for a juror by the codes of their files, the one known already first."""
    own = (
        phase.votes.filter(juror=juror).order_by("at", "pk").values_list("better__code", "worse__code", "at")
    )
    read: list[str] = []
    for better, worse, _at in own:
        new = [code for code in (better, worse) if code not in read]
        old = [code for code in (better, worse) if code in read]
        read = [code for code in read if code not in old] + old + new
    known = beliefs(phase)
    asked = Asked(str(juror.pk), list(files), read, {frozenset(pair[:2]) for pair in own})
    done = share_done(phase.votes.count(), len(known.mean))
    return next_pairs(
        known, asked, count=count, winners=_winners(phase.jury.call), done=done, seed=phase.jury.call.slug
    )


def audience(call: Call) -> dict[int, int]:
    """How many of the audience voted for each file, by its key. For the host's eyes until it is revealed."""
    counts: dict[int, int] = defaultdict(int)
    for key in AudienceVote.objects.filter(call=call).values_list("submission", flat=True):
        counts[key] += 1
    return dict(counts)


def _codes(call: Call) -> dict[int, str]:
    return dict(judged(call).prefetch_related(None).values_list("pk", "code"))


def _pairs(phase: Phase) -> list[Vote]:
    return [Vote(str(one.juror_id), one.better.code, one.worse.code) for one in votes(phase)]


def _winners(call: Call) -> int:
    """How many places there are, if a decision says so already."""
    found: list[int] = []
    announce("number of winners asked", call=call, found=found)
    return found[0] if found else _WINNERS


def _ties(
    sheets: list[queries.Score], criteria: list[Criterion], codes: dict[int, str]
) -> dict[str, tuple[float, ...]]:
    """Per file the mean in each criterion, the weightiest first, as the published rule asks."""
    order = sorted(criteria, key=lambda one: (-one.weight, one.position, one.pk))
    given: dict[str, list[dict[str, float]]] = defaultdict(list)
    for sheet in sheets:
        given[codes[sheet.submission_id]].append(sheet.scores)
    return {
        code: tuple(
            round(sum(values) / len(values), 6) if (values := [row[one.key] for row in rows if one.key in row])
            else 0.0 for one in order
        )
        for code, rows in given.items()
    }  # fmt: skip


@lru_cache(maxsize=16)
def _ranked(
    given: _Given, ties: tuple[tuple[str, tuple[float, ...]], ...], counts: tuple[tuple[str, int], ...],
    seed: str, lot: bool,
) -> Ranking:  # fmt: skip
    scores, pairs, codes = given
    return rank(scores, pairs, dict(counts), seed, submissions=codes, ties=dict(ties), lot=lot)


@lru_cache(maxsize=16)
def _believed(scores: tuple[Score, ...], pairs: tuple[Vote, ...], codes: tuple[str, ...]) -> Beliefs:
    return estimate(scores, pairs, codes)[0]
