"""The records of solving."""

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.plan.timetable.models import Timetable


def new_code() -> str:
    """What a run's address ends with."""
    return secrets.token_hex(6)


class Run(models.Model):
    """One run of the solver. What it finds waits here; the draft changes only when somebody applies it.

    `layout` says what the numbers of the solver mean: {"sessions", "rooms", "people": keys, "days": first moments,
    "per_day", "minutes"}. `solution` = {"start", "room"} in these numbers, `facts` explains it, `series` holds
    [seconds, value, bound] as it went. `revision` is the draft's when the run read it. A run of the kind `prices`
    holds {"prices": [{"price", "moved", "attendable", "tracks": [rooms, breaks]}], "published", "wishes",
    "tracks_before"} in `facts` and no solution; `facts["tracks"]` of others is a list of rows (explaining.py).
    """

    class Kind(models.TextChoices):
        SOLVE = "solve", pgettext_lazy("solver", "Timetable")
        REPAIR = "repair", pgettext_lazy("solver", "Repair")
        PRICES = "prices", pgettext_lazy("solver", "What stability costs")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("solver", "waits to begin")
        RUNNING = "running", pgettext_lazy("solver", "is computing")
        DONE = "done", pgettext_lazy("solver", "is ready")
        BROKEN = "broken", pgettext_lazy("solver", "was interrupted")
        STOPPED = "stopped", pgettext_lazy("solver", "was stopped")
        FAILED = "failed", pgettext_lazy("solver", "could not be computed")
        APPLIED = "applied", pgettext_lazy("solver", "was applied")
        DISCARDED = "discarded", pgettext_lazy("solver", "was discarded")

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.SOLVE)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(_("Seconds"), default=20)
    seed = models.PositiveIntegerField(default=1)
    options = models.JSONField(default=dict)
    stop_asked = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    layout: Any = models.JSONField(default=dict)
    series = models.JSONField(default=list)
    value = models.PositiveIntegerField(null=True, blank=True)
    bound = models.PositiveIntegerField(null=True, blank=True)
    solution: Any = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    facts: Any = models.JSONField(default=dict)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["timetable"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_run_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.timetable} {self.code}"

    @property
    def is_under_way(self) -> bool:
        """Whether it still computes or is about to."""
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def track_rooms(self) -> float | None:
        """In how many rooms a track stands on a day, on average; rows of `facts["tracks"]` end with what was found."""
        found = [row[6] for row in self.facts.get("tracks", ()) if row[6]]
        return round(sum(found) / len(found), 1) if found else None

    @property
    def can_be_applied(self) -> bool:
        """Whether there is a timetable that somebody may take over."""
        return self.state in (self.State.DONE, self.State.BROKEN) and bool(self.solution)
