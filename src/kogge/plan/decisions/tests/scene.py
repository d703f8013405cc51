"""A contest of the harbour centre: a call that has closed, a jury with one vote each, and a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Applicant, Call, Submission
from kogge.plan.juries.models import Criterion, Juror, Jury, Phase

from .. import actions, queries
from ..models import Decision

WORDS = {"title_de": "Hauptpreis", "title_en": "Main prize"}


def ranking(order: Sequence[str]) -> Any:
    """A ranking as the jury's pure package gives it."""
    rows = [
        SimpleNamespace(
            submission=code, place=number, low=max(1, number - 1), high=number + 1, strength=0.0,
            raw_mean=90.0 - number, normalised=88.5 - number, count=3,
        )
        for number, code in enumerate(order, 1)
    ]  # fmt: skip
    return SimpleNamespace(rows=tuple(rows))


@dataclass
class Contest:
    """The scene, and what happens in it."""

    call: Call
    phase: Phase
    jurors: list[Juror]
    emil: User
    olga: User
    answers: list[Submission] = field(default_factory=list)

    def answer(self, title: str, locale: str = "de", **more: Any) -> Submission:
        """One start-up hands in."""
        one = Submission.objects.create(
            call=self.call, title=title, locale=locale, state="submitted", submitted_at=timezone.now(), **more
        )
        email = f"{title.lower().replace(' ', '.')}@startups.example"
        Applicant.objects.create(submission=one, name=f"Gründerin {title}", email=email, email_key=email)
        self.answers.append(one)
        return one

    def decision(self, winners: int = 2, reserves: int = 2, **more: Any) -> Decision:
        """One decision, filled in from the ranking."""
        values = {**WORDS, "winners": winners, "reserves": reserves, "phase": self.phase, **more}
        decision = actions.create(self.call, by=self.emil, values=values)
        actions.fill(decision, by=self.emil)
        return decision

    def voted(self, decision: Decision, votes: str = "yes yes abstained") -> Decision:
        """The jury votes on it."""
        actions.vote(decision, dict(zip(self.jurors, votes.split(), strict=True)), by=self.emil)
        return decision

    def frozen(self, **more: Any) -> Decision:
        """Decided and frozen."""
        decision = self.voted(self.decision(**more))
        actions.freeze(decision, by=self.emil)
        decision.refresh_from_db()
        return decision


def titles(decision: Decision) -> dict[str, list[str]]:
    """Who stands where, by title."""
    rows = queries.placements(decision)
    return {
        kind: [one.submission.title for one in rows if one.kind == kind]
        for kind in ("winner", "reserve", "none", "withdrawn")
    }


def contest(monkeypatch: Any, names: str = "Anker Boje Deck Ebbe Flut Gischt") -> Contest:
    """Six start-ups, ranked in the order of the alphabet."""
    harbour = Organization.objects.create(
        slug=cast.HARBOUR, name="Hafenzentrum", kind="digital_innovation_centre", is_public=True
    )
    now = timezone.now()
    call = Call.objects.create(
        slug="contest", kind="startups", organization=harbour, title_de="Wettbewerb", title_en="Contest",
        state="published", opens_at=now - timedelta(days=20), closes_at=now - timedelta(days=10),
        contact_mail="hafen@centres.example",
    )  # fmt: skip
    jury = Jury.objects.create(call=call, title="Jury")
    Criterion.objects.create(jury=jury, key="idea", label_de="Idee", label_en="Idea", weight=2)
    phase = Phase.objects.create(
        jury=jury, title="Runde", opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=1)
    )
    jurors = [
        Juror.objects.create(jury=jury, name=name, email=f"{name.lower()}@jury.example", confidential_at=now)
        for name in ("Jana", "Jonas", "Jule")
    ]
    scene = Contest(call, phase, jurors, cast.editor(), cast.office())
    for title in names.split():
        scene.answer(title)
    order = [one.code for one in scene.answers]
    monkeypatch.setattr("kogge.plan.juries.comparing.standing.ranking", lambda phase: ranking(order))
    return scene
