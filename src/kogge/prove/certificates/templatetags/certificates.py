"""Durations, what is missing, and what happened, in words."""

from django import template
from django.utils.translation import pgettext

from kogge.prove.badges import wording
from kogge.prove.badges.earning import Standing

register = template.Library()
register.simple_tag(wording.duration, name="duration")


@register.simple_tag
def missing(standing: Standing) -> str:
    """What somebody misses, as one sentence."""
    return wording.missing(standing)


@register.simple_tag
def verb(name: str) -> str:
    """What happened to a certificate."""
    words = {
        "issued": pgettext("history", "issued"), "replaced": pgettext("history", "replaced"),
        "revoked": pgettext("history", "revoked"), "forgotten": pgettext("history", "name removed"),
        "questioned": pgettext("history", "attendance no longer reaches the rule"),
        "follows again": pgettext("history", "attendance reaches the rule again"),
    }  # fmt: skip
    return words.get(name, name)
