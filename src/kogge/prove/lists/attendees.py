"""Who stands on a list: everybody with a ticket, heads of groups, strangers let in, online stays, counted heads."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kogge.core.models import OutboxMessage
from kogge.plan.events.models import Event, Session
from kogge.publish.feeds import clean
from kogge.take_part.attendance import queries
from kogge.take_part.attendance.models import Attendance, OnlineStay, Proof
from kogge.take_part.checkin.models import Door
from kogge.take_part.registration.models import Registration


@dataclass(frozen=True)
class Line:
    """One line as it is printed. `ticket` is what a later state of the same line is found by."""

    ticket: str
    name: str
    organization: str
    first: str
    last: str
    minutes: int
    heads: int
    proof: str


@dataclass(frozen=True)
class Change:
    """What one line says now and said before."""

    field: str
    before: str
    after: str


_COLUMNS = {
    "name": gettext_noop("Name"), "organization": gettext_noop("Organisation"), "first": gettext_noop("First in"),
    "last": gettext_noop("Last out"), "minutes": gettext_noop("Minutes"), "heads": gettext_noop("Heads"),
    "proof": gettext_noop("How it was proved"),
}  # fmt: skip
COUNTED, STRANGER, STAY = "count-", "door-", "online-"
"""What the ticket of a line without a ticket begins with."""
WITHOUT_TIME = (COUNTED, STRANGER, STAY)
_FORGOTTEN = ("name", "organization", "proof")
_MOMENT = "%d.%m.%Y %H:%M"


def lines(event: Event, session: Session | None) -> list[Line]:
    """Everybody at the event, or at one of its sessions, in the active language, by name."""
    area = session.pk if session else 0
    door = Door.objects.filter(event=event).first()
    if door is None:
        return []
    written = _confirmed_by_mail(door, area)
    rows = queries.attendance(event).filter(area=area, attended=True)
    named = [_of_attendance(row, written) for row in rows]
    named.sort(key=lambda line: (line.name.casefold(), line.ticket))
    return [*named, *_without_ticket(door, area), *_counted(event, session)]


def totals(found: list[Line]) -> tuple[int, int, int]:
    """People with a ticket, heads, and minutes of all heads. What was counted or not matched adds nothing."""
    real = [line for line in found if not line.ticket.startswith((COUNTED, STAY))]
    tickets = [line for line in real if not line.ticket.startswith(STRANGER)]
    return len(tickets), sum(line.heads for line in real), sum(line.minutes * line.heads for line in real)


def changes(before: list[Line], after: list[Line]) -> list[Change]:
    """What differs. A name that is no longer kept is no difference, nor a mail that is no longer kept."""
    was, now = ({line.ticket: line for line in found} for found in (before, after))
    found = [Change(was[key].name or key, _in_words(was[key]), "") for key in was.keys() - now.keys()]
    found += [Change(now[key].name or key, "", _in_words(now[key])) for key in now.keys() - was.keys()]
    for key in was.keys() & now.keys():
        old, new = was[key], now[key]
        for column, label in _COLUMNS.items():
            one, two = getattr(old, column), getattr(new, column)
            forgotten = column in _FORGOTTEN and not new.name
            if one != two and not forgotten and not (column == "proof" and one.startswith(two)):
                found.append(Change(f"{new.name or old.name or key}: {_(label)}", str(one), str(two)))
    return sorted(found, key=lambda change: (change.field.casefold(), change.before))


def head(code: str) -> list[str]:
    """The first row of the table: the code of the list stands in it."""
    return [_("No."), _("Ticket"), *(_(label) for label in _COLUMNS.values()), f"{_('List')} {code}"]


def row(number: int, line: Line, code: str) -> list[object]:
    """One row of the table."""
    return [number, *(clean.cell(one) if isinstance(one, str) else one for one in astuple(line)), code]


def read(rows: list[list[str]]) -> list[Line]:
    """The lines of a stored table."""
    return [
        Line(one[1], one[2], one[3], one[4], one[5], int(one[6]), int(one[7]), one[8]) for one in rows[1:]
    ]


def printed(line: Line) -> Line:
    """As a stored table says it, so that both can be compared."""
    return replace(
        line, ticket=clean.cell(line.ticket), name=clean.cell(line.name),
        organization=clean.cell(line.organization), proof=clean.cell(line.proof),
    )  # fmt: skip


def _of_attendance(row: Attendance, written: set[str]) -> Line:
    registration = row.registration
    proof = _("Paper list, signed") if row.proof == Proof.PAPER else row.get_proof_display()
    if row.serial in written:
        proof = _("%(proof)s; confirmed by mail") % {"proof": proof}
    headcount = registration is not None and registration.kind == Registration.Kind.HEADCOUNT
    name = queries.name_of(row)
    if headcount and name:
        name = _("%(name)s (group counted by heads)") % {"name": name}
    return Line(
        row.serial, name, registration.organization if registration and not headcount else "",
        _clock(row.first_in), _clock(row.last_out), row.minutes, row.heads, proof,
    )  # fmt: skip


def _without_ticket(door: Door, area: int) -> Iterator[Line]:
    for conflict in reversed(queries.conflicts(door)):
        scan = conflict.scan
        if conflict.kind == "unknown" and scan.area == area and scan.kind == "in":
            name = _("Unknown person, let in at the door")
            yield Line(f"{STRANGER}{scan.pk}", name, "", _clock(scan.at), "", 0, scan.heads, conflict.label)
    for stay in OnlineStay.objects.filter(door=door, area=area, serial="", dismissed=False):
        name = _("“%(name)s” in the video room") % {"name": stay.name or "?"}
        proof = _("Online, matched with nobody: does not count")
        yield Line(f"{STAY}{stay.pk}", name, "", _clock(stay.joined_at), _clock(stay.left_at), 0, 0, proof)


def _counted(event: Event, session: Session | None) -> Iterator[Line]:
    for count in queries.head_counts(event):
        if count.session_id == (session.pk if session else None):
            span = f" ({count.low}–{count.high})" if count.low != count.high else ""
            name, proof = _("Heads counted") + span, count.get_method_display()
            yield Line(f"{COUNTED}{count.pk}", name, "", _clock(count.counted_at), "", 0, count.value, proof)


def _confirmed_by_mail(door: Door, area: int) -> set[str]:
    """Whose attendance was confirmed by a mail that went out and did not come back."""
    begin = f"attendance:{door.pk}:{area}:"
    causes = OutboxMessage.objects.filter(cause__startswith=begin, sent_at__isnull=False, failed_at=None)
    return {cause.split(":")[3] for cause in causes.values_list("cause", flat=True)}


def _in_words(line: Line) -> str:
    return ", ".join(filter(None, [line.first, line.last, f"{line.minutes} min", line.proof]))


def _clock(at: datetime | None) -> str:
    return timezone.localtime(at).strftime(_MOMENT) if at else ""
