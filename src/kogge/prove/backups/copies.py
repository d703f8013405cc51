"""Backup and restore: database, files and the ledger of erasures in one encrypted file; keys are never inside.

A backup is read back and checked before it counts. It is restored into an empty place only, and whoever was erased
since is erased again before anything else.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.prove.keeping import ledger

from . import locked, passphrases, snapshots

MANIFEST, MEDIA = "manifest.json", "media/"
SHORTEST_PASSPHRASE = 12
FRESH = timedelta(hours=24)
KEPT = timedelta(days=30)
_BESIDE = ("erasures.jsonl", "installation", "history-anchors.json", "demo-loaded")


@dataclass(frozen=True)
class Report:
    """What a backup holds."""

    manifest: dict[str, Any]

    @property
    def rows(self) -> int:
        return sum(self.manifest["database"]["rows"].values())

    @property
    def files(self) -> int:
        return len(self.manifest["files"])

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["made_at"])


def make(file: Path, passphrase: str) -> Report:
    """Write a backup, read it back, and only then let it count. Half a backup never stays."""
    _refuse_weak(passphrase)
    if file.exists():
        raise Refused(_("%(file)s exists already. Please choose another name.") % {"file": file})
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        with _aside() as folder, _opened(unfinished) as out:
            _write(out, passphrase, folder)
        report = check(unfinished, passphrase)
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    verified = {"made_at": report.manifest["made_at"], "verified_at": timezone.now().isoformat()}
    file.with_name(f"{file.name}.verified").write_text(json.dumps(verified), encoding="utf-8")
    return report


def check(file: Path, passphrase: str) -> Report:
    """Open a backup, compare every file with the manifest, and let the database check its copy. Changes nothing."""
    with _aside() as folder:
        return _checked(file, passphrase, folder)


def restore(file: Path, passphrase: str, database: dict[str, Any] | None = None) -> Report:
    """Put a backup into the empty place that the settings name. Everything is checked before anything is moved."""
    database = database or settings.DATABASES["default"]
    data, media = Path(settings.DATA), Path(settings.MEDIA_ROOT)
    if not snapshots.is_empty(database) or (media.exists() and any(media.iterdir())):
        raise Refused(
            _(
                "Something is in %(folder)s or its database already. A backup is restored into an empty place only."
            )
            % {"folder": data}
        )
    with _aside() as folder:
        report = _checked(file, passphrase, folder)
        _refuse_other_ledger(report)
        snapshots.put(folder / snapshots.FILE, report.manifest["database"], database)
        if (folder / "media").exists():
            shutil.copytree(folder / "media", media, dirs_exist_ok=True)
        for name in _BESIDE:
            if (folder / name).exists() and name != "erasures.jsonl":
                shutil.copy(folder / name, data / name)
        _join_ledgers(folder / "erasures.jsonl")
    return report


def nightly() -> Path | None:
    """A job: where backups are configured, make one a day and let those older than 30 days go."""
    passphrase = passphrases.from_file()
    if not settings.BACKUPS or not passphrase:
        return None
    folder, newest = Path(settings.BACKUPS), newest_verified()
    if newest and timezone.now() - newest < FRESH - timedelta(hours=1):
        return None
    file = folder / f"kogge-{timezone.now():%Y%m%d-%H%M%S}.backup"
    make(file, passphrase)
    for old in folder.glob("kogge-*.backup*"):
        if (
            datetime.fromtimestamp(old.stat().st_mtime, tz=timezone.get_current_timezone())
            < timezone.now() - KEPT
        ):
            old.unlink()
    return file


def newest_verified() -> datetime | None:
    """When the newest backup that was read back was made."""
    times = []
    for note in Path(settings.BACKUPS).glob("*.verified") if settings.BACKUPS else ():
        if note.with_suffix("").exists():
            times.append(datetime.fromisoformat(json.loads(note.read_text(encoding="utf-8"))["made_at"]))
    return max(times, default=None)


def newest_is_fresh() -> Iterator[str]:
    """I19: where backups are configured, the newest verified one is younger than 24 hours."""
    if settings.BACKUPS:
        newest = newest_verified()
        if newest is None:
            yield f"There is no verified backup in {settings.BACKUPS}."
        elif timezone.now() - newest > FRESH:
            yield f"The newest verified backup is of {newest:%d.%m.%Y %H:%M}."


def _write(out: IO[bytes], passphrase: str, folder: Path) -> None:
    manifest: dict[str, Any] = {
        "format": 1, "made_at": timezone.now().isoformat(),
        "installation": str(ledger.installation()), "migrations": snapshots.migrations(),
        "database": snapshots.take(folder / snapshots.FILE), "files": {},
    }  # fmt: skip
    media = Path(settings.MEDIA_ROOT)
    wanted = [(snapshots.FILE, folder / snapshots.FILE)]
    wanted += [(name, Path(settings.DATA) / name) for name in _BESIDE if name != "erasures.jsonl"]
    wanted += [("erasures.jsonl", ledger.path())]
    wanted += [
        (MEDIA + str(one.relative_to(media)), one) for one in sorted(media.rglob("*")) if one.is_file()
    ]
    with locked.Writer(out, passphrase) as writer, tarfile.open(fileobj=writer, mode="w|gz") as tar:
        for name, source in wanted:
            if source.is_file():
                manifest["files"][name] = _add(tar, name, source)
        content = json.dumps(manifest).encode()
        last = tarfile.TarInfo(MANIFEST)
        last.size = len(content)
        tar.addfile(last, io.BytesIO(content))


def _add(tar: tarfile.TarFile, name: str, source: Path) -> dict[str, Any]:
    """Copy one file; what is appended to it meanwhile is left to the next backup."""
    with source.open("rb") as file:
        entry = tarfile.TarInfo(name)
        entry.size = os.fstat(file.fileno()).st_size
        entry.mode = 0o600
        reading = _Hashed(file)
        tar.addfile(entry, reading)  # type: ignore[arg-type]
    return {"size": entry.size, "sha256": reading.digest.hexdigest()}


class _Hashed:
    """Reads a file and hashes what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(size)
        self.digest.update(content)
        return content


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Regular files below the folder, nothing else; the filter of PEP 706 is missing before Python 3.11.4."""
    for entry in tar:
        target, content = (folder / entry.name).resolve(), tar.extractfile(entry)
        if content is None or not entry.isreg() or not target.is_relative_to(folder.resolve()):
            raise tarfile.ExtractError(entry.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(0o600)
        with content, target.open("wb") as out:
            shutil.copyfileobj(content, out)


def _checked(file: Path, passphrase: str, folder: Path) -> Report:
    try:
        with file.open("rb") as source:
            reader = locked.Reader(source, passphrase)
            with tarfile.open(fileobj=reader, mode="r|gz") as tar:
                _unpack(tar, folder)
            reader.finish()
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused(_("%(file)s does not exist.") % {"file": file}) from error
    except (tarfile.TarError, OSError, ValueError) as error:
        raise Refused(_("The backup is damaged or was changed; nothing of it was used.")) from error
    if snapshots.is_newer(manifest["migrations"]):
        raise Refused(_("This backup was made by a newer version of the program. Please update first."))
    found = [name for name, facts in manifest["files"].items() if _sha256(folder / name) != facts["sha256"]]
    faults = [_("%(name)s is not what was saved.") % {"name": name} for name in found]
    faults += snapshots.faults(folder / snapshots.FILE, manifest["database"])
    if faults:
        raise Refused(" ".join(faults))
    return Report(manifest)


def _refuse_other_ledger(report: Report) -> None:
    """What lies in the data directory already must belong to the same installation."""
    ours = report.manifest["installation"]
    mark = Path(settings.DATA) / "installation"
    strange = mark.exists() and mark.read_text(encoding="ascii").strip() != ours
    if strange or any(str(one.installation) != ours for one in ledger.lines()):
        raise Refused(
            _("This backup belongs to another installation than %(folder)s. Nothing was changed.")
            % {"folder": settings.DATA}
        )


def _join_ledgers(restored: Path) -> None:
    """Erasures of the backup and those that happened since, where the newer list was kept."""
    there = set(ledger.lines())
    for line in ledger.lines(restored) if restored.exists() else ():
        if line not in there:
            ledger.append(line.kind, line.subject, line.installation)


def _refuse_weak(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refused(
            _("The passphrase is too short: at least %(n)s characters.") % {"n": SHORTEST_PASSPHRASE}
        )


@contextmanager
def _aside() -> Iterator[Path]:
    """A folder in the data directory that nobody else reads and that is gone afterwards."""
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.DATA) as folder:
        yield Path(folder)


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


def _sha256(file: Path) -> str:
    if not file.is_file():
        return ""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
