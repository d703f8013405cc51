"""Letters to members, each in their language with their own link, all in one statement. A cause goes out once."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kogge.core import outbox, region
from kogge.core.translated import translated
from kogge.plan.calls.letters import moment
from kogge.plan.events.actions.values import one_line

from . import links
from .models import Member, Result, Terms

KEEP = gettext_noop("The link is for you alone. Keep it: all you can do in your team, you do there.")
NOT_YOU = gettext_noop("If it was not you, do nothing: what was typed is deleted after two days.")


def tell(
    members: Iterable[Member], cause: str, subject: str, *lines: str, after: Iterable[str] = (),
    dates: Terms | None = None, is_last: bool = False, is_bulk: bool = False, **facts: str,
) -> None:  # fmt: skip
    """Write to some, with the link between `lines` and `after`; all are message ids (`gettext_noop`) to be filled.

    The last letter to somebody whose data is deleted has no link, and the outbox empties it once it was sent.
    """
    letters = []
    for member in members:
        with translation.override(member.locale):
            challenge = str(translated(member.team.challenge, "title"))
            known = {"team": one_line(member.team.name), "challenge": challenge, **facts}
            text = [_(line) % known for line in lines]
            if is_last:
                text.append(_("Your data in this team was deleted."))
            else:
                text += [links.mailed(member), *(_(line) % known for line in after), *_dates(dates)]
            letter = _letter(member, cause, _(subject) % known, text) | {"is_bulk": is_bulk}
            letters.append(letter | ({"is_farewell": True, "about": ""} if is_last else {}))
    outbox.post_many(letters)


def to_host(result: Result) -> None:
    """Tell the host that a result came in, at the address for questions."""
    challenge = result.team.challenge
    if not challenge.call.contact_mail:
        return
    with translation.override(settings.LANGUAGE_CODE):
        facts = {
            "title": result.title,
            "team": result.team.name,
            "challenge": str(translated(challenge, "title")),
        }
        address = settings.SITE_URL + reverse("teams:team", args=[challenge.slug, result.team_id])
        text = _("The team “%(team)s” has handed in “%(title)s” for the challenge “%(challenge)s”:") % facts
        outbox.post(
            cause=f"team result:{result.pk}", to=challenge.call.contact_mail, text=f"{text}\n\n{address}\n",
            subject=_("A result came in: %(title)s") % facts,
        )  # fmt: skip


def _dates(terms: Terms | None) -> list[str]:
    lines = []
    if terms and terms.forms_until:
        lines.append(_("Teams can form until %(when)s.") % {"when": moment(terms.forms_until)})
    if terms and terms.results_until:
        lines.append(_("Results can be handed in until %(when)s.") % {"when": moment(terms.results_until)})
    return [" ".join([*lines, _("The clock of our server counts.")])] if lines else []


def _letter(member: Member, cause: str, subject: str, lines: Iterable[str]) -> dict[str, Any]:
    host, name = member.team.challenge.call, one_line(member.name)
    greeting = _("Good day %(name)s,") % {"name": name} if 0 < len(name) <= 80 else _("Good day,")
    why = _("You get this letter because of the team “%(team)s”.") % {"team": one_line(member.team.name)}
    facts = {"name": str(host.organization), "address": settings.SITE_URL + reverse("website:privacy")}
    closing = _("%(name)s is responsible for your data. Privacy: %(address)s") % facts
    ends = [
        f"{_('Kind regards')}\n{host.organization} · {region.current().network}",
        f"-- \n{why}\n{closing}",
    ]
    return {
        "cause": f"team {member.uid}:{cause}", "to": member.email, "subject": subject,
        "text": "\n\n".join([greeting, *lines, *ends]) + "\n", "about": f"team member:{member.pk}",
        "headers": {"Reply-To": host.contact_mail} if host.contact_mail else {},
    }  # fmt: skip
