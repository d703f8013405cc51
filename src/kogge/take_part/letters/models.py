"""Rounds of letters that many people get, worked off in small steps."""

from django.db import models


class Round(models.Model):
    """One cause that many people hear of: a release that moved something, or a reminder of one date.

    `after` is the last registration that was written to, so that a process that dies loses and doubles nothing.
    """

    key = models.CharField(max_length=80, unique=True)
    after = models.PositiveBigIntegerField(default=0)
    letters = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.key
