"""What staff do about attendance: correct it, type a paper list, count heads, bring in online times."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.plan.events.models import Session
from kogge.take_part.checkin import sync
from kogge.take_part.checkin.facts import milliseconds
from kogge.take_part.checkin.incoming import Incoming
from kogge.take_part.checkin.models import Door, Gate
from kogge.take_part.checkin.subjects import Subject, admissions_of, with_serials

from .models import Attendance, Correction, HeadCount, OnlineStay
from .online_files import Stay
from .settling import settle


@transaction.atomic
def correct(
    door: Door, area: int, serial: str, *, attended: bool, minutes: int | None, reason: str, by: User
) -> Correction:
    """Say what one attendance really was. The facts stay; the newest correction counts."""
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    before = Attendance.objects.filter(door=door, area=area, serial=serial).first()
    whom = before if before is not None else _subject(door, serial)
    registration, seat = (
        (whom.registration_id, whom.seat_id)
        if isinstance(whom, Attendance)
        else (whom.registration, whom.seat)
    )
    correction = Correction.objects.create(
        door=door, session_id=area or None, area=area, serial=serial, attended=attended,
        minutes=minutes if attended else None, reason=reason.strip(), actor=str(by.pk), made_at=timezone.now(),
        registration_id=registration, seat_id=seat,
    )  # fmt: skip
    was = {"attended": before.attended, "minutes": before.minutes} if before else {}
    history.record(
        correction, "attendance corrected", by=by, before=was,
        after={"attended": attended, "minutes": minutes}, reason=reason.strip()[:500],
    )  # fmt: skip
    announce("facts recorded", about=door, rows=[correction], verb="correction stored", by=by)
    settle(door, anew=True)
    return correction


def type_list(
    gate: Gate, heads: Mapping[str, int], *, kind: str, at: datetime, by: User, reason: str = ""
) -> int:
    """Store a paper list: one fact for each person, as if scanned. Typing it twice stores it once.

    `reason` says why it comes late; a later stage that has reported these days asks for one.
    """
    announce("list typed", event=gate.door.event, reason=reason)
    if reason:
        with transaction.atomic():
            history.record(gate.door, "late list typed", by=by, after={"entries": len(heads)}, reason=reason)
    moment = milliseconds(at)
    reports = [
        Incoming(
            uid=uuid.uuid5(uuid.NAMESPACE_URL, f"paper:{gate.pk}:{kind}:{moment}:{serial}"), gate=gate.pk,
            kind=kind, source="paper", at=moment, serial=serial, heads=count,
            shown="left" if kind == "out" else "admitted",
        )
        for serial, count in heads.items()
    ]  # fmt: skip
    done = sync.store(gate.door, reports, device=None, by=by)
    settle(gate.door)
    return sum(one.scan is not None for one in done.values())


def enter_walk_in(gate: Gate, uid: uuid.UUID, name: str, email: str, *, by: User) -> sync.Stored:
    """Somebody without a registration comes in. The same `uid` once for ever."""
    report = Incoming(
        uid=uid,
        gate=gate.pk,
        kind="in",
        source="walk_in",
        at=milliseconds(timezone.now()),
        name=name,
        email=email,
    )
    [stored] = sync.store(gate.door, [report], device=None, by=by).values()
    if stored.scan is None:
        raise Refused(stored.fault)
    return stored


@transaction.atomic
def count_heads(
    door: Door, session: Session | None, *, counted_at: datetime, method: str,
    low: int, value: int, high: int, note: str, by: User,
) -> HeadCount:  # fmt: skip
    """Keep one count or estimate."""
    if not low <= value <= high:
        raise Refused(_("The number must lie between the lowest and the highest."), field="value")
    count = HeadCount.objects.create(
        door=door, session=session, counted_at=counted_at, method=method, low=low, value=value, high=high,
        note=note, actor=str(by.pk), made_at=timezone.now(),
    )  # fmt: skip
    history.record(
        count, "heads counted", by=by, after={"method": method, "low": low, "value": value, "high": high}
    )
    announce("facts recorded", about=door, rows=[count], verb="head count stored", by=by)
    return count


@transaction.atomic
def bring_in_stays(
    door: Door, area: int, stays: Iterable[Stay], matches: Mapping[Stay, Subject], *, by: User
) -> int:
    """Store the times of a video room, each once, with whom they were matched to. Returns how many are new."""
    rows = []
    for stay in stays:
        subject = matches.get(stay)
        key = f"{door.pk}|{area}|{stay.tool}|{stay.name}|{stay.email}|{stay.joined}|{stay.left}"
        rows.append(
            OnlineStay(
                door=door, session_id=area or None, area=area, name=stay.name[:200], email=stay.email[:254],
                joined_at=stay.joined, left_at=stay.left, tool=stay.tool,
                digest=hashlib.sha256(key.encode()).hexdigest(), serial=subject.serial if subject else "",
                registration_id=subject.registration if subject else None, seat_id=subject.seat if subject else None,
            )
        )  # fmt: skip
    known = set(
        OnlineStay.objects.filter(digest__in=[row.digest for row in rows]).values_list("digest", flat=True)
    )
    new = [row for row in {row.digest: row for row in rows}.values() if row.digest not in known]
    new = OnlineStay.objects.bulk_create(new)
    history.record(door, "online times brought in", by=by, after={"area": area, "stays": len(new)})
    announce("facts recorded", about=door, rows=new, verb="online times stored", by=by)
    settle(door, anew=True)
    return len(new)


@transaction.atomic
def match_stay(stay: OnlineStay, serial: str, *, by: User) -> None:
    """A person decides who somebody in the video room was; without a serial: nobody who is registered."""
    subject = _subject(stay.door, serial) if serial else None
    rows = OnlineStay.objects.filter(
        door=stay.door, area=stay.area, name=stay.name, email=stay.email, serial="", dismissed=False
    )
    same = OnlineStay.objects.filter(pk__in=[row.pk for row in rows])
    if subject is None:
        same.update(dismissed=True)
    else:
        same.update(serial=subject.serial, registration=subject.registration, seat=subject.seat)
    history.record(stay, "online time matched" if subject else "online time set aside", by=by)
    announce("facts recorded", about=stay.door, rows=same, verb="online times matched", by=by)
    settle(stay.door, anew=True)


@transaction.atomic
def confirm_by_mail(door: Door, area: int, *, by: User) -> int:
    """Tell everybody what was noted for them, once for each event or session and number of minutes."""
    rows = Attendance.objects.filter(door=door, area=area, attended=True, registration__isnull=False)
    count = 0
    for row in rows.select_related("registration", "seat", "session"):
        announce("attendance confirmed", attendance=row)
        count += 1
    history.record(door, "attendance confirmed by mail", by=by, after={"area": area, "people": count})
    return count


def _subject(door: Door, serial: str) -> Subject:
    scopes = [one.pk for one in admissions_of(door.event)]
    found = with_serials([serial], scopes).get(serial)
    if found is None:
        raise Refused(_("Nobody with this number is registered here."))
    return found
