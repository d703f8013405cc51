"""`{% stated record %}`: what the sources say beyond a record's own fields, what stays open, and where it stands."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from kogge.core.templatetags.sources import sources

from ..stated import rows

register = template.Library()


@register.inclusion_tag("programme/components/stated.html", takes_context=True)
def stated(context: Context, record: Any) -> dict[str, Any]:
    """Labelled facts, then gaps and source, of a public record (dict) or a model instance with `facts`."""
    facts = record.get("facts") if isinstance(record, Mapping) else getattr(record, "facts", None)
    return {"rows": rows(facts or {}), **sources(context, record)}
