"""The letter that brings a speaker the link to the results."""

import uuid

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core import outbox, region
from kogge.core.translated import translated
from kogge.network.directory.models import Person

from .models import Box


def tell_speaker(box: Box, person: Person, secret: str) -> None:
    """Write to somebody who spoke or hosted where the results are."""
    title = str(translated(box.session or box.event, "title"))
    facts = {
        "person": person,
        "title": title,
        "network": region.current().network,
        "address": settings.SITE_URL + reverse("feedback:shared", args=[secret]),
    }
    outbox.post(
        cause=f"feedback results:{box.pk}:{uuid.uuid4()}",
        to=person.email,
        subject=_("Feedback on “%(title)s”") % {"title": title},
        text=render_to_string("feedback/mails/results.txt", facts),
    )
