"""Whether a file is one that this installation issued, byte by byte. Files name their own record by a code inside."""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core.reactions import announce
from kogge.prove.lists.models import LETTERS, AttendanceList
from kogge.prove.lists.paper import MARK

from .models import Archive, EvidenceFile

OK, CHANGED, UNKNOWN = "ok", "changed", "unknown"
MANIFEST = "manifest.json"
_CODE = re.compile(rf"(?<![{LETTERS}])([{LETTERS}]{{16}})(?![{LETTERS}])".encode())
_MOST_MANIFEST = 50 * 2**20


@dataclass(frozen=True)
class Verdict:
    """What a file is. `details` are sentences: what else to know."""

    state: str
    sentence: str
    code: str = ""
    details: tuple[str, ...] = ()


def verify(content: bytes) -> Verdict:
    """Compare the sum with those that were kept; else look for the code of the record that the file claims to be."""
    digest = hashlib.sha256(content).hexdigest()
    same = _same(digest)
    if same is not None:
        return same
    answers: list[dict[str, Any]] = []
    announce("verification asked", content=content, sha256=digest, found=answers)
    if answers:
        one = min(answers, key=lambda answer: (OK, CHANGED, UNKNOWN).index(answer["state"]))
        return Verdict(one["state"], one["sentence"], one.get("code", ""))
    return _claimed(content) or Verdict(UNKNOWN, _("This installation did not issue this file."))


def _same(digest: str) -> Verdict | None:
    lists = AttendanceList.objects.select_related("event", "session")
    frozen = lists.filter(pdf_sha256=digest).first() or lists.filter(table_sha256=digest).first()
    if frozen is not None:
        newer = lists.filter(event=frozen.event, area=frozen.area, version__gt=frozen.version).last()
        more = (_("There is a newer version of this list."),) if newer else ()
        return Verdict(OK, _list_in_words(frozen), frozen.code, more)
    file = EvidenceFile.objects.filter(sha256=digest).exclude(sha256="").first()
    if file is not None:
        gone = (_("It was removed since."),) if file.removed_at else ()
        when = _moment(file.added_at)
        what = _("%(kind)s, added on %(when)s") % {"kind": file.kind_label, "when": when}
        return Verdict(OK, what, file.code, gone)
    archive = Archive.objects.filter(sha256=digest).exclude(sha256="").first()
    if archive is not None:
        return Verdict(OK, _archive_in_words(archive), archive.code)
    return None


def _claimed(content: bytes) -> Verdict | None:
    """A file with a known code inside and another sum was changed."""
    codes = {code.decode() for code in _CODE.findall(content)}
    frozen = AttendanceList.objects.filter(code__in=codes).select_related("event", "session").first()
    manifest, wrong = _opened(content)
    marks = {code for code in codes if MARK.encode() + code.encode() in content} | {mark_of(manifest)}
    archive = Archive.objects.filter(mark__in=marks - {""}).first()
    if archive is not None:
        sentence = _("This is not %(what)s as it was issued.") % {"what": _archive_in_words(archive)}
        return Verdict(CHANGED, sentence, archive.code, tuple(wrong))
    if frozen is not None and not manifest:
        sentence = _("This is not %(what)s as it was frozen.") % {"what": _list_in_words(frozen)}
        return Verdict(CHANGED, sentence, frozen.code)
    if manifest and wrong:
        return Verdict(CHANGED, _("This archive does not fit its own manifest."), details=tuple(wrong))
    return None


def mark_of(manifest: bytes) -> str:
    """Sixteen letters that follow from a manifest: the same state has the same mark."""
    number = int.from_bytes(hashlib.sha256(manifest).digest()[:12], "big")
    signs = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(16)]
    return "".join(signs) if manifest else ""


def _opened(content: bytes) -> tuple[bytes, list[str]]:
    """The manifest of an archive, and what in the archive does not fit it. Nothing is unpacked to disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            about = archive.getinfo(MANIFEST)
            if about.file_size > _MOST_MANIFEST:
                return b"", []
            manifest = archive.read(about)
            return manifest, _misfits(archive, json.loads(manifest)["files"])
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        return b"", []


def _misfits(archive: zipfile.ZipFile, listed: list[dict[str, Any]]) -> list[str]:
    there = {info.filename: info for info in archive.infolist()}
    wrong = []
    for entry in listed:
        path = str(entry["path"])
        info = there.pop(path, None)
        if info is None:
            wrong.append(_("%(path)s is missing.") % {"path": path})
        elif info.file_size != entry["size"] or _sum_of(archive, info) != entry["sha256"]:
            wrong.append(_("%(path)s was changed.") % {"path": path})
    extra = there.keys() - {MANIFEST, "manifest.txt", "SHA256SUMS"}
    return wrong + [_("%(path)s does not belong there.") % {"path": path} for path in sorted(extra)]


def _sum_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    found = hashlib.sha256()
    try:
        with archive.open(info) as source:
            while piece := source.read(2**20):
                found.update(piece)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError):
        return ""
    return found.hexdigest()


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def _list_in_words(frozen: AttendanceList) -> str:
    return _("list of “%(event)s”, version %(number)d, frozen at %(when)s") % {
        "event": frozen.session or frozen.event, "number": frozen.version,
        "when": _moment(frozen.frozen_at),
    }  # fmt: skip


def _archive_in_words(archive: Archive) -> str:
    return _("archive of “%(about)s”, made on %(when)s") % {
        "about": archive.about, "when": _moment(archive.asked_at)
    }  # fmt: skip
