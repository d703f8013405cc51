"""Letters to jurors, each with a link of its own, in the juror's language."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import links, outbox, region
from kogge.core.translated import translated
from kogge.plan.calls.letters import moment
from kogge.plan.events.actions.values import one_line

from .models import Juror
from .seats import PURPOSE


def invite(juror: Juror) -> None:
    """The link to a juror's place."""
    with translation.override(juror.language):
        facts = {"title": str(translated(juror.jury.call, "title"))}
        lines = (
            _("you are asked to judge what came in to “%(title)s”.") % facts,
            _("With this link you reach your files without an account. Please do not pass it on:"),
            _address(juror),
        )
        _send(juror, _("Jury: %(title)s") % facts, lines)


def remind(juror: Juror, left: int, closes_at: datetime) -> None:
    """How many files still wait, until when, and the link."""
    with translation.override(juror.language):
        facts = {"title": str(translated(juror.jury.call, "title")), "count": left, "when": moment(closes_at)}
        waits = ngettext(
            "%(count)d file of “%(title)s” waits for your score until %(when)s.",
            "%(count)d files of “%(title)s” wait for your scores until %(when)s.",
            left,
        )
        lines = (waits % facts, _("Here you go on; what you have typed is kept:"), _address(juror))
        _send(juror, _("Your files: %(title)s") % facts, lines)


def _address(juror: Juror) -> str:
    return settings.SITE_URL + reverse("juries:start", args=[links.create(PURPOSE, juror.pk)])


def _send(juror: Juror, subject: str, lines: Iterable[str]) -> None:
    call = juror.jury.call
    why = _("You get this letter because %(name)s named you as a member of the jury.") % {
        "name": call.organization
    }
    network = str(region.current().network)
    privacy = _("Privacy: %(address)s") % {"address": settings.SITE_URL + reverse("website:privacy")}
    greeting = _("Good day %(name)s,") % {"name": one_line(juror.name)}
    closing = f"{_('Kind regards')}\n{call.organization} · {network}"
    outbox.post(
        cause=f"jury {juror.pk}:{timezone.now().isoformat()}", to=juror.email, subject=subject,
        text="\n\n".join([greeting, *lines, closing, f"-- \n{why}\n{privacy}"]) + "\n",
        headers={"Reply-To": call.contact_mail} if call.contact_mail else {}, about=f"juror:{juror.pk}",
    )  # fmt: skip
