"""`{% text_of record "description" as text %}`: a longer text with the language it is really in."""

from typing import Any

from django import template

from kogge.core.translated import Translated, translated

register = template.Library()


@register.simple_tag
def text_of(record: Any, field: str) -> Translated:
    """The text for the page's language, else the other one with `missing` set."""
    return translated(record, field)
