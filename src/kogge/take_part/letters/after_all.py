"""What was cancelled takes place after all (PL-F1): the event or sessions of a release, and how each booking stands.

The bookings come back before the letters are written, so everybody reads of it once, in the release's own letter.
"""

from django.utils.translation import gettext as _

from kogge.plan.events.models import Event, Session
from kogge.plan.events.queries import NOT_HAPPENING
from kogge.publish.programme.models import PublicEvent, PublicSession, Release
from kogge.take_part.registration.models import Registration, State
from kogge.take_part.reseating import returning

from . import occasions, wording
from .occasions import Occasion


def things(release: Release) -> list[Event | Session]:
    """What this release puts back and what has not been cancelled again since: the event itself, then sessions."""
    rows = [row for row in release.changes if row["kind"] != "cancelled" and "state" in row["fields"]]
    back = {row["uid"] for row in rows if row["what"] == "session"}
    shown = PublicSession.objects.filter(session__uid__in=back, state="planned").select_related("session")
    event = PublicEvent.objects.filter(event=release.event).exclude(state__in=NOT_HAPPENING)
    whole = any(row["what"] == "event" for row in rows) and event.exists()
    return [*([release.event] if whole else []), *(row.session for row in shown)]


def somebody_returns(release: Release) -> bool:
    """Whether bookings wait to come back."""
    return any(returning.is_awaited(one) for one in things(release))


def bring_back(release: Release) -> int:
    """Bring the bookings of all this back. Harmless when done already."""
    return sum(returning.bring_back(one, by=release.released_by) for one in things(release))


def left_out(main: Registration, release: Release) -> list[tuple[Occasion, str]]:
    """What did not come back for this person with this release, each with the reason."""
    ended = main.parts.filter(
        ended_because=Registration.Ended.TIME_TAKEN, ended_at__gte=release.released_at
    ).select_related("admission__event", "capacity__session__public")
    return [(occasions.of_part(part), _reason(part, main)) for part in ended.order_by("pk")]


def booking(one: Occasion) -> str:
    """How a booking stands that came back."""
    if one.state == State.CONFIRMED:
        return _("counts again")
    if one.held_until is not None:
        return _("a seat is kept for you; please accept it by %(until)s") % {
            "until": wording.moment(one.held_until)
        }
    return str(State(one.state).label)


def _reason(part: Registration, main: Registration) -> str:
    others = returning.in_the_way(part, main.parts.live().select_related("capacity__session"))  # type: ignore[attr-defined]
    if not others:
        return _("not brought back, as you have booked as many sessions as one can by now")
    sentence = _("not brought back, as you have booked “%(other)s” at that time by now")
    return sentence % {"other": others[0]}
