"""Where a certificate is shown to its holder: behind a signed link."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .models import Certificate
from .queries import with_sheet

_signer = Signer(sep=".", salt="kogge.certificate")


def personal(certificate: Certificate) -> str:
    """The link of the letter: whoever has it may load the files."""
    return settings.SITE_URL + reverse("certificates:mine", args=[secret_of(certificate)])


def secret_of(certificate: Certificate) -> str:
    """The row's random uid with a keyed hash; nothing in the database opens it."""
    return _signer.sign(certificate.uid.hex)


def opened(secret: str) -> Certificate:
    """The certificate of a link, or Refused with a sentence."""
    try:
        found = with_sheet().filter(uid=_signer.unsign(secret)).first()
    except (BadSignature, ValueError):
        found = None
    if found is None or found.erased_at:
        raise Refused(
            _("This link is not known or was replaced. Please copy the whole address from the newest mail.")
        )
    return found
