"""What somebody in office reports of themselves behind their link. It counts like any other voluntary work.

While the term runs and for 30 days after it; the person corrects an entry until their organisation has confirmed it
or its day stands in a frozen report.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import throttle
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.plan.nominations.models import HELD, Nomination

from . import actions
from .models import Entry, EntryQuerySet

BY = "the volunteer"
AFTERWARDS = timedelta(days=30)
MOST_AN_HOUR = 60


def may_report(nomination: Nomination) -> bool:
    """Whether the term runs, or ended no longer than 30 days ago."""
    term, today = nomination.term, timezone.localdate()
    if nomination.state not in HELD or nomination.person is None or term is None:
        return False
    begun = term.valid_from is None or term.valid_from <= today
    return begun and (term.valid_until is None or today <= term.valid_until + AFTERWARDS)


def entries(nomination: Nomination) -> EntryQuerySet:
    """What this person did for the organisation that appointed them, whoever wrote it down."""
    return Entry.objects.activities().filter(volunteer=_person(nomination), centre=nomination.organization)


def is_open(entry: Entry) -> bool:
    """Whether the person may still correct it."""
    return entry.is_reported and entry.confirmed_at is None and not actions.locks_on(entry)


@transaction.atomic
def report(nomination: Nomination, *, uid: UUID, values: Mapping[str, Any], by: str = BY) -> Entry | None:
    """Store what the person did, once under its number."""
    _check(nomination, values["on"])
    more = {"volunteer": _person(nomination), "centre": nomination.organization, "operation": actions.AUTO}
    return actions.log(by=by, uid=uid, values={**values, **more}, is_reported=True)


@transaction.atomic
def correct(nomination: Nomination, entry: Entry, *, values: Mapping[str, Any], by: str = BY) -> Entry:
    """Say it otherwise."""
    _check(nomination, values["on"])
    fresh = _taken(entry)
    operation = fresh.operation if fresh.on == values["on"] else actions.AUTO
    return actions.change(fresh, by=by, values={**values, "operation": operation})


@transaction.atomic
def take_back(nomination: Nomination, entry: Entry, *, by: str = BY) -> None:
    """It was a mistake. The history keeps that it was there."""
    actions.delete(_taken(entry), by=by)


def _taken(entry: Entry) -> Entry:
    """The entry as it is now, held, or Refused."""
    fresh = (
        Entry.objects.select_for_update(of=("self",)).select_related("centre", "operation").get(pk=entry.pk)
    )
    if not is_open(fresh):
        sentence = _(
            "Your organisation has confirmed it, or it stands in a report. "
            "Please write to them if something is wrong."
        )
        raise Refused(sentence)
    return fresh


def _person(nomination: Nomination) -> Person | None:
    person = nomination.person
    return person.merged_into or person if person else None


def _check(nomination: Nomination, day: date) -> None:
    term = nomination.term
    if term is None or not may_report(nomination):
        raise Refused(_("Activities can be reported during your term and for 30 days after it."))
    if (term.valid_from and day < term.valid_from) or (term.valid_until and day > term.valid_until):
        raise Refused(_("This day lies outside your term."), field="on")
    if not throttle.allows("own activity", str(nomination.pk), most=MOST_AN_HOUR, seconds=3600):
        raise Refused(_("You have sent very many entries within an hour. Please go on a little later."))
