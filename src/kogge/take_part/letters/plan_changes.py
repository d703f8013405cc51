"""What a release changes for people who registered: time, place, room, people, or that it does not take place.

Everybody concerned gets one letter per release, whatever changed in it, with the calendar entries that move.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from kogge.plan.events.models import Event
from kogge.publish.feeds import entries
from kogge.publish.feeds.entries import Entry
from kogge.publish.programme import read_model
from kogge.publish.programme.models import PublicEvent, PublicSession, Release
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Registration, Seat, State
from kogge.take_part.registration.models.registrations import LIVE
from kogge.take_part.registration.personal_link import address_of
from kogge.take_part.reseating import returning

from . import after_all, calendar_part, rounds, wording
from .frame import Button, Facts, Letter, Quote, Text, post
from .models import Round
from .occasions import Occasion, as_shown
from .wording import Case, case_of

TOLD = [state for state in LIVE if state != State.PENDING]
_FIELDS = {"time", "place", "room", "people", "state"}


@dataclass(frozen=True)
class Change:
    """One event or session as it was and as it is."""

    before: Entry
    after: Entry

    @property
    def is_off(self) -> bool:
        return self.after.called_off and not self.before.called_off

    @property
    def is_back(self) -> bool:
        """What was cancelled or postponed takes place after all."""
        return self.before.called_off and not self.after.called_off

    def rows(self, one: Occasion) -> tuple[tuple[str, str], ...]:
        """What is different for somebody with this seat; empty when nothing is."""
        if self.is_off:
            return (
                (
                    _("Now"),
                    _("postponed") if self.after.state == "postponed" else _("it does not take place"),
                ),
            )
        same_link = self.before.online_url == self.after.online_url
        link = one.entry.online_url if same_link else self.before.online_url
        was = replace(one, entry=replace(self.before, online_url=link))
        found: list[tuple[str, str]] = []
        if self.is_back:
            found.append((_("Now"), _("It takes place: %(when)s") % {"when": one.when}))
        elif was.when != one.when:
            found += [(_("Time until now"), was.when), (_("New time"), one.when)]
        if was.where != one.where:
            found += [(_("Place until now"), was.where), (_("New place"), one.where)]
        if self.before.people != self.after.people:
            now = ", ".join(self.after.people) or _("not known yet")
            found += [(_("With until now"), ", ".join(self.before.people)), (_("Now with"), now)]
        return tuple(found)


Changes = dict[str, Change]
Concerned = list[tuple[Occasion, Change, tuple[tuple[str, str], ...]]]


def event_released(*, event: Event, release: Release | None = None) -> None:
    """Begin a round when a release changed something that people rely on. Part of the release's transaction."""
    release = release or Release.objects.filter(event=event).defer("snapshot").order_by("-number").first()
    if release is None or release.number == 1:
        return
    if not any(_FIELDS & set(row["fields"]) for row in release.changes):
        return
    if affected(release).exists() or after_all.somebody_returns(release):
        Round.objects.bulk_create([Round(key=f"release:{release.pk}")], ignore_conflicts=True)


def affected(release: Release) -> QuerySet[Registration]:
    """The main registrations that this release concerns: of its event or series, or of a session it changed."""
    changed = [row for row in release.changes if _FIELDS & set(row["fields"])]
    event = release.event
    own = Q(admission__event=event)
    if event.series_id:
        own |= Q(admission__series=event.series_id)
    if not any(row["what"] == "event" for row in changed):
        uids = [row["uid"] for row in changed]
        missed = Q(ended_because=Registration.Ended.TIME_TAKEN, ended_at__gte=release.released_at)
        parts = Registration.objects.filter(Q(state__in=LIVE) | missed, capacity__session__uid__in=uids)
        own &= Q(pk__in=parts.values("main")) | Q(pk__in=parts.filter(main=None))
    found = Registration.objects.mains().filter(own, state__in=TOLD)
    return found.select_related("admission__event", "admission__series", "capacity__session")


def work_off() -> int:
    """Bring back bookings of what takes place after all, write the letters, end the seats of what is cancelled."""
    written = 0
    for begun in Round.objects.filter(key__startswith="release:", done_at=None).order_by("pk"):
        number = int(begun.key.partition(":")[2])
        release = Release.objects.select_related("event__series").get(pk=number)
        after_all.bring_back(release)
        changes = {code: _changes(release, code) for code, _name in settings.LANGUAGES}
        written += rounds.run(
            begun, partial(affected, release), partial(_tell_in_own_language, release, changes)
        )
        _end_what_is_cancelled(release)
    return written


def _tell_in_own_language(release: Release, changes: dict[str, Changes], registration: Registration) -> int:
    return tell(registration, release, changes[registration.language])


def tell(registration: Registration, release: Release, changes: Changes) -> int:
    """One letter to the person, and one to each guest of the group with an address of their own."""
    with translation.override(registration.language):
        case = case_of(registration)
        concerned = _concerned(case, changes, release)
        if not concerned:
            return 0
        written = _write(case, release, concerned, registration)
        for seat in registration.seats.filter(cancelled_at=None).exclude(email=""):
            written += _write(case, release, concerned, seat)
        return written


def letter_for(registration: Registration, release: Release) -> Letter | None:
    """What this person will read, in the active language; nothing when the release does not concern them."""
    case = case_of(registration)
    concerned = _concerned(case, _changes(release, registration.language), release)
    return letter(case, release, concerned, registration) if concerned else None


def _concerned(case: Case, changes: Changes, release: Release) -> Concerned:
    found = [(one, "") for one in case.going.dates if one.entry.uid in changes]
    if _whole_is_back(changes.values()):  # its sessions stand in one list, with their times as they are now
        found = [(one, "") for one, _none in found if changes[one.entry.uid].after.kind == "event"]
    if any(change.is_back for change in changes.values()):
        found += after_all.left_out(case.registration, release)
    concerned: Concerned = []
    for one, missed in found:
        change = changes[one.entry.uid]
        if rows := change.rows(one):
            ended = change.is_back and change.before.state == Event.State.CANCELLED
            stands = ((_("Your booking"), missed or after_all.booking(one)),) if ended or missed else ()
            concerned.append((one, change, (*rows, *stands)))
    return concerned


def _whole_is_back(changes: Iterable[Change]) -> bool:
    return any(change.is_back and change.after.kind == "event" for change in changes)


def _write(case: Case, release: Release, concerned: Concerned, to: Registration | Seat) -> int:
    if not to.email:
        return 0
    key = hmac.digest(settings.SECRET_KEY.encode(), to.email.casefold().encode(), "sha256").hex()[:24]
    post(
        letter(case, release, concerned, to),
        to=to.email,
        cause=f"release:{release.pk}:{key}",
        about=wording.about(case.registration),
        attachments=_calendar(case, concerned, to),
    )
    return 1


def letter(case: Case, release: Release, concerned: Concerned, to: Registration | Seat) -> Letter:
    """What changed, in the organiser's words where there are some."""
    whole = any(one.entry.kind == "event" for one, _change, _rows in concerned)
    heading, sentence = _heading([change for _one, change, _rows in concerned], whole)
    reasons = {change.after.state_reason for _one, change, _rows in concerned if change.is_off}
    words = "\n".join(filter(None, [release.note, *sorted(reasons)]))
    seat, over = (
        isinstance(to, Seat),
        any(c.is_off and c.after.state == "cancelled" for _o, c, _r in concerned if whole),
    )
    link = address_of(to, "self_service:seat") if isinstance(to, Seat) else address_of(case.main)
    again = _whole_is_back([change for _one, change, _rows in concerned])
    return case.letter(
        heading,
        Text(case.say(sentence)),
        *[Facts(rows, title=one.entry.title) for one, _change, rows in concerned],
        wording.sessions_of(case) if again else None,
        Quote(words) if words else None,
        None if over else Button(_("See your registration, or cancel it"), link),
        wording.page_of(case),
        why=_("You get this letter because somebody named you for a seat at “%(title)s”.") if seat else "",
        name=to.name,
    )


def _heading(changes: list[Change], whole: bool) -> tuple[str, str]:
    if whole and (words := _heading_of_whole([one for one in changes if one.after.kind == "event"])):
        return words
    if all(change.is_off for change in changes):
        return _("Session cancelled: %(title)s"), _(
            "a session you booked at “%(title)s” does not take place."
        )
    if all(change.is_back for change in changes):
        return _("Takes place after all: %(title)s"), _(
            "a session you had booked at “%(title)s” takes place after all. This is how your booking stands:"
        )
    if whole and any(change.before.when != change.after.when for change in changes):
        return _("New time: %(title)s"), _(
            "the time of “%(title)s” has changed. Your registration stays valid."
        )
    return _("Changed: %(title)s"), _("something has changed at “%(title)s”. Your registration stays valid.")


def _heading_of_whole(events: list[Change]) -> tuple[str, str] | None:
    """Of an event that is off or on again; nothing where it only looks different."""
    for change in events:
        if change.is_off and change.after.state == Event.State.POSTPONED:
            return _("Postponed: %(title)s"), _(
                "“%(title)s” is postponed. Your registration stays valid; we write to you when there is a new date."
            )
        if change.is_off:
            return _("Cancelled: %(title)s"), _("unfortunately “%(title)s” does not take place.")
        if change.is_back and change.before.state == Event.State.POSTPONED:
            return _("New date: %(title)s"), _(
                "“%(title)s” was postponed and takes place now. Your registration stays valid."
            )
        if change.is_back:
            return _("Takes place after all: %(title)s"), _(
                "“%(title)s” takes place after all. This is how your registration stands:"
            )
    return None


def _calendar(case: Case, concerned: Concerned, to: Registration | Seat) -> list[calendar_part.Attachment]:
    """The appointments that move or vanish: one as an invitation, the others as files."""
    found: list[calendar_part.Attachment] = []
    own = [(one, change) for one, change, _rows in concerned if one.state == State.CONFIRMED]
    for _one, whole, _rows in concerned:
        if whole.after.kind == "event" and (whole.is_off or whole.is_back) and not case.going.is_series:
            dates = [one for one in case.going.dates if whole.is_off or not one.entry.called_off]
            own = [(one, whole) for one in dates if one.state == State.CONFIRMED]
    if isinstance(to, Seat):
        own = [(replace(one, uid=str(to.uid)), change) for one, change in own if one.entry.kind == "event"]
    who = {"name": to.name, "email": to.email, "organizer": case.going.organizer}
    moved = [one for one, change in own if not change.after.called_off]
    off = [one for one, change in own if change.is_off]
    for dates, method in ((moved, calendar_part.REQUEST), (off, calendar_part.CANCEL)):
        more = calendar_part.attachments(dates, **who, method=method)
        found += [one for one in more if not found or one.get("shown") != "alternative"]
    return found


def _end_what_is_cancelled(release: Release) -> None:
    """Seats of what was cancelled for good end without a further letter; what is postponed keeps them."""
    event = PublicEvent.objects.filter(event=release.event).first()
    if event is not None and event.state == Event.State.CANCELLED:
        returning.call_off(release.event, by=release.released_by)
        return
    uids = [row["uid"] for row in release.changes if row["what"] == "session" and row["kind"] == "cancelled"]
    for row in PublicSession.objects.filter(session__uid__in=uids, state="cancelled").select_related(
        "session"
    ):
        actions.cancel_all(row.session, by=release.released_by)


def _changes(release: Release, language: str) -> dict[str, Change]:
    """Everything this release changed that people rely on, by the record's uid."""
    with translation.override(language):
        event = PublicEvent.objects.filter(event=release.event).first()
        former = _former_event(release)
        if event is None or former is None:
            return {}
        found = {}
        whole = Change(entries.of_event(former), entries.of_event(event))
        found[whole.after.uid] = whole
        names = {row["uid"] for row in release.changes if row["what"] == "session"}
        rows = PublicSession.objects.filter(public_event=event, session__uid__in=names)
        for row in rows:
            record = _former_session(release, row.record["uid"])
            if record:
                before = entries.of_session(_session(former, record), former)
                found[row.record["uid"]] = Change(before, entries.of_session(row, event))
        return found


def _earlier(release: Release) -> QuerySet[Release]:
    return Release.objects.filter(event=release.event, number__lt=release.number).order_by("-number")


def _former_event(release: Release) -> PublicEvent | None:
    before = next((one for one in _earlier(release)[:20] if one.snapshot["event"]), None)
    return as_shown(release.event, before.snapshot["event"], before) if before else None


def _former_session(release: Release, uid: str) -> dict[str, Any] | None:
    found = (one.snapshot["sessions"].get(uid) for one in _earlier(release))
    return next((record for record in found if record), None)


def _session(event: PublicEvent, record: dict[str, Any]) -> PublicSession:
    return PublicSession(
        public_event=event,
        slug=record["slug"],
        state=record["state"],
        starts_at=read_model.moment(str(record["starts_at"] or "")),
        ends_at=read_model.moment(str(record["ends_at"] or "")),
        record=record,
    )
