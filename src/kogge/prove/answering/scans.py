"""Scans of sheets: known by their content, never by what they say they are."""

import io
import warnings
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from kogge.core.pictures import MOST_BYTES, MOST_PIXELS
from kogge.core.refusals import Refused

ACCEPT = ".pdf,.png,.jpg,.jpeg"
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def checked(upload: Any) -> tuple[bytes, str]:
    """Content and kind of an upload, or Refused with a sentence."""
    content = bytes(upload.read(MOST_BYTES + 1))
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB. Please choose a smaller one."), field="scan")
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return content, "application/pdf"
    return content, _picture(content)


def _picture(content: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(
                _("This picture has more than 40 million pixels. Please choose a smaller one."), field="scan"
            )
        kind = Image.MIME[picture.format or ""]
        picture.verify()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(
            _("This picture has more than 40 million pixels. Please choose a smaller one."), field="scan"
        ) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError):
        raise Refused(
            _("Please choose a PDF, PNG or JPEG file. This one is none of them."), field="scan"
        ) from None
    return kind
