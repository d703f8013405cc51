"""One ZIP of everything that proves an event or an operation: asked for, made by the clock, the same bytes for the
same state, encrypted until somebody takes it along. After a week the file goes; its sums stay."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.lists import vault
from kogge.prove.lists.paper import MARK
from kogge.prove.seals.box import BrokenSealError

from . import contents
from .models import Archive
from .queries import stored_files
from .verifying import MANIFEST, mark_of

KEPT = timedelta(days=7)
_SILENT = timedelta(minutes=2)
State = Archive.State


class Cancelled(Exception):  # noqa: N818  it is no error
    """Somebody needs the archive no more."""


@transaction.atomic
def ask(about: Event | Operation, *, scope: set[str] | None, by: User, sure: bool) -> Archive:
    """Ask for an archive; it holds names, so its reader says that a funder or auditor needs them."""
    if not sure:
        raise Refused(_("Please confirm that the names in it are needed for the proof."), field="sure")
    which: dict[str, Any] = {"event": about} if isinstance(about, Event) else {"operation": about}
    asked = Archive.objects.create(
        **which, scope=None if scope is None or "event" in which else sorted(scope),
        language=(get_language() or "de")[:2], asked_by=str(by.pk), asked_at=timezone.now(),
    )  # fmt: skip
    history.record(asked, "archive asked for", by=by, after={"about": about.slug})
    return asked


@transaction.atomic
def cancel(asked: Archive, *, by: User) -> None:
    """Stop making it. What was written so far is thrown away."""
    count = Archive.objects.filter(pk=asked.pk, state__in=[State.WAITING, State.RUNNING]).update(
        state=State.CANCELLED
    )
    if count:
        history.record(asked, "archive cancelled", by=by)


def taken(asked: Archive, *, by: User) -> Iterator[bytes]:
    """The bytes of a finished archive, in pieces. Who took it along is kept."""
    if asked.state != State.DONE:
        raise Refused(_("This archive is not there (any more). Please ask for it again."))
    with transaction.atomic():
        history.record(asked, "archive downloaded", by=by, after={"sha256": asked.sha256})
    return vault.read(asked.file, about=asked.code)


def work_off() -> int:
    """Make what waits, and what a process that died left half-made. Returns how many were made."""
    made = 0
    while (asked := _claim()) is not None:
        try:
            with translation.override(asked.language):
                _make(asked)
            made += 1
        except Cancelled:
            pass
        except (BrokenSealError, OSError) as error:
            values = {"state": State.FAILED, "problem": str(error)[:300]}
            Archive.objects.filter(pk=asked.pk, state=State.RUNNING).update(**values)
    return made


def forget_old() -> int:
    """Delete archives after a week, and files that a rolled-back transaction left behind. Returns how many."""
    old = Archive.objects.filter(state=State.DONE, done_at__lt=timezone.now() - KEPT)
    names = list(old.values_list("file", flat=True))
    with transaction.atomic():
        old.update(state=State.FORGOTTEN, file="")
        for name in names:
            vault.drop(name)
    lost = [
        name for name in vault.names() - stored_files().keys() - set(names) if vault.age(name) > vault.SETTLED
    ]
    for name in lost:
        vault.drop(name)
    return len(names) + len(lost)


def _claim() -> Archive | None:
    now = timezone.now()
    due = Q(state=State.WAITING) | Q(state=State.RUNNING, beat_at__lt=now - _SILENT)
    asked = (
        Archive.objects.filter(due).select_related("event__operation__profile", "operation__profile").first()
    )
    if asked is None:
        return None
    mine = Archive.objects.filter(due, pk=asked.pk).update(state=State.RUNNING, beat_at=now, done=0)
    return asked if mine else _claim()


def _make(asked: Archive) -> None:
    events = contents.events_of(asked.about, asked.scope)
    listed = list(contents.entries(asked.about, events))
    Archive.objects.filter(pk=asked.pk).update(total=len(listed))
    head = contents.head(asked.about, events, asked.scope)
    facts: dict[str, Any] = {"size": 0, "sum": hashlib.sha256()}
    name = vault.store(_counted(_zipped(asked, head, listed, facts), facts), about=asked.code)
    values = {
        "state": State.DONE, "file": name, "size": facts["size"], "sha256": facts["sum"].hexdigest(),
        "mark": facts["mark"], "done_at": timezone.now(),
    }  # fmt: skip
    if not Archive.objects.filter(pk=asked.pk, state=State.RUNNING).update(**values):
        with transaction.atomic():
            vault.drop(name)


class _Sink:
    """Where the ZIP is written to, and taken from piece by piece."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, piece: bytes) -> int:
        self.waiting += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """What was written since the last time."""
        piece, self.waiting = bytes(self.waiting), bytearray()
        return piece


def _zipped(
    asked: Archive, head: dict[str, Any], listed: list[contents.Entry], facts: dict[str, Any]
) -> Iterator[bytes]:
    sink, files = _Sink(), []
    with zipfile.ZipFile(sink, "w") as archive:  # type: ignore[call-overload]
        for number, entry in enumerate(listed, 1):
            content = entry.read()
            digest = hashlib.sha256(content).hexdigest()
            files.append({"path": entry.path, "size": len(content), "sha256": digest, **entry.about})
            archive.writestr(_plain(entry.path), content)
            _beat(asked, number)
            yield sink.take()
        manifest = json.dumps(head | {"files": files}, ensure_ascii=False, indent=1, sort_keys=True).encode()
        facts["mark"] = mark_of(manifest)
        sums = "".join(f"{one['sha256']}  {one['path']}\n" for one in files)
        archive.writestr(_plain("SHA256SUMS"), sums.encode())
        archive.writestr(_plain("manifest.txt"), _in_words(head, files).encode())
        archive.writestr(_plain(MANIFEST), manifest)
        archive.comment = (MARK + facts["mark"]).encode()
    yield sink.take()


def _counted(pieces: Iterator[bytes], facts: dict[str, Any]) -> Iterator[bytes]:
    for piece in pieces:
        facts["size"] += len(piece)
        facts["sum"].update(piece)
        yield piece


def _beat(asked: Archive, number: int) -> None:
    """Show how far it is, and stop when nobody wants it any more."""
    here = Archive.objects.filter(pk=asked.pk, state=State.RUNNING)
    if not here.update(done=number, beat_at=timezone.now()):
        raise Cancelled


def _plain(path: str) -> zipfile.ZipInfo:
    """Stored as it is, with a fixed time: nothing but the content decides the bytes."""
    info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    info.external_attr, info.create_system = 0o644 << 16, 3
    return info


def _in_words(head: dict[str, Any], files: list[dict[str, Any]]) -> str:
    lines = [_("Evidence: %(about)s") % {"about": head["about"]}, ""]
    lines += [head["statement"], head["operation"]["title"]] if "operation" in head else []
    lines += [_("Fictional data: nobody in this archive exists.")] if head["fictional"] else []
    lines += ["", _("Files (SHA-256 of each in SHA256SUMS)"), ""]
    for one in files:
        words = [str(one[key]) for key in ("what", "title", "day", "alt", "rights", "reason") if one.get(key)]
        lines += [one["path"], f"  {' · '.join(words)}", f"  {one['size']} B, {one['sha256']}"]
    missing = [
        *head.get("missing_publicity", ()),
        *(f"{slug}: {', '.join(m)}" for slug, m in head["missing"].items()),
    ]
    lines += ["", _("What is missing"), ""]
    return "\n".join([*lines, *(missing or [_("Nothing.")]), ""])
