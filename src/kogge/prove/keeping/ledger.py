"""Who was erased, outside the database: random numbers alone, appended and brought to the disk one by one.

A backup restored later still holds these people; `again` erases them once more. Each line names the installation.
A line is written last in the transaction that erases: should the machine die in between, `again` finishes the job.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kogge.take_part.registration.models import Registration

from .models import Installation

PERSON, REGISTRATION = "person", "registration"


@dataclass(frozen=True)
class Line:
    """One erasure: when, of what, under which random number, at which installation."""

    at: str
    kind: str
    subject: UUID
    installation: UUID


def path() -> Path:
    """Among the keys, apart from the database: best on another disk."""
    return Path(settings.ERASURES)


def append(kind: str, subject: UUID, of: UUID | None = None) -> None:
    """Write one line and wait until the disk has it."""
    line = {
        "at": timezone.now().isoformat(timespec="seconds"), "kind": kind, "subject": str(subject),
        "installation": str(of or installation()),
    }  # fmt: skip
    file = path()
    is_new = not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        torn = not is_new and not file.read_bytes().endswith(b"\n") and file.stat().st_size > 0
        os.write(handle, (b"\n" if torn else b"") + json.dumps(line).encode() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def lines(file: Path | None = None) -> list[Line]:
    """All erasures, oldest first. A line that a power cut tore in two is no erasure: its transaction was not stored."""
    source = file or path()
    if not source.exists():
        return []
    found = []
    for text in source.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            one = json.loads(text)
            found.append(Line(one["at"], one["kind"], UUID(one["subject"]), UUID(one["installation"])))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def installation() -> UUID:
    """The number of this installation; the first who asks makes it."""
    row = Installation.objects.first() or Installation.objects.create()
    return row.number


def registration_changed(*, what: str, registration: Registration | None = None, **_facts: object) -> None:
    """A registration that was erased alone goes into the ledger once that is stored."""
    if what == "erased" and registration is not None:
        number = registration.uid
        transaction.on_commit(lambda: append(REGISTRATION, number))
