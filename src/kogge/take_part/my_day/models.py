"""Plans of a day: what somebody wants to see at an event, kept under a secret link, without an account."""

import uuid

from django.db import models
from django.db.models import Q

from kogge.plan.events.models import Event, Session
from kogge.take_part.registration.models import Registration


class Plan(models.Model):
    """One person's programme of one event. Who knows its link may read and change it; nothing else opens it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="plans")
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="plans"
    )
    email = models.EmailField(max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2, default="de")
    told_release = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    is_personal = True

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["event", "told_release"],
                condition=Q(email_confirmed_at__isnull=False),
                name="plan_to_be_told",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(email_confirmed_at=None) | ~Q(email=""), name="plan_confirmed_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.pk}"


class Favourite(models.Model):
    """One session of a plan. `seen` and `told` are what the person last read of it: on the page, in a mail."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="favourites")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="favourites")
    seen = models.JSONField()
    told = models.JSONField()
    is_personal = True

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "session"], name="favourite_once")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.session}"
