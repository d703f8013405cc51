"""Files given as answers: known by their content, and the limits said before the upload."""

from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from kogge.core.pictures import clean_picture
from kogge.plan.speakers import uploads as slides

ACCEPT = f"{slides.ACCEPT},.png,.jpg,.jpeg,.webp"
LIMITS = _("PDF, PPTX, ODP, PNG, JPEG or WebP, at most 10 MB.")
_PICTURES = {".png", ".jpg", ".jpeg", ".webp"}


def checked(upload: Any) -> tuple[ContentFile, str, str]:
    """The file under a random name, what it is called for people, and its kind; or Refused with a sentence.

    Pictures are written anew, without the place and camera in them.
    """
    name = PurePath(str(upload.name or ""))
    if name.suffix.lower() in _PICTURES:
        return clean_picture(upload), f"{name.stem[:140]}.jpg", "image/jpeg"
    return slides.checked(upload)
