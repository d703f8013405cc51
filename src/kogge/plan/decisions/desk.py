"""What the desk's pages of a decision show: the whole list with what may be done, and how far it is."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kogge.plan.juries.models import Juror

from . import queries
from .choosing import against
from .models import Decision, Placement


@dataclass(frozen=True)
class Row:
    """One submission of the list."""

    placement: Placement
    needs_reason: bool
    is_first: bool
    is_last: bool


class Board:
    """One decision with its rows."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.placements = queries.placements(decision)
        self.choice = queries.choice(decision, self.placements)

    @cached_property
    def rows(self) -> list[Row]:
        """Winners, reserves, the others as ranked, those who withdrew."""
        ranking = {
            one.submission_id: one.ranked for one in self.placements if one.ranked and one.kind != "withdrawn"
        }
        odd = against(self.choice, ranking)
        ends = {"winner": len(self.choice.winners), "reserve": len(self.choice.reserves)}
        return [
            Row(one, one.submission_id in odd, one.place == 1, one.place == ends.get(one.kind))
            for one in self.placements
        ]

    @cached_property
    def missing(self) -> int:
        """How many may be chosen and are not in the list yet."""
        known = {one.submission_id for one in self.placements}
        return sum(one.pk not in known for one in queries.candidates(self.decision))

    @cached_property
    def silent(self) -> int:
        """How many reasons are still to be written."""
        return sum(row.needs_reason and not row.placement.reason for row in self.rows)

    @cached_property
    def has_jury(self) -> bool:
        """Whether somebody has to vote."""
        phase = self.decision.phase
        return phase is not None and Juror.objects.filter(jury=phase.jury_id, left_at=None).exists()

    @property
    def steps(self) -> list[dict[str, str]]:
        """The way of a decision, and where it stands."""
        slug, pk = self.decision.call.slug, self.decision.pk
        frozen = self.decision.is_frozen
        voted = frozen or not self.has_jury or self.decision.ballots.exists()
        done = [
            (_("Fill in"), bool(self.placements), ""),
            (_("Choose"), frozen or (self.choice.is_complete and not self.silent), ""),
            (
                pgettext("decision", "Vote"),
                voted,
                reverse("decisions:votes", args=[slug, pk]) if self.has_jury else "",
            ),
            (_("Freeze"), frozen, ""),
            (_("Letters"), False, reverse("outcomes:letters", args=[slug]) if frozen else ""),
        ]
        here = next((number for number, step in enumerate(done) if not step[1]), None)
        return [
            {
                "name": name,
                "state": "done" if is_done else "here" if number == here else "open",
                "address": address,
            }
            for number, (name, is_done, address) in enumerate(done)
        ]
