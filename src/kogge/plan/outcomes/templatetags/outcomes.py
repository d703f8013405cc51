"""What other stages say of an answer in the list of results."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.simple_tag
def said(texts: Mapping[int, str], key: int) -> str:
    """The text of one answer in a column."""
    return texts.get(key, "–")
