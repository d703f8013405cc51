"""The letter that brings an auditor the link. The outbox forgets it, and with it the link, as soon as it is sent."""

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core import region
from kogge.take_part.letters.frame import Button, Facts, Letter, Text, post

from .models import Access


def send_link(access: Access, secret: str) -> None:
    """Write to the auditor in the language the office chose."""
    with translation.override(access.language):
        network = str(region.current().network)
        thing = str(access.operation or access.organization)
        address = settings.SITE_URL + reverse("audit:link_start", args=[secret])
        letter = Letter(
            subject=_("Your access as auditor"),
            blocks=(
                Text(_("you may read the records of “%(thing)s”, without an account.") % {"thing": thing}),
                Facts(
                    (
                        (_("from"), date_format(access.valid_from, "DATE_FORMAT")),
                        (_("until"), date_format(access.valid_until, "DATE_FORMAT")),
                        (_("on behalf of"), access.body),
                    )
                ),
                Button(_("Open the records"), address),
                Text(_("The link is for you alone. The office sees which pages were opened with it, and when.")),
            ),
            why=_("You get this letter because %(network)s granted you this access.") % {"network": network},
            controller=network, name=access.name,
        )  # fmt: skip
        cause = f"audit access:{access.pk}:{uuid.uuid4()}"
        post(letter, to=access.email, cause=cause, about=f"auditors.access:{access.pk}", is_farewell=True)
