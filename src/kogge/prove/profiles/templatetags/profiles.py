"""`{{ question.label|localized }}`: a profile's text in the language of the page."""

from collections.abc import Mapping

from django import template

from kogge.core.translated import pick

register = template.Library()


@register.filter
def localized(text: Mapping[str, str]) -> str:
    """The text in the page's language; profiles always have both."""
    return pick(dict(text)).text
