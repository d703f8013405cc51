"""Releasing a timetable as somebody saw it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.plan.events.models import Event
from kogge.publish.programme import actions
from kogge.publish.programme.models import Release

from . import compare


@transaction.atomic
def release(event: Event, *, seen: str, by: Any, note: str = "") -> Release:
    """Release what the preview showed. If somebody released or changed the draft meanwhile, nothing happens."""
    Event.objects.select_for_update().only("pk").get(pk=event.pk)
    now = compare.now(event)
    if seen != now.seen:
        number, _colon, _digest = seen.partition(":")
        if number != str(now.number):
            raise Refused(
                _(
                    "Release %(number)d became public while you looked. The draft is as it was; please look again."
                )
                % {"number": now.number}
            )
        raise Refused(
            _("The draft was changed while you looked. Nothing was released; please look at it as it is now.")
        )
    return actions.release(event, by=by, note=note)
