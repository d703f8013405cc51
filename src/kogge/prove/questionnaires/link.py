"""The link behind which the questions stand.

The secret is the questionnaire's random uid and a keyed hash over it and its `link_version`: 122 + 128 random bits,
the same in the invitation and in each reminder, and nothing in the database opens it. A new version closes older ones.
"""

import base64
import binascii
import hmac
import uuid

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .models import Questionnaire

_TAG = 16


def secret_of(questionnaire: Questionnaire) -> str:
    """43 letters, digits, `-` and `_`."""
    return base64.urlsafe_b64encode(questionnaire.uid.bytes + _tag(questionnaire)).decode().rstrip("=")


def address_of(questionnaire: Questionnaire) -> str:
    """The whole address for a letter."""
    return settings.SITE_URL + reverse("answering:answer", args=[secret_of(questionnaire)])


def questionnaire_of(secret: str) -> Questionnaire:
    """The questionnaire with this secret, whatever became of it, or Refused with a sentence."""
    try:
        raw = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
        uid = uuid.UUID(bytes=raw[:-_TAG])
    except (ValueError, binascii.Error, UnicodeEncodeError):
        raise _unknown() from None
    found = Questionnaire.objects.select_related(
        "participant__person", "participant__operation__profile", "participant__operation__beneficiary"
    )
    one = found.filter(uid=uid).first()
    if one is None or not hmac.compare_digest(secret_of(one), secret):
        raise _unknown()
    return one


def _tag(questionnaire: Questionnaire) -> bytes:
    content = f"{questionnaire.uid}:{questionnaire.link_version}"
    return hmac.digest(b"questionnaire:" + settings.SECRET_KEY.encode(), content.encode(), "sha256")[:_TAG]


def _unknown() -> Refused:
    return Refused(
        _("This link is not known or was replaced. Please copy the whole address from the newest letter.")
    )
