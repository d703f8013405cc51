"""The one personal link of each member: to the own page, whatever they may do there at the moment."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kogge.core import keyed_links
from kogge.core.refusals import Refused

from .models import Member


def secret_of(member: Member) -> str:
    """43 letters, digits, `-` and `_`."""
    return keyed_links.secret("team link", member.uid, f"team:{member.uid}".encode())


def mailed(member: Member) -> str:
    """The whole address of the own page, in the member's language."""
    with translation.override(member.locale):
        return settings.SITE_URL + reverse("teams:mine", args=[secret_of(member)])


def opened(secret: str) -> Member:
    """The member with this link, or Refused with a sentence."""
    rows = Member.objects.select_related(
        "team__challenge__call__organization", "team__challenge__event", "team__challenge__team_terms"
    )
    if found := keyed_links.opened(rows, secret, secret_of):
        return found
    raise Refused(
        _(
            "This link is not known, or its end has come: who leaves a team is deleted. Please copy the whole address "
            "from the newest mail."
        )
    )
