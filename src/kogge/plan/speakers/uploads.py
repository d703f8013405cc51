"""Slides: known by their content, never by what they say they are. Nothing of a refused file is stored.

PDF (ISO 32000), and presentations packed as ZIP: Office Open XML (ECMA-376) and OpenDocument (ISO 26300).
"""

import io
import secrets
import zipfile
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kogge.core.pictures import MOST_BYTES
from kogge.core.refusals import Refused

from .models import Slides

ACCEPT = ".pdf,.pptx,.odp"
_KINDS = {
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odp": "application/vnd.oasis.opendocument.presentation",
}
_MOST_PARTS, _MOST_UNPACKED = 5_000, 300 * 2**20


def checked(upload: Any) -> tuple[ContentFile, str, str]:
    """The file under a random name, what it is called for people, and its kind; or Refused with a sentence."""
    upload.seek(0)
    content = bytes(upload.read(MOST_BYTES + 1))
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB. Please choose a smaller one."), field="file")
    name = str(upload.name or "").strip()[-150:]
    ending = PurePath(name).suffix.lower()
    if any(sign in name for sign in '/\\:*?"<>|\n\r') or name.startswith(".") or ending not in _KINDS:
        raise Refused(_("Please choose a PDF, PPTX or ODP file with a plain name."), field="file")
    if _ending_of(content) != ending:
        raise Refused(
            _(
                "The content of this file is not what its name says. Please save it again and choose the new one."
            ),
            field="file",
        )
    return ContentFile(content, name=f"{secrets.token_hex(16)}{ending}"), name, _KINDS[ending]


def answer(slides: Slides) -> HttpResponse:
    """As an attachment that no browser runs."""
    with slides.file.open() as file:
        response = HttpResponse(file.read(), content_type=slides.kind)
    response["Content-Disposition"] = content_disposition_header(True, slides.name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _ending_of(content: bytes) -> str:
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return ".pdf"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > _MOST_UNPACKED:
                return ""
            names = {one.filename for one in parts}
            if "ppt/presentation.xml" in names and "ppt/vbaProject.bin" not in names:
                return ".pptx"
            if "mimetype" in names and packed.read("mimetype").strip() == _KINDS[".odp"].encode():
                return ".odp"
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        pass
    return ""
