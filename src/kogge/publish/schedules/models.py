"""What each speaker was last told of a timetable, so that every release says what is different, once."""

from django.db import models

from kogge.network.directory.models import Person
from kogge.plan.events.models import Event


class Told(models.Model):
    """The sessions of somebody at an event as last told: {uid: facts}, and whether the event was called off."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sessions = models.JSONField(default=dict)
    is_off = models.BooleanField(default=False)
    is_personal = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.person_id}"
