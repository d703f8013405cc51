"""What of registration waits for a person on the desk's first page; named in `config/reactions.py`."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import ngettext

from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may
from kogge.take_part.admissions.permissions import admissions_for
from kogge.take_part.registration.models import State

from .views.overview import terms_address

MOST = 10


def waiting_decisions(*, user: User, waiting: list[Any]) -> None:
    """Registrations that wait for a yes or no."""
    if not may(user, "registration.change"):
        return
    asked = Count("registrations", filter=Q(registrations__main=None, registrations__state=State.REQUESTED))
    for row in admissions_for(user).annotate(requested=asked).filter(requested__gt=0)[:MOST]:
        sentence = ngettext(
            "%(count)d registration for “%(title)s” waits for your decision",
            "%(count)d registrations for “%(title)s” wait for your decision", row.requested,
        )  # fmt: skip
        facts = {"count": row.requested, "title": row}
        waiting.append(Waiting(sentence % facts + ".", f"{terms_address(row)}list/?state=requested"))
