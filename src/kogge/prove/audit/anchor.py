"""Anchors: head and length of the history, kept outside the database, so that entries cut off its end are missed.

A chain shows what was changed in its middle; where its last entries are gone, it simply ends earlier. The file
`history-anchors.json` lies in the data directory and in every backup: one anchor for each day and the newest. Each is
signed with the key of the history (HMAC, RFC 2104). An auditor may note one and compare it years later.
"""

import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.models import HistoryEntry
from kogge.prove.seals import box

from .models import Verification


@dataclass(frozen=True)
class Anchor:
    """The history as it was: so many entries, the last one with this number and hash."""

    at: str
    entries: int
    entry: int
    hash: str
    signature: str = ""

    def signed(self) -> "Anchor":
        content = f"{self.at}|{self.entries}|{self.entry}|{self.hash}".encode()
        signature = hmac.digest(box.key(box.Purpose.HISTORY), content, "sha256").hex()
        return Anchor(self.at, self.entries, self.entry, self.hash, signature)


def current() -> Anchor | None:
    """The history as it is now."""
    last = HistoryEntry.objects.order_by("-pk").first()
    if last is None:
        return None
    entries = HistoryEntry.objects.filter(pk__lte=last.pk).count()
    at = timezone.now().replace(microsecond=0).isoformat()
    return Anchor(at, entries, last.pk, last.hash).signed()


def path() -> Path:
    """Where they are kept."""
    return Path(settings.DATA) / "history-anchors.json"


def keep() -> Anchor | None:
    """Write the newest anchor, unless the history stands still or lacks what an older anchor knows."""
    known = read()
    head = HistoryEntry.objects.order_by("-pk").values_list("hash", flat=True).first()
    if head is None or (known and known[-1].hash == head) or any(faults(known)):
        return known[-1] if known else None
    newest = current()
    if newest is not None:
        days = {one.at[:10]: one for one in [*known, newest]}
        content = json.dumps({"anchors": [asdict(one) for one in days.values()]}, indent=1)
        path().parent.mkdir(parents=True, exist_ok=True)
        draft = path().with_suffix(f".{os.getpid()}")
        draft.write_text(content, encoding="utf-8")
        draft.replace(path())
    return newest


def read(file: Path | None = None) -> list[Anchor]:
    """The kept anchors, oldest first. A file that is none raises ValueError."""
    file = file or path()
    if not file.exists():
        return []
    try:
        return [Anchor(**row) for row in json.loads(file.read_text(encoding="utf-8"))["anchors"]]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(_("%(file)s is no list of anchors.") % {"file": file.name}) from error


def faults(anchors: list[Anchor]) -> Iterator[str]:
    """A sentence for each anchor that the history does not lead through any more."""
    there = set(HistoryEntry.objects.filter(hash__in=[one.hash for one in anchors]).values_list("pk", "hash"))
    for one in anchors:
        facts = {"at": one.at, "entries": one.entries}
        if not hmac.compare_digest(one.signed().signature, one.signature):
            yield _("The anchor of %(at)s was not written by this installation.") % facts
        elif (one.entry, one.hash) not in there:
            yield _("The history had %(entries)s entries on %(at)s; its end of then is missing now.") % facts


@transaction.atomic
def begin_anew(*, by: Any, reason: str) -> None:
    """After a restore the history ends earlier, as it should. The old anchors are put aside and the reason is kept."""
    last = read()[-1] if read() else None
    about = Verification.objects.filter(state=Verification.State.WAITING).first()
    about = about or Verification.objects.create(asked_by=by if isinstance(by, str) else str(by.pk))
    after = {"entries": last.entries if last else 0, "hash": last.hash if last else ""}
    history.record(about, "history restored from a backup", by=by, after=after, reason=reason[:500])
    if path().exists():
        aside = path().with_name(f"history-anchors-until-{timezone.now():%Y%m%d%H%M%S}.json")
        transaction.on_commit(lambda: path().replace(aside))
