"""`{{ minutes|as_hours }}`: 485 minutes are written 8:05 h."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from kogge.network.grants.models import Operation

register = template.Library()


@register.filter
def as_hours(minutes: int) -> str:
    """Minutes as hours and minutes."""
    return f"{minutes // 60}:{minutes % 60:02d} h"


@register.simple_tag
def code_of(codes: Mapping[int, str], person: int) -> str:
    """A person's code in the operation, if there is one."""
    return codes.get(person, "")


@register.filter
def operation_title(operation: Operation) -> str:
    """An operation's title in the language of the page, as far as there is one."""
    return (operation.title_en if get_language() == "en" else "") or operation.title
