"""Files from visitors: known by their content, never by what they say they are. Nothing of a refused one is stored."""

import io
import logging
import secrets
import warnings
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from kogge.core.pictures import MOST_BYTES, MOST_PIXELS
from kogge.core.refusals import Refused
from kogge.take_part.registration.applications import FileAnswer
from kogge.take_part.registration.identity import plain_line

log = logging.getLogger("kogge.uploads")
ACCEPT = ".pdf,.png,.jpg,.jpeg,.webp"
MOST_NAME = 150
_PDF = "application/pdf"
_ENDINGS = {
    _PDF: {".pdf"}, "image/png": {".png"}, "image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "image/webp": {".webp"},
}  # fmt: skip
_TAIL = 2048
_ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


def checked(upload: Any, question_id: int, *, field: str | None = None) -> FileAnswer:
    """The file with a random name to be stored under, or Refused with a sentence; each refusal is logged."""
    try:
        content = _content(upload)
        kind = _kind(content)
        name = _name(str(upload.name or ""), kind)
    except Refused as refusal:
        log.warning("an upload to question %s was refused: %s", question_id, refusal)
        raise Refused(str(refusal), field=field) from None
    stored = ContentFile(content, name=f"{secrets.token_hex(16)}{min(_ENDINGS[kind], key=len)}")
    return FileAnswer(question_id, stored, name, kind)


def _content(upload: Any) -> bytes:
    upload.seek(0)
    content = bytes(upload.read(MOST_BYTES + 1))
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB. Please choose a smaller one."))
    if not content:
        raise Refused(_("This file is empty. Please choose another one."))
    return content


def _kind(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        kind = Image.MIME[picture.format or ""]
        picture.verify()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(
            _("This picture has more than 40 million pixels. Please choose a smaller one.")
        ) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError):
        raise Refused(_("Please choose a PDF, PNG, JPEG or WebP file. This one is none of them.")) from None
    return kind


def _pdf(content: bytes) -> str:
    tail = content[-_TAIL:]
    before, marker, after = tail.rpartition(b"%%EOF")
    if (
        content[5:7] not in {b"1.", b"2."}
        or not marker
        or b"startxref" not in before
        or after.strip(b"\r\n \0")
    ):
        raise Refused(
            _("This PDF is damaged or something else. Please save it again and choose the new one.")
        )
    if any(word in content for word in _ACTIVE):
        raise Refused(
            _("This PDF holds programs or further files. Please print it into a new PDF and choose that.")
        )
    return _PDF


def _name(given: str, kind: str) -> str:
    """What the file is called, for people only. A path in it, or an ending that lies, is refused."""
    if any(sign in given for sign in '/\\:*?"<>|') or given.startswith("."):
        raise Refused(_("The name of this file is a path or holds special characters. Please rename it."))
    name = plain_line(given)[-MOST_NAME:]
    ending = PurePath(name).suffix.lower()
    if ending not in _ENDINGS[kind]:
        raise Refused(
            _("The name of this file says something else than its content. Please choose the right one.")
        )
    return name
