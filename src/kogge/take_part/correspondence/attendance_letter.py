"""The mail by which a host confirms that somebody was there: online attendance needs one for its proof."""

from django.utils import translation
from django.utils.translation import gettext as _

from kogge.take_part.attendance.models import Attendance
from kogge.take_part.letters.frame import Facts, Text, post
from kogge.take_part.letters.wording import about, case_of, moment
from kogge.take_part.registration.models import Registration


def attendance_confirmed(*, attendance: Attendance) -> None:
    """Write to the person of a ticket. The same minutes are never confirmed twice."""
    registration = attendance.registration
    to = attendance.seat or registration
    if registration is None or to is None or not to.email:
        return
    with translation.override(registration.language):
        case = case_of(registration, parts=False)
        letter = case.letter(
            _("You took part: %(title)s"),
            Text(case.say(_("the host confirms that you took part in “%(title)s”."))),
            _facts(attendance, registration),
            Text(_("Is something wrong? Then please write to the organiser, who can correct it.")),
            name=to.name,
        )
        cause = f"attendance:{attendance.door_id}:{attendance.area}:{attendance.serial}:{attendance.minutes}"
        post(letter, to=to.email, cause=cause, about=about(registration))


def _facts(attendance: Attendance, registration: Registration) -> Facts:
    minutes = str(attendance.minutes) if attendance.minutes else ""
    return Facts((
        (_("Session"), str(attendance.session or "")),
        (_("First there"), moment(attendance.first_in) if attendance.first_in else ""),
        (_("Last there"), moment(attendance.last_out) if attendance.last_out else ""),
        (_("Minutes"), minutes),
        (_("How it was proved"), attendance.get_proof_display()),
        (_("Registration number"), registration.reference),
    ))  # fmt: skip
