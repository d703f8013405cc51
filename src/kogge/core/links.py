"""Signed links: a secret for one object and one purpose. The database holds only the secret's hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import SignedLink
from .refusals import Refused


def create(purpose: str, object_id: object, expires_at: datetime | None = None) -> str:
    """Make a link and return its secret, which is shown once and never stored."""
    secret = secrets.token_urlsafe(32)
    SignedLink.objects.create(
        digest=_digest(secret), purpose=purpose, object_id=str(object_id), expires_at=expires_at
    )
    return secret


def open(secret: str, purpose: str) -> SignedLink:
    """The link with this secret, or Refused with a sentence. Opening does not use it up."""
    link = SignedLink.objects.filter(digest=_digest(secret), purpose=purpose).first()
    if link is None:
        raise Refused(_("This link is not known. Please copy the whole address from the mail."))
    if link.revoked_at or link.used_at:
        raise Refused(_("This link has been used or replaced by a newer one."))
    if link.expires_at and link.expires_at <= timezone.now():
        raise Refused(_("This link is too old. Please ask for a new one."))
    return link


@transaction.atomic
def use(secret: str, purpose: str) -> SignedLink:
    """Open a link and use it up. Of many who try at once, exactly one succeeds; the others are Refused."""
    link = open(secret, purpose)
    now = timezone.now()
    if not SignedLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(used_at=now):
        raise Refused(_("This link has been used or replaced by a newer one."))
    link.used_at = now
    return link


def forget_old() -> int:
    """Delete links that ended three months ago. Returns how many."""
    long_ago = timezone.now() - timedelta(days=90)
    ended = Q(expires_at__lt=long_ago) | Q(used_at__lt=long_ago) | Q(revoked_at__lt=long_ago)
    return SignedLink.objects.filter(ended).delete()[0]


def revoke(purpose: str, object_id: object) -> int:
    """Close every open link of an object for a purpose. Returns how many there were."""
    still_open = SignedLink.objects.filter(
        Q(used_at=None, revoked_at=None), purpose=purpose, object_id=str(object_id)
    )
    return still_open.update(revoked_at=timezone.now())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
