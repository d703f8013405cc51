"""What was cancelled takes place after all (PL-F1): which sessions of a release, and how each booking stands.

The bookings come back before the letters are written, so everybody reads of it once, in the release's own letter.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from kogge.plan.events.models import Session
from kogge.publish.programme.models import PublicSession, Release
from kogge.take_part.registration.models import Registration, State
from kogge.take_part.reseating import returning

from . import occasions
from .occasions import Occasion


def sessions(release: Release) -> list[tuple[Session, datetime]]:
    """The sessions that this release puts back, each with when it was cancelled."""
    back = {
        row["uid"] for row in release.changes
        if row["what"] == "session" and row["kind"] != "cancelled" and "state" in row["fields"]
    }  # fmt: skip
    shown = PublicSession.objects.filter(session__uid__in=back, state="planned").select_related("session")
    found = {str(row.session.uid): row.session for row in shown}
    earlier = Release.objects.filter(event=release.event, number__lt=release.number).defer("snapshot")
    times: dict[str, datetime] = {}
    for one in earlier.order_by("-number") if found else ():
        for row in one.changes:
            if row["kind"] == "cancelled" and row["uid"] in found:
                times.setdefault(row["uid"], one.released_at)
        if len(times) == len(found):
            break
    return [(found[uid], since) for uid, since in times.items()]


def somebody_returns(release: Release) -> bool:
    """Whether bookings wait to come back."""
    return any(returning.ended(session, since).exists() for session, since in sessions(release))


def bring_back(release: Release) -> int:
    """Bring the bookings of all these sessions back. Harmless when done already."""
    found = sessions(release)
    return sum(returning.bring_back(one, since=since, by=release.released_by) for one, since in found)


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
    return str(State(one.state).label)


def _reason(part: Registration, main: Registration) -> str:
    others = returning.in_the_way(part, main.parts.live().select_related("capacity__session"))  # type: ignore[attr-defined]
    if not others:
        return _("not brought back, as you have booked as many sessions as one can by now")
    sentence = _("not brought back, as you have booked “%(other)s” at that time by now")
    return sentence % {"other": others[0]}
