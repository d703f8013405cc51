"""What an event and an operation owe as evidence, by the funder's profile and the event's format."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.network.grants.models import Operation
from kogge.plan.events.formats import Family
from kogge.plan.events.models import Event
from kogge.prove.lists.models import AttendanceList
from kogge.prove.lists.queries import newest_of
from kogge.prove.profiles.queries import profile_of
from kogge.publish.programme.models import PublicEvent
from kogge.take_part.attendance.models import Attendance, Proof
from kogge.take_part.registration.models import Invitation

from .models import EvidenceFile

Kind = EvidenceFile.Kind


@dataclass(frozen=True)
class Need:
    """One thing that is owed. `kind` is what has to be added when it is missing."""

    kind: str
    name: str
    done: bool
    hint: str = ""


@dataclass
class Known:
    """What there is of one event."""

    lists: list[AttendanceList] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    released: bool = False
    invited: bool = False
    on_paper: bool = False
    scanned: set[int] = field(default_factory=set)


def known_of(events: Iterable[Event]) -> dict[int, Known]:
    """What there is of each event, in a constant number of queries."""
    rows = list(events)
    found = {row.pk: Known() for row in rows}
    for pk, lists in newest_of(rows).items():
        found[pk].lists = lists
    files = EvidenceFile.objects.filter(event__in=rows, removed_at=None).order_by()
    for pk, kind, frozen in files.values_list("event", "kind", "attendance_list"):
        found[pk].kinds.add(kind)
        found[pk].scanned |= {frozen} if frozen else set()
    for pk in PublicEvent.objects.filter(event__in=rows).values_list("event", flat=True):
        found[pk].released = True
    invited = Invitation.objects.filter(admission__event__in=rows, invited_at__isnull=False)
    for pk in invited.order_by().values_list("admission__event", flat=True).distinct():
        found[pk].invited = True
    paper = Attendance.objects.filter(door__event__in=rows, proof=Proof.PAPER, attended=True)
    for pk in paper.order_by().values_list("door__event", flat=True).distinct():
        found[pk].on_paper = True
    return found


def of_event(event: Event, known: Known) -> list[Need]:
    """What an event that belongs to an operation owes now."""
    if event.operation is None:
        return []
    over = event.sort_on is not None and event.sort_on <= timezone.localdate()
    invited = known.released or known.invited or Kind.INVITATION in known.kinds
    found = [
        Need(Kind.INVITATION, _("Invitation: a released page, letters, or a file"), invited),
    ]
    if over:
        differs = sum(row.differs for row in known.lists)
        hint = _("What is known now differs: please freeze a new version.") if differs else ""
        found.append(Need("list", _("Frozen attendance list"), bool(known.lists) and not differs, hint))
    if known.on_paper:
        done = any(row.pk in known.scanned for row in known.lists)
        found.append(
            Need(Kind.SCAN, _("Scan of the signed paper list"), done, _("Somebody signed on paper."))
        )
    if over and event.mode != Event.Mode.ONLINE:
        found.append(Need(Kind.PHOTO, _("Photo that shows the emblem"), Kind.PHOTO in known.kinds))
    if over and event.format.family == Family.BODY:
        found.append(Need(Kind.MINUTES, _("Minutes"), Kind.MINUTES in known.kinds))
    return found


def of_operation(operation: Operation, known: Iterable[Known]) -> list[Need]:
    """The publicity duties of the funder's profile, and the media list (PR-12)."""
    rows = list(known)
    files = EvidenceFile.objects.filter(operation=operation, removed_at=None)
    kinds = set(files.values_list("kind", flat=True)).union(*(row.kinds for row in rows))
    by_itself = {
        Kind.WEBSITE: any(row.released for row in rows),
        Kind.DOCUMENTS: any(row.lists for row in rows),
    }
    language = (get_language() or "de")[:2]
    done = kinds | {kind for kind, is_done in by_itself.items() if is_done}
    duties = [
        Need(duty.key, duty.label.get(language) or duty.label["de"], duty.key in done)
        for duty in profile_of(operation).publicity
    ]
    return [*duties, Need(Kind.MEDIA, _("Media list: what was reported"), Kind.MEDIA in kinds)]


def gaps(event: Event) -> list[Need]:
    """What is missing of one event."""
    return [need for need in of_event(event, known_of([event])[event.pk]) if not need.done]
