"""What the desk shows of a jury: how far it is, who reads what, what was found."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.plan.calls.models import Submission
from kogge.plan.calls.queries import judged
from kogge.plan.juries import queries, scoring
from kogge.plan.juries.models import Assignment, Declaration, Jury, Phase


@dataclass(frozen=True)
class FileRow:
    """One file of a phase with its jurors and the mean of what they handed in."""

    submission: Submission
    pairs: list[Assignment]
    mean: float | None

    @property
    def done(self) -> int:
        return sum(bool(_handed_in(one)) for one in self.pairs)


def tabs(jury: Jury, here: str) -> list[dict[str, Any]]:
    """The pages of a jury."""
    slug = jury.call.slug
    rows = [
        ("jury", _("Jury"), reverse("jury_desk:jury", args=[slug])),
        ("rules", _("Rules"), reverse("jury_desk:rules", args=[slug])),
        ("jurors", _("Jurors"), reverse("jury_desk:jurors", args=[slug])),
        ("conflicts", _("Conflicts of interest"), reverse("jury_desk:conflicts", args=[slug])),
    ]
    for phase in jury.phases.all():
        rows.append((f"phase{phase.pk}", phase.title, reverse("jury_desk:files", args=[slug, phase.pk])))
    rows.append(("ranking", _("Ranking"), reverse("jury_desk:ranking", args=[slug])))
    rows.append(("audience", _("Audience’s vote"), reverse("jury_desk:audience", args=[slug])))
    return [{"name": name, "address": address, "current": key == here} for key, name, address in rows]


def checklist(jury: Jury) -> list[dict[str, Any]]:
    """What a jury needs before it can judge, in order, with where to do it."""
    slug, phases = jury.call.slug, list(jury.phases.all())
    jurors = jury.jurors.filter(left_at=None)
    handed_out = Assignment.objects.filter(phase__jury=jury).exists()
    scored = next((one for one in phases if one.takes_scores), None)
    rows = [
        (
            _("Criteria, weights and the rule for ties"),
            jury.criteria.exists(),
            reverse("jury_desk:rules", args=[slug]),
        ),
        (_("At least one phase"), bool(phases), reverse("jury_desk:phase_new", args=[slug])),
        (_("Jurors invited"), jurors.exists(), reverse("jury_desk:jurors", args=[slug])),
    ]
    if scored:
        rows.append((_("Files handed out"), handed_out, reverse("jury_desk:files", args=[slug, scored.pk])))
    return [{"name": name, "done": done, "address": address} for name, done, address in rows]


def file_rows(phase: Phase) -> QuerySet[Submission]:
    """The files of a phase with their pairs in `pairs`, by title."""
    pairs = (
        queries.without_conflict(phase.assignments.all())
        .select_related("juror", "review")
        .order_by("juror__name")
    )
    return (
        judged(phase.jury.call)
        .prefetch_related(Prefetch("assignments", pairs, to_attr="pairs"))
        .order_by("title", "pk")
    )


def rows_of(phase: Phase, files: list[Any]) -> list[FileRow]:
    """Files with the mean of their weighted scores."""
    criteria, rows = list(phase.jury.criteria.all()), []
    for one in files:
        sheets = [scoring.weighted(criteria, pair.review.scores) for pair in one.pairs if _handed_in(pair)]
        whole = [value for value in sheets if value is not None]
        rows.append(FileRow(one, one.pairs, sum(whole) / len(whole) if whole else None))
    return rows


def conflicts(jury: Jury) -> QuerySet[Declaration]:
    """Every conflict that holds or was cleared, by juror."""
    rows = Declaration.objects.filter(juror__jury=jury).exclude(kind=Declaration.Kind.BID)
    rows = rows.exclude(kind=Declaration.Kind.NONE, cleared="")
    return rows.select_related("juror", "submission").order_by(
        "kind", "juror__name", "submission__title", "pk"
    )


def _handed_in(pair: Assignment) -> Any:
    review = getattr(pair, "review", None)
    return review is not None and review.handed_in_at
