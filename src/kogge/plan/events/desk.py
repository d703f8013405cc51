"""What of planning waits for a person on the desk's first page; named in `config/reactions.py`."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may

from . import queries


def waiting_invitations(*, user: User, waiting: list[Any]) -> None:
    """Invitations to organise an event together."""
    if not may(user, "event.change"):
        return
    for row in queries.invitations_for(user)[:10]:
        sentence = _("%(organization)s is invited to organise “%(title)s” together")
        facts = {"organization": row.organization, "title": row.event.title_de}
        waiting.append(Waiting(sentence % facts + ".", reverse("events:list")))
