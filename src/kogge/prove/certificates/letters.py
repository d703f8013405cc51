"""The letters about a certificate, each with the link that opens it."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kogge.core.translated import translated
from kogge.network.directory.models import Person
from kogge.take_part.letters.frame import Block, Button, Facts, Letter, Text, post, subject
from kogge.take_part.letters.funding import Funding
from kogge.take_part.registration.models import Registration

from . import addresses
from .models import Certificate


def language_of(person: Person) -> str:
    """The language somebody registered in last."""
    found = (
        Registration.objects.filter(person=person).order_by("-pk").values_list("language", flat=True).first()
    )
    return found or "de"


def issued(certificate: Certificate) -> None:
    """It is ready."""
    _post(
        certificate, "issued", gettext_noop("Your certificate: %(title)s"),
        gettext_noop("thank you for taking part. Your certificate is ready: as a PDF and as a digital badge."),
    )  # fmt: skip


_REPLACED = {
    "name": gettext_noop(
        "the name on your certificate was corrected. Please use the new one: whoever checks the old code reads that it"
        " was replaced."
    ),
    "assessment": gettext_noop(
        "an assessment was recorded by mistake, so your certificate was issued anew. Please use the new one: whoever"
        " checks the old code reads that it was replaced."
    ),
}  # fmt: skip


def replaced(certificate: Certificate, what: str) -> None:
    """It was issued anew with the right name, or without a mistaken assessment."""
    _post(certificate, "issued", gettext_noop("Your corrected certificate: %(title)s"), _REPLACED[what])


def revoked(certificate: Certificate) -> None:
    """It was taken back, and why."""
    _post(
        certificate, "revoked", gettext_noop("Your certificate was revoked: %(title)s"),
        gettext_noop(
            "a certificate of yours was revoked. Whoever checks its code reads that it is not valid any more."
            " If you think that this is wrong, please write to the organiser."
        ),
    )  # fmt: skip


def _post(certificate: Certificate, what: str, heading: str, words: str) -> None:
    person = certificate.person
    if person is None or not person.email:
        return
    with translation.override(certificate.language):
        title = str(translated(certificate.content, "title"))
        facts = [(_("Code"), certificate.shown_code), (_("Reason"), certificate.reason)]
        blocks: tuple[Block, ...] = (Text(_(words)), Facts(tuple(facts)))
        if what == "issued":
            blocks += (Button(_("Open the certificate"), addresses.personal(certificate)),)
        letter = Letter(
            subject(_(heading), title), blocks,
            _("You get this letter because you took part in “%(title)s”.") % {"title": title},
            certificate.content["organization"], certificate.content["name"], funding=_funding(certificate),
        )  # fmt: skip
        about = f"certificate:{certificate.pk}"
        post(letter, to=person.email, cause=f"{about}:{what}", about=about, is_bulk=True)


def _funding(certificate: Certificate) -> Funding | None:
    """The first funder that the certificate names."""
    for one in certificate.content.get("funding") or []:
        return Funding(str(translated(one, "statement")), str(translated(one, "operation")), one["emblem"])
    return None
