"""Why the form is open or closed, why the waiting list moves or does not: sentences for the organiser. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.plan.events.models import Event
from kogge.take_part.registration.models import Admission, Capacity


@dataclass(frozen=True)
class Sentence:
    """One statement about the form: `kind` is success, info or warning; `page` is where to change it."""

    kind: str
    text: str
    page: str = ""


def of_link(admission: Admission | None, event: Event | None) -> str:
    """Whether everybody can read the link of an event for which one registers."""
    public = event is not None and event.online_url and not event.online_link_hidden
    if not public or admission is None or not admission.is_open:
        return ""
    return _(
        "The link for online participants stands on the public page, so people can join without registering."
    )


def when(moment: datetime) -> str:
    """A moment as people write it."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def of_form(
    admission: Admission | None, event: Event | None, *, is_released: bool, now: datetime
) -> Sentence:
    """What a visitor meets now, and why."""
    if event is not None and (ended := _ended(event, now)):
        return ended
    if admission is None or not admission.is_open:
        return Sentence("warning", _("The form is closed: registration is not switched on."))
    if not is_released:
        return Sentence("warning", _("Nobody sees the form yet: the event is not published."))
    if admission.opens_at is not None and now < admission.opens_at:
        return Sentence("info", _("The form is closed until %(when)s.") % {"when": when(admission.opens_at)})
    if admission.closes_at is not None and now >= admission.closes_at:
        return Sentence("info", _("The form is closed since %(when)s.") % {"when": when(admission.closes_at)})
    return Sentence("success", _open(admission))


def _ended(event: Event, now: datetime) -> Sentence | None:
    if event.state == Event.State.CANCELLED:
        return Sentence("warning", _("The form is closed: the event is cancelled."))
    if event.ends_at is not None and event.ends_at <= now:
        return Sentence("info", _("The form is closed: the event is over."))
    return None


def _open(admission: Admission) -> str:
    sentence = {
        Admission.Access.OPEN: _("The form is open for everybody."),
        Admission.Access.CODE: _("The form is open for whoever has an access code."),
        Admission.Access.INVITED: _("The form is open for whoever was invited."),
    }[Admission.Access(admission.access)]
    if admission.closes_at is None:
        return sentence
    return f"{sentence} {_('It closes on %(when)s') % {'when': when(admission.closes_at)}}"


def of_waiting_list(admission: Admission, capacities: Iterable[Capacity]) -> Sentence:
    """Whether anybody can wait, and if not, why."""
    limited = [row for row in capacities if row.seats is not None]
    if not admission.has_waiting_list:
        return Sentence(
            "info", _("There is no waiting list: it is switched off. Who comes too late is refused."), "event"
        )
    if not limited:
        return Sentence(
            "info", _("The waiting list is idle: no number of seats is set, so nobody has to wait."), "seats"
        )
    full = [row for row in limited if row.left == 0]
    if not full:
        return Sentence("info", _("The waiting list is idle: there are free seats everywhere."))
    words = {"hours": admission.offer_hours, "from": admission.quiet_from.strftime("%H:%M"),
             "until": admission.quiet_until.strftime("%H:%M")}  # fmt: skip
    text = _(
        "The waiting list is at work: a freed seat is kept %(hours)d h for the next in line; "
        "nobody is written to from %(from)s to %(until)s."
    )
    return Sentence("success", text % words)


def of_too_many(capacities: Iterable[Capacity]) -> list[tuple[Capacity, str]]:
    """Where more people have a seat than there are seats, in words."""
    found = []
    for row in capacities:
        over = row.taken - row.seats if row.seats is not None else 0
        if over > 0:
            text = ngettext("%(over)d more than there are seats", "%(over)d more than there are seats", over)
            found.append((row, text % {"over": over}))
    return found


def of_one_list(admission: Admission, capacity: Capacity) -> str:
    """Why this waiting list moves or stands still."""
    if capacity.overbooked:
        return _("More people have a seat than there are seats, so nobody moves up until that is mended.")
    if capacity.left:
        return _(
            "There are free seats, but fewer than the next in line need together, or they wait for the event itself."
        )
    offered = getattr(capacity, "offered", 0)
    if offered:
        text = ngettext(
            "%(count)d seat is offered and kept; if it is not taken, it goes to the next.",
            "%(count)d offers are kept; what is not taken goes to the next.", offered,
        )  # fmt: skip
        return text % {"count": offered}
    return _("All seats are taken. As soon as somebody cancels, the first in line is asked.")
