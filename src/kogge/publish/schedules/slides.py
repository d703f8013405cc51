"""Slides everybody may have: their speaker agreed, and the session took place and is over."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from kogge.core.periods import moment
from kogge.plan.speakers.models import Slides

from .differences import OFF

Record = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """The links of a session's page, and for how many seconds they are all; None: until somebody changes them."""

    links: list[Record]
    seconds: int | None = None


def of_session(event: Record, session: Record) -> Shown:
    """What stands on the page of a released session. One statement."""
    ends_at = moment(session["ends_at"])
    if ends_at is None or OFF & {event["state"], session["state"]}:
        return Shown([])
    rows = agreed(session["uid"])
    if (left := (ends_at - timezone.now()).total_seconds()) > 0:
        return Shown([], max(2, int(left) + 1) if rows else None)
    return Shown([
        {
            "name": one.name, "size": one.size,
            "address": reverse("schedules:slides", args=[event["slug"], session["slug"], one.pk]),
        }
        for one in rows
    ])  # fmt: skip


def agreed(uid: str) -> QuerySet[Slides]:
    """Those of a session whose speakers agreed."""
    return Slides.objects.filter(session__uid=uid, consented_at__isnull=False).order_by("given_at", "pk")
