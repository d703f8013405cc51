"""The one link behind which everything stands that a person can do with a registration.

The secret stands for the record and its `link_version` (`core.keyed_links`): a new version closes all older links.
"""

from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core import keyed_links
from kogge.core.refusals import Refused

from .models import Invitation, Registration, Seat

R = TypeVar("R", Registration, Seat, Invitation)


def secret_of(record: Registration | Seat | Invitation) -> str:
    """The secret of this record's link: 43 letters, digits, `-` and `_`."""
    content = f"{record._meta.label_lower}:{record.uid}:{getattr(record, 'link_version', 1)}"
    return keyed_links.secret("personal link", record.uid, content.encode())


def address_of(record: Registration | Seat | Invitation, name: str = "self_service:mine") -> str:
    """The whole address for a mail."""
    return settings.SITE_URL + reverse(name, args=[secret_of(record)])


def open_registration(secret: str) -> Registration:
    """The registration with this secret, its admission loaded, or Refused with a sentence."""
    found = Registration.objects.select_related(
        "admission__event__place", "admission__series", "capacity", "main"
    )
    return _opened(found, secret)


def open_seat(secret: str) -> Seat:
    """One seat of a group, its registration loaded, or Refused with a sentence."""
    return _opened(Seat.objects.select_related("registration__admission"), secret)


def open_invitation(secret: str) -> Invitation:
    """The invitation with this secret, or Refused with a sentence."""
    return _opened(Invitation.objects.select_related("admission"), secret)


def _opened(rows: QuerySet[R], secret: str) -> R:
    if record := keyed_links.opened(rows, secret, secret_of):
        return record
    raise Refused(
        _("This link is not known or was replaced. Please copy the whole address from the newest mail.")
    )
