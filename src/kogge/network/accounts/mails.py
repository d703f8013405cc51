"""Letters to staff: invitation, new role, second factor removed."""

import uuid

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kogge.core import outbox, region

from .models import Membership, Role, User
from .organizations import named


def send_invitation(membership: Membership, secret: str) -> None:
    """The link with which an invited person sets name and password."""
    _send(membership, "invitation", reverse("accounts:accept", args=[secret]), cause=secret[:16])


def send_new_role(membership: Membership) -> None:
    """Tell somebody with an account that they now have a further role."""
    _send(membership, "new_role", reverse("accounts:desk"), cause=str(membership.pk))


def tell_second_factor_removed(user: User) -> None:
    """Tell somebody that they sign in with the password alone until they set up a new second factor."""
    with translation.override(user.language):
        facts = {
            "network": str(region.current().network),
            "address": settings.SITE_URL + reverse("account_login"),
        }
        outbox.post(
            cause=f"second factor removed:{user.pk}:{uuid.uuid4()}",
            to=user.email,
            subject=_("%(network)s: your second factor was removed") % {"network": facts["network"]},
            text=render_to_string("accounts/mails/second_factor_removed.txt", facts),
        )


def _send(membership: Membership, letter: str, path: str, *, cause: str) -> None:
    user = membership.user
    with translation.override(user.language):
        network = str(region.current().network)
        facts = {
            "user": user,
            "role": Role(membership.role).label,
            "organization": named([membership.organization_slug])[membership.organization_slug],
            "membership": membership,
            "address": settings.SITE_URL + path,
            "days": settings.INVITATION_DAYS,
            "network": network,
        }
        outbox.post(
            cause=f"{letter}:{membership.pk}:{cause}",
            to=user.email,
            subject=_("%(network)s: your access") % {"network": network},
            text=render_to_string(f"accounts/mails/{letter}.txt", facts),
        )
