"""Deleting: refused while something uses the record, else its address says what stood there."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kogge.core import former_addresses, history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import Membership

from .. import nouns
from ..models import Organization, Person
from .records import address_of, told

# What may use a record of the directory; later stages' records go by their model's name.
USERS = {
    "organization": gettext_lazy("organisations"),
    "organizationaddress": gettext_lazy("addresses of organisations"),
    "place": gettext_lazy("places"),
    "community": gettext_lazy("communities"),
    "programme": gettext_lazy("programmes"),
    "appearance": gettext_lazy("appearances of people"),
    "officeterm": gettext_lazy("terms of office"),
    "operation": gettext_lazy("operations"),
    "event": gettext_lazy("events"),
    "eventorganizer": gettext_lazy("organisers of events"),
    "eventperson": gettext_lazy("people at events"),
    "eventseries": gettext_lazy("event series"),
    "contribution": gettext_lazy("contributions to sessions"),
    "session": gettext_lazy("sessions"),
    "figure": gettext_lazy("figures"),
    "yearnote": gettext_lazy("entries of a year in review"),
    "centresection": gettext_lazy("sections of a year in review"),
}


@transaction.atomic
def delete(record: models.Model, *, by: Any, reason: str = "") -> None:
    """Delete a record nothing else needs. What was public keeps a page that says what it was."""
    uses = used_by(record)
    if uses:
        raise Refused(
            _("This cannot be deleted. It is still used by: %s. Please change these first.") % "; ".join(uses)
        )
    if nouns.is_public(record):
        former_addresses.gone(address_of(record), _label(record))
    history.record(record, "deleted", by=by, reason=reason)
    told(record)
    record.delete()


def used_by(record: models.Model) -> list[str]:
    """Who still needs the record, one phrase per kind, with the first name."""
    uses = []
    for relation in record._meta.related_objects:
        if _is_part(relation):
            continue
        model: Any = relation.related_model
        rows = model._default_manager.filter(**{relation.field.name: record})
        count = rows.count()
        if count:
            uses.append(_phrase(model, count, str(rows.first())))
    if isinstance(record, Organization):
        count = Membership.objects.filter(organization_slug=record.slug).count()
        if count:
            uses.append(ngettext("%d membership of the team", "%d memberships of the team", count) % count)
    return uses


def _is_part(relation: Any) -> bool:
    """Whether rows of this kind belong to the record and go with it."""
    ours = relation.related_model._meta.app_label == "directory"
    through = relation.many_to_many and not relation.through._meta.auto_created
    return (ours and getattr(relation, "on_delete", None) is models.CASCADE) or bool(through)


def _phrase(model: Any, count: int, first: str) -> str:
    label = USERS.get(model._meta.model_name) or model._meta.verbose_name_plural
    values = {"what": label, "count": count, "first": first}
    if count == 1:
        return _("%(what)s: “%(first)s”") % values
    return _("%(what)s: %(count)d, among them “%(first)s”") % values


def _label(record: models.Model) -> str:
    """What the empty address may say: of a person nothing personal."""
    return _("a person’s profile") if isinstance(record, Person) else str(record)
