"""The one link behind which everything stands that a person can do with a registration.

The secret is the record's random uid and a keyed hash over it and its `link_version`: 122 + 128 random bits,
the same in every mail, and nothing in the database opens it. A new version closes all older links.
"""

import base64
import binascii
import hmac
import uuid
from typing import TypeVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .models import Invitation, Registration, Seat

_TAG = 16
R = TypeVar("R", Registration, Seat, Invitation)


def secret_of(record: Registration | Seat | Invitation) -> str:
    """The secret of this record's link: 43 letters, digits, `-` and `_`."""
    return base64.urlsafe_b64encode(record.uid.bytes + _tag(record)).decode().rstrip("=")


def address_of(record: Registration | Seat | Invitation, name: str = "self_service:mine") -> str:
    """The whole address for a mail."""
    return settings.SITE_URL + reverse(name, args=[secret_of(record)])


def open_registration(secret: str) -> Registration:
    """The registration with this secret, its admission loaded, or Refused with a sentence."""
    found = Registration.objects.select_related(
        "admission__event__place", "admission__series", "capacity", "main"
    )
    return _checked(found.filter(uid=_uid(secret)).first(), secret)


def open_seat(secret: str) -> Seat:
    """One seat of a group, its registration loaded, or Refused with a sentence."""
    return _checked(
        Seat.objects.select_related("registration__admission").filter(uid=_uid(secret)).first(), secret
    )


def open_invitation(secret: str) -> Invitation:
    """The invitation with this secret, or Refused with a sentence."""
    return _checked(Invitation.objects.select_related("admission").filter(uid=_uid(secret)).first(), secret)


def _tag(record: Registration | Seat | Invitation) -> bytes:
    content = f"{record._meta.label_lower}:{record.uid}:{getattr(record, 'link_version', 1)}"
    return hmac.digest(b"personal link:" + settings.SECRET_KEY.encode(), content.encode(), "sha256")[:_TAG]


def _uid(secret: str) -> uuid.UUID:
    try:
        raw = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
        return uuid.UUID(bytes=raw[:-_TAG])
    except (ValueError, binascii.Error, UnicodeEncodeError):
        raise _unknown() from None


def _checked(record: R | None, secret: str) -> R:
    if record is None or not hmac.compare_digest(secret_of(record), secret):
        raise _unknown()
    return record


def _unknown() -> Refused:
    return Refused(
        _("This link is not known or was replaced. Please copy the whole address from the newest mail.")
    )
