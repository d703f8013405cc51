"""Pictures from people: checked before they are decoded, shrunk, written anew without any hidden data."""

import io
import secrets
import warnings
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .refusals import Refused

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 40_000_000
LONGEST_EDGE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")


def clean_picture(upload: Any, *, longest_edge: int = LONGEST_EDGE) -> ContentFile:
    """A JPEG file with a random name, at most `longest_edge` wide and high, without place or camera data.

    Size and number of pixels are checked before anything is decoded. Raises `Refused`, field `picture`.
    """
    content = _read(upload)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _unreadable() from error
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_pixels()
    try:
        return ContentFile(_encoded(picture, longest_edge), name=f"{secrets.token_hex(16)}.jpg")
    except (OSError, ValueError, SyntaxError) as error:
        raise _unreadable() from error


def size_of(picture: Any) -> tuple[int, int]:
    """Width and height of a stored picture, (0, 0) when it is gone."""
    try:
        return (int(picture.width), int(picture.height))
    except (OSError, ValueError):
        return (0, 0)


def _read(upload: Any) -> bytes:
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(
            _("This picture is larger than 10 MB. Please save a smaller copy and choose that one."),
            field="picture",
        )
    return bytes(content)


def _encoded(picture: Image.Image, longest_edge: int) -> bytes:
    picture.draft("RGB", (longest_edge * 2, longest_edge * 2))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((longest_edge, longest_edge), Image.Resampling.LANCZOS)
    colours = upright.convert("RGBA")
    page = Image.new("RGB", colours.size, "white")
    page.paste(colours, mask=colours.getchannel("A"))
    file = io.BytesIO()
    page.save(file, "JPEG", quality=82, optimize=True, progressive=True)
    return file.getvalue()


def _too_many_pixels() -> Refused:
    return Refused(
        _("This picture has more than 40 million pixels. Please save a smaller copy and choose that one."),
        field="picture",
    )


def _unreadable() -> Refused:
    return Refused(
        _("This file is not a picture we can read. Please choose a JPEG, PNG or WebP file."), field="picture"
    )
