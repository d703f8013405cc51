"""Letters to people who are proposed, in their language, each with a link of its own."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core import links, outbox, region
from kogge.plan.events.actions.values import one_line

from .models import Nomination

PURPOSE = "nomination"


def address_of(nomination: Nomination) -> str:
    """A new secret address of the person's own page; older ones go on working."""
    return settings.SITE_URL + reverse("nominations:mine", args=[links.create(PURPOSE, nomination.pk)])


def asked(nomination: Nomination, proposer: str, *, is_self: bool) -> None:
    """Tell a person that they are proposed and ask whether they agree."""
    with translation.override(nomination.locale):
        facts = {"office": nomination.office_label, "name": one_line(proposer)[:80]}
        first = _("you have proposed yourself for the office “%(office)s”. Please confirm it:")
        other = _(
            "%(name)s proposes you for the office “%(office)s”. Nothing happens without you. Please say yes or no:"
        )
        _post(
            nomination, "asked", _("You are proposed: %(office)s") % facts,
            ((first if is_self else other) % facts, address_of(nomination),
             _("On this page you read why. You can change your mind there later.")),
        )  # fmt: skip


def shortlisted(nomination: Nomination) -> None:
    """That the person is considered."""
    with translation.override(nomination.locale):
        facts = {"office": nomination.office_label}
        _post(
            nomination, "shortlisted", _("You are on the shortlist: %(office)s") % facts,
            (_("you are on the shortlist for the office “%(office)s”. We write again once it is decided.") % facts,
             address_of(nomination)),
        )  # fmt: skip


def not_chosen(nomination: Nomination) -> None:
    """That somebody else was chosen, and why."""
    with translation.override(nomination.locale):
        facts = {"office": nomination.office_label}
        _post(
            nomination, "not chosen", _("About your nomination: %(office)s") % facts,
            (_("you are not appointed to the office “%(office)s” this time:") % facts, nomination.reason),
        )  # fmt: skip


def appointed(nomination: Nomination) -> None:
    """That the person is in office, until when, and where the certificate is."""
    with translation.override(nomination.locale):
        facts = {"office": nomination.office_label, "until": _until(nomination)}
        _post(
            nomination, "appointed", _("You are appointed: %(office)s") % facts,
            (_("you are appointed to the office “%(office)s” %(until)s. Thank you.") % facts,
             _("Your certificate, your activities, and whether you are named in public, are here:"),
             address_of(nomination)),
        )  # fmt: skip


def extended(nomination: Nomination) -> None:
    """Until when the office goes on."""
    with translation.override(nomination.locale):
        facts = {"office": nomination.office_label, "until": _until(nomination)}
        stamp = nomination.state_since.isoformat()
        _post(
            nomination, f"extended:{stamp}", _("Your office goes on: %(office)s") % facts,
            (_("your office “%(office)s” goes on %(until)s.") % facts, address_of(nomination)),
        )  # fmt: skip


def ended(nomination: Nomination) -> None:
    """That the office is over."""
    with translation.override(nomination.locale):
        facts = {"office": nomination.office_label, "until": _until(nomination)}
        _post(
            nomination, "ended", _("Your office ends: %(office)s") % facts,
            (_("your office “%(office)s” ends; you hold it %(until)s. Thank you for what you gave to it.") % facts,
             nomination.reason),
        )  # fmt: skip


def _until(nomination: Nomination) -> str:
    last = nomination.term.valid_until if nomination.term else None
    return (
        _("until %(day)s") % {"day": date_format(last, "DATE_FORMAT")} if last else _("until further notice")
    )


def _post(nomination: Nomination, cause: str, subject: str, lines: Iterable[str]) -> None:
    name = one_line(nomination.name)
    greeting = _("Good day %(name)s,") % {"name": name} if 0 < len(name) <= 80 else _("Good day,")
    privacy = {
        "name": str(nomination.organization), "address": settings.SITE_URL + reverse("website:privacy"),
    }  # fmt: skip
    closing = _("%(name)s is responsible for your data. Privacy: %(address)s") % privacy
    why = _("You get this letter because somebody proposed you for an office.")
    parts = [
        greeting, *lines, f"{_('Kind regards')}\n{nomination.organization} · {region.current().network}",
        f"-- \n{why}\n{closing}",
    ]  # fmt: skip
    outbox.post(
        cause=f"nomination {nomination.uid}:{cause}", to=nomination.email, subject=subject,
        text="\n\n".join(parts) + "\n", about=f"nomination:{nomination.pk}",
    )  # fmt: skip
