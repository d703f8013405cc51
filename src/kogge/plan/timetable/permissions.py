"""Whose timetable it is, and which of its sessions somebody may move."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import organizations_of
from kogge.plan.events.models import Event, Session

from . import queries
from .models import Timetable


def laid_out(user: User, slug: str, action: str = "timetable.change") -> Timetable:
    """The timetable of an event whose people the user belongs to; for others there is no such page."""
    event = get_object_or_404(_of(user, action).select_related("place", "parent"), slug=slug)
    return queries.timetable(event)


def editable(user: User, event: Event) -> set[int] | None:
    """The keys of the events whose sessions the user may move in this timetable; None: all of them."""
    if organizations_of(user, "timetable.change") is None:
        return None
    both = Q(pk=event.pk) | Q(parent=event)
    return set(_of(user, "timetable.change").filter(both).values_list("pk", flat=True))


def session_of(user: User, table: Timetable, key: int) -> Session:
    """A session of this timetable that the user may move."""
    found = queries.sessions(table.event).filter(pk=key).first()
    mine = editable(user, table.event)
    if found is None or (mine is not None and found.event_id not in mine):
        raise Http404
    return found


def check_reach(user: User, table: Timetable, keys: Collection[int]) -> None:
    """No such page for who may not move one of these sessions; two statements, however many they are."""
    mine = editable(user, table.event)
    if mine is not None and Session.objects.filter(pk__in=keys).exclude(event__in=mine).exists():
        raise Http404


def _of(user: User, action: str) -> Any:
    slugs = organizations_of(user, action)
    return Event.objects.all() if slugs is None else Event.objects.owned_by(slugs)
