"""Seats of many sessions in one step: a convention's 65 workshops without 65 clicks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.plan.events.models import Session
from kogge.take_part.registration.actions import put_capacities
from kogge.take_part.registration.models import Admission


def put_session_seats(
    admission: Admission, sessions: Iterable[Session], *, seats: int | None, by: User | str
) -> int:
    """Give these sessions seats of their own: `seats`, or without it as many as the session or its room has.

    What has seats already keeps them. Returns for how many that was possible.
    """
    found = {one.pk: seats or one.capacity or (one.room.capacity if one.room else None) for one in sessions}
    count = put_capacities(admission, {key: number for key, number in found.items() if number}, by=by)
    if not count:
        text = _("None of these programme points has a room with a number of seats. Please write a number.")
        raise Refused(text, field="seats")
    return count
