"""What frozen lists do when attendance or a name changes: they are compared again."""

from typing import Any

from django.db.models import Q

from kogge.take_part.checkin.models import Door
from kogge.take_part.registration.models import Registration

from .models import AttendanceList

_NAMES = {"name corrected", "seat named", "handed over", "erased"}


def attendance_changed(*, door: Door) -> None:
    """Lists of this event may say something else than what is known now."""
    AttendanceList.objects.filter(event=door.event_id, to_compare=False).update(to_compare=True)


def registration_changed(*, what: str, registration: Registration | None, **_facts: Any) -> None:
    """A name may be another one now."""
    if what in _NAMES and registration is not None:
        admission = registration.admission
        where = Q(event=admission.event_id) if admission.event_id else Q(event__series=admission.series_id)
        AttendanceList.objects.filter(where, to_compare=False).update(to_compare=True)
