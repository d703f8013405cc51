"""What the clock starts for organisers: once a day, how much came in to a call the day before."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import outbox
from kogge.core.translated import translated
from kogge.plan.calls.models import Call

from . import queries

FROM_HOUR = 6


@transaction.atomic
def tell_organisers(now: datetime | None = None) -> int:
    """One letter for each call with answers of yesterday, to its address for questions. Returns to how many calls."""
    local = timezone.localtime(now)
    if local.hour < FROM_HOUR:
        return 0
    begins, ends = (
        timezone.make_aware(datetime.combine(local - timedelta(days=back), time.min)) for back in (1, 0)
    )
    yesterday = Q(submissions__submitted_at__gte=begins, submissions__submitted_at__lt=ends)
    rows = Call.objects.exclude(contact_mail="").annotate(
        fresh=Count("submissions", filter=queries.COUNTED & yesterday, distinct=True),
        waiting=Count("submissions", filter=queries.WAITING, distinct=True),
    )
    found = list(rows.filter(fresh__gt=0))
    with translation.override(settings.LANGUAGE_CODE):
        outbox.post_many([_letter(one, one.fresh, one.waiting, f"{local.date()}") for one in found])
    return len(found)


def _letter(call: Call, fresh: int, waiting: int, day: str) -> dict[str, str]:
    facts = {"title": str(translated(call, "title")), "count": fresh, "waiting": waiting}
    lines = [
        ngettext(
            "Yesterday %(count)s answer to “%(title)s” was handed in or changed.",
            "Yesterday %(count)s answers to “%(title)s” were handed in or changed.", fresh,
        ) % facts,
        ngettext(
            "A rule speaks against %(waiting)s answer; a person must decide.",
            "Rules speak against %(waiting)s answers; a person must decide.", waiting,
        ) % facts if waiting else "",
        settings.SITE_URL + reverse("call_desk:call", args=[call.slug]),
        _("You get this letter because this address is given for questions about the call."),
    ]  # fmt: skip
    return {
        "cause": f"call news:{call.pk}:{day}", "to": call.contact_mail,
        "subject": _("New answers: %(title)s") % facts, "text": "\n\n".join(filter(None, lines)) + "\n",
    }  # fmt: skip
