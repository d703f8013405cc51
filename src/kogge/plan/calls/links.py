"""The links behind which everything stands that somebody can do with an answer of theirs.

A secret is the record's random uid and a keyed hash over it and its purpose: 122 + 128 random bits, the same in every
mail, and nothing in the database opens it. `PAGE` is the address a browser is sent to after the first save; `MAIL` goes
out by mail only, so acting through it proves the mail address; `WITH` asks a co-applicant.
"""

import base64
import binascii
import hmac
import uuid

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .models import Applicant, Submission


class Unknown(Refused):
    """No such link."""


PAGE, MAIL, WITH = "page", "mail", "with"
_TAG = 16


def secret_of(record: Submission | Applicant, purpose: str) -> str:
    """The secret of this record for a purpose: 43 letters, digits, `-` and `_`."""
    return base64.urlsafe_b64encode(record.uid.bytes + _tag(record.uid, purpose)).decode().rstrip("=")


def path_of(submission: Submission, purpose: str = PAGE) -> str:
    """The path of somebody's own page."""
    return reverse("applying:mine", args=[secret_of(submission, purpose)])


def mailed(submission: Submission) -> str:
    """The whole address of somebody's own page, for a mail to them."""
    return settings.SITE_URL + path_of(submission, MAIL)


def open_submission(secret: str) -> tuple[Submission, bool]:
    """The submission with this secret and whether the link came by mail, or Refused with a sentence."""
    uid, tag = _read(secret)
    for purpose in (PAGE, MAIL):
        if hmac.compare_digest(tag, _tag(uid, purpose)):
            rows = Submission.objects.select_related(
                "call__event", "call__organization", "track", "session"
            ).prefetch_related("applicants", "topics", "files", "hits")
            if found := rows.filter(uid=uid).first():
                return found, purpose == MAIL
    raise _unknown()


def open_applicant(secret: str) -> Applicant:
    """The co-applicant who is asked by this link, or Refused with a sentence."""
    uid, tag = _read(secret)
    rows = Applicant.objects.select_related("submission__call__organization")
    found = rows.filter(uid=uid).first() if hmac.compare_digest(tag, _tag(uid, WITH)) else None
    if found is None:
        raise _unknown()
    return found


def _tag(uid: uuid.UUID, purpose: str) -> bytes:
    content = f"call:{purpose}:{uid}"
    return hmac.digest(b"answer link:" + settings.SECRET_KEY.encode(), content.encode(), "sha256")[:_TAG]


def _read(secret: str) -> tuple[uuid.UUID, bytes]:
    try:
        raw = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
        return uuid.UUID(bytes=raw[:-_TAG]), raw[-_TAG:]
    except (ValueError, binascii.Error, UnicodeEncodeError):
        raise _unknown() from None


def _unknown() -> Unknown:
    return Unknown(_("This link is not known. Please copy the whole address from the newest mail."))
