"""Saving how certificates look."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization

from .models import Template, is_readable


@transaction.atomic
def save_template(organization: Organization, *, by: Any, values: Mapping[str, Any]) -> Template:
    """Save how certificates of an organisation look from now on. What was issued keeps the look it had."""
    colour = str(values["colour"]).lower()
    if not is_readable(colour):
        raise Refused(
            _("This colour is too light to be read on white paper. Please choose a darker one."),
            field="colour",
        )
    if values.get("logo") and not str(values.get("logo_alt", "")).strip():
        raise Refused(_("Please say in a few words what the logo shows."), field="logo_alt")
    last = Template.objects.select_for_update().filter(organization=organization).order_by("-number").first()
    number = last.number + 1 if last else 1
    made = Template.objects.create(organization=organization, number=number, **{**values, "colour": colour})
    history.record(made, "saved", by=by, after={"organization": organization.slug, "number": number})
    return made
