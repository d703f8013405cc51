"""Deleting: refused while something uses the record, else its address says what stood there."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import former_addresses, history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import Membership

from .. import nouns
from ..models import Organization, Person
from .records import address_of, told


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
    name = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
    return f"{count} {name} („{first}“)" if count == 1 else f"{count} {name} („{first}“ …)"


def _label(record: models.Model) -> str:
    """What the empty address may say: of a person nothing personal."""
    return _("a person’s profile") if isinstance(record, Person) else str(record)
