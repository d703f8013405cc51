"""What jurors said of two files, and what the audience voted for.

The database refuses a file compared with itself, a pair judged twice by one juror, a vote on a file in which the juror
has a conflict of interest (a trigger of its own migration), and a second vote with one ticket.
"""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.plan.calls.models import Call, Submission
from kogge.plan.juries.models.jurors import Juror
from kogge.plan.juries.models.rules import Phase


class PairwiseVote(models.Model):
    """A juror holds one file for better than another. `uid` is made on the phone, `at` is the phone's clock."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="votes")
    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="votes")
    better = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="votes_won")
    worse = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="votes_lost")
    at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    is_personal = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(better=F("worse")), name="vote_on_two_files"),
            models.UniqueConstraint(
                F("phase"), F("juror"), Least("better", "worse"), Greatest("better", "worse"),
                name="vote_once_per_pair",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.uid)


class Audience(models.Model):
    """The vote of the audience on some files of a call: open between two times, hidden until the host reveals it."""

    class Way(models.TextChoices):
        TICKETS = "tickets", pgettext_lazy("audience", "Once for each ticket of the event")
        CODES = "codes", pgettext_lazy("audience", "Once for each code that is handed out")

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="audience")
    way = models.CharField(_("who may vote"), max_length=8, choices=Way.choices, default=Way.TICKETS)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    candidates = models.ManyToManyField(Submission, related_name="+", verbose_name=_("what is voted on"))
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="audience_opens_before_it_closes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}"

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether votes are taken now, by the clock of the server."""
        return self.opens_at <= (now or timezone.now()) < self.closes_at


class AudienceCode(models.Model):
    """A code that was handed out; only its digest is kept."""

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "digest"], name="audience_code_once")]

    def __str__(self) -> str:
        return self.digest[:8]


class AudienceVote(models.Model):
    """One vote. `ticket` is a digest made with a key of the call: it tells that a ticket voted, never whose it is."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="audience_votes")
    ticket = models.CharField(max_length=64)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="audience_votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "ticket"], name="audience_votes_once")]

    def __str__(self) -> str:
        return self.ticket[:8]
