"""What was brought along from elsewhere: which row of which source became what, and files on their way in."""

from django.db import models
from django.db.models import Q

from .events import Event
from .sessions import Session


class ImportedRow(models.Model):
    """One row of a source and what it became. `event` and `session` are empty once that was deleted here."""

    source = models.CharField(max_length=200)
    key = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="imported_rows"
    )
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="imported_rows"
    )
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="imported_row_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class ImportJob(models.Model):
    """A file that was uploaded and tried; it is imported after somebody confirmed. Emptied when done."""

    class State(models.TextChoices):
        TRIED = "tried"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"

    user_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    content = models.BinaryField(default=bytes)
    organization_slug = models.CharField(max_length=120)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.TRIED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["user_id", "-created_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="import_job_within_total")
        ]

    def __str__(self) -> str:
        return self.name
