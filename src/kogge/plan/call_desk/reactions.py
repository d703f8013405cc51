"""What calls do when somebody opens the desk; named in `config/reactions.py`."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from kogge.core.translated import translated
from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may
from kogge.plan.calls.models import Call

from . import queries


def desk_opened(*, user: User, waiting: list[Any]) -> None:
    """Answers against which a rule speaks: nothing is decided by itself, so somebody must look."""
    if not may(user, "call.manage"):
        return
    counted = Count("submissions", filter=queries.WAITING, distinct=True)
    for call in Call.objects.of_staff(user, "call.manage").annotate(waiting=counted).filter(waiting__gt=0):
        text = ngettext(
            "%(count)d answer to “%(title)s” must be looked at because of a rule.",
            "%(count)d answers to “%(title)s” must be looked at because of a rule.", call.waiting,
        )  # fmt: skip
        address = f"{reverse('call_desk:call', args=[call.slug])}?state=hits"
        waiting.append(Waiting(text % {"count": call.waiting, "title": translated(call, "title")}, address))
