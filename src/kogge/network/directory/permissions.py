"""Who may change what of the directory."""

from typing import Any

from kogge.network.accounts.permissions import may

from .models import Community, Organization, Person, Place, Programme

ACTIONS = {
    "organization": "organization.change",
    "person": "person.change",
    "place": "place.change",
    "topic": "organization.change",
    "community": "organization.change",
    "programme": "organization.change",
}


def may_change(user: Any, record: Any) -> bool:
    """Organisations, their communities and programmes by their own team; shared things by every editor."""
    if isinstance(record, Organization):
        return may(user, "organization.change", organization=record.slug)
    if isinstance(record, Community):
        return may(user, "organization.change", organization=_slug(record.organizer))
    if isinstance(record, Programme):
        return may(user, "organization.change", organization=_slug(record.owner))
    if isinstance(record, Person):
        return may(user, "person.change")
    return may(user, "place.change" if isinstance(record, Place) else "organization.change")


def _slug(organization: Organization | None) -> str | None:
    return organization.slug if organization else None
