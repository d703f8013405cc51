"""What a template must know of the person before it offers something."""

from django import template

from ..permissions import holds

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: template.Context, action: str, organization: str | None) -> bool:
    """Whether the reader may do `action` for the organisation with this slug."""
    return holds(context["request"].user, action, organization)
