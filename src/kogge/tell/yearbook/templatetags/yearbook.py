"""Small words for the yearbook's templates: `{% load yearbook %}`."""

from typing import Any

from django import template

from kogge.plan.events import formats

from .. import outlook_kinds, roles
from ..subjects import Found, Subject

register = template.Library()


@register.filter
def subject(named: Found, key: str) -> Subject | None:
    """The public subject behind "event:slug", or nothing."""
    return named.get(key)


@register.filter
def person(named: Found, somebody: Any) -> Subject | None:
    """A person as far as public."""
    return named.get(f"person:{somebody.slug}") if somebody else None


@register.filter
def organization(named: Found, one: Any) -> Subject | None:
    """An organisation as far as public."""
    return named.get(f"organization:{one.slug}") if one else None


@register.filter
def format_label(record: dict[str, Any]) -> str:
    """The name of an event's format; its printed name where it has none of ours."""
    key = record.get("format", "")
    printed = record.get("facts", {}).get("printed_format", "")
    return str(formats.get(key).label) if key and formats.exists(key) else printed


@register.filter
def person_role(role: str) -> str:
    """What somebody did at an event."""
    return roles.of_person(role)


@register.filter
def organization_role(role: str) -> str:
    """What an organisation was at an event."""
    return roles.of_organization(role)


@register.filter
def outlook_kind(kind: str) -> str:
    """What an outlook announces."""
    return str(outlook_kinds.LABELS.get(kind, kind))
