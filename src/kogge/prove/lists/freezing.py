"""Freezing attendance lists, and what became different since."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.plan.events.actions.events import take
from kogge.plan.events.models import Event, Session
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.seals import rows as seals

from . import attendees, paper, vault
from .attendees import Change, Line
from .models import AttendanceList, new_code
from .queries import newest


@transaction.atomic
def freeze(event: Event, session: Session | None = None, *, by: User, reason: str = "") -> AttendanceList:
    """Keep who was there as it is known now, as PDF and table, in the active language.

    The first version needs no reason. A later one needs one, and something that differs.
    """
    fresh = take(event)
    today = timezone.localdate()
    if fresh.starts_on is None or fresh.starts_on > today:
        raise Refused(_("The event has not begun yet. Its list can be frozen afterwards."))
    last = newest(fresh, session.pk if session else 0)
    found = attendees.lines(fresh, session)
    if not found:
        raise Refused(_("Nobody stands on this list yet."))
    changed = differences(last) if last else []
    if last and not changed:
        raise Refused(_("Nothing differs from version %(number)d.") % {"number": last.version})
    if last and not reason.strip():
        raise Refused(_("Please say why a new version is needed."), field="reason")
    version = last.version + 1 if last else 1
    facts = paper.Facts(
        new_code(), fresh, session, fresh.operation, version, reason.strip()[:300] if last else "",
        timezone.now(), by.name or by.email, is_fictional(fresh), tuple(changed),
    )  # fmt: skip
    frozen = _stored(found, facts, by)
    after = {"version": frozen.version, "event": fresh.slug, "table_sha256": frozen.table_sha256}
    seals.record(frozen, "list frozen", by=by, after=after, reason=frozen.reason)
    return frozen


def differences(frozen: AttendanceList) -> list[Change]:
    """What is known differently now, in the language of the list."""
    with translation.override(frozen.language):
        now = [attendees.printed(line) for line in attendees.lines(frozen.event, frozen.session)]
        return attendees.changes(lines_of(frozen), now)


def lines_of(frozen: AttendanceList) -> list[Line]:
    """What stands on a frozen list."""
    return paper.lines_of(vault.whole(frozen.table, about=frozen.code))


def compare_waiting() -> int:
    """Look again at lists whose event changed, so that pages can say which differ. Returns how many it looked at."""
    waiting = AttendanceList.objects.filter(to_compare=True).select_related("event", "session")
    count = 0
    for frozen in waiting:
        AttendanceList.objects.filter(pk=frozen.pk).update(to_compare=False)
        last = newest(frozen.event, frozen.area)
        differs = len(differences(frozen)) if last and last.pk == frozen.pk else 0
        AttendanceList.objects.filter(pk=frozen.pk).update(differs=differs)
        count += 1
    return count


def _stored(found: list[Line], facts: paper.Facts, by: User) -> AttendanceList:
    code, session = facts.code, facts.session
    table = paper.table(found, code)
    table_sha256 = hashlib.sha256(table).hexdigest()
    pdf = paper.pdf(found, facts, table_sha256)
    people, heads, minutes = attendees.totals(found)
    columns: dict[str, Any] = {
        "code": code, "version": facts.version, "reason": facts.reason, "operation": facts.operation,
        "language": (get_language() or "de")[:2], "frozen_at": facts.frozen_at, "frozen_by": str(by.pk),
        "people": people, "heads": heads, "minutes": minutes,
        "pdf": vault.store(pdf, about=code), "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
        "table": vault.store(table, about=code), "table_sha256": table_sha256,
    }  # fmt: skip
    return AttendanceList.objects.create(
        event=facts.event, session=session, area=session.pk if session else 0, **columns
    )
