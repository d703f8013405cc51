"""Durations, what is missing, and what happened, in words."""

from django import template
from django.utils.translation import pgettext

from kogge.prove.badges import wording

register = template.Library()
register.simple_tag(wording.duration)
register.simple_tag(wording.missing)


@register.simple_tag
def verb(name: str) -> str:
    """What happened to a certificate."""
    words = {
        "issued": pgettext("history", "issued"), "replaced": pgettext("history", "replaced"),
        "revoked": pgettext("history", "revoked"), "forgotten": pgettext("history", "name removed"),
        "questioned": pgettext("history", "the rule is no longer reached"),
        "follows again": pgettext("history", "attendance reaches the rule again"),
    }  # fmt: skip
    return words.get(name, name)
