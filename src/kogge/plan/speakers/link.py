"""The one link behind which a speaker finds everything: the same in every mail, closed by a new version.

The secret is the profile's random uid and a keyed hash over it and its `link_version` (RFC 2104), so nothing in the
database opens it, and a letter to 300 people needs no 300 new rows.
"""

import base64
import binascii
import hmac
import uuid

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .models import SpeakerProfile

_TAG = 16


def secret_of(profile: SpeakerProfile) -> str:
    """43 letters, digits, `-` and `_`."""
    return base64.urlsafe_b64encode(profile.uid.bytes + _tag(profile)).decode().rstrip("=")


def address_of(profile: SpeakerProfile) -> str:
    """The whole address, for a mail in the active language."""
    return settings.SITE_URL + reverse("speakers:mine", args=[secret_of(profile)])


def open_profile(secret: str) -> SpeakerProfile:
    """Whose link this is, or Refused with a sentence. After a merge the link opens the record that was kept."""
    found = SpeakerProfile.objects.select_related("person__profile").filter(uid=_uid(secret)).first()
    if found is None or not hmac.compare_digest(secret_of(found), secret):
        raise _unknown()
    if found.person.merged_into_id:
        kept = SpeakerProfile.objects.select_related("person__profile")
        return kept.filter(person=found.person.merged_into_id).first() or found
    return found


def _tag(profile: SpeakerProfile) -> bytes:
    content = f"speaker:{profile.uid}:{profile.link_version}"
    return hmac.digest(b"speaker link:" + settings.SECRET_KEY.encode(), content.encode(), "sha256")[:_TAG]


def _uid(secret: str) -> uuid.UUID:
    try:
        raw = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
        return uuid.UUID(bytes=raw[:-_TAG])
    except (ValueError, binascii.Error, UnicodeEncodeError):
        raise _unknown() from None


def _unknown() -> Refused:
    return Refused(
        _("This link is not known or was replaced. Please copy the whole address from the newest mail.")
    )
