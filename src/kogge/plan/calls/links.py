"""The links behind which everything stands that somebody can do with an answer of theirs.

A secret stands for a record and a purpose (`core.keyed_links`). `PAGE` is the address a browser is sent to after the
first save; `MAIL` goes out by mail only, so acting through it proves the mail address; `WITH` asks a co-applicant.
"""

import hmac

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core import keyed_links
from kogge.core.refusals import Refused

from .models import Applicant, Submission


class Unknown(Refused):
    """No such link."""


PAGE, MAIL, WITH = "page", "mail", "with"


def secret_of(record: Submission | Applicant, purpose: str) -> str:
    """The secret of this record for a purpose: 43 letters, digits, `-` and `_`."""
    return keyed_links.secret("answer link", record.uid, f"call:{purpose}:{record.uid}".encode())


def path_of(submission: Submission, purpose: str = PAGE) -> str:
    """The path of somebody's own page."""
    return reverse("applying:mine", args=[secret_of(submission, purpose)])


def mailed(submission: Submission) -> str:
    """The whole address of somebody's own page, for a mail to them."""
    return settings.SITE_URL + path_of(submission, MAIL)


def open_submission(secret: str) -> tuple[Submission, bool]:
    """The submission with this secret and whether the link came by mail, or Refused with a sentence."""
    rows = Submission.objects.select_related(
        "call__event", "call__organization", "track", "session"
    ).prefetch_related("applicants", "topics", "files", "hits")
    uid = keyed_links.uid_of(secret)
    found = rows.filter(uid=uid).first() if uid else None
    for purpose in (PAGE, MAIL):
        if found and hmac.compare_digest(secret_of(found, purpose), secret):
            return found, purpose == MAIL
    raise _unknown()


def open_applicant(secret: str) -> Applicant:
    """The co-applicant who is asked by this link, or Refused with a sentence."""
    rows = Applicant.objects.select_related("submission__call__organization")
    if found := keyed_links.opened(rows, secret, lambda one: secret_of(one, WITH)):
        return found
    raise _unknown()


def _unknown() -> Unknown:
    return Unknown(_("This link is not known. Please copy the whole address from the newest mail."))
