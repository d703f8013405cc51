"""Template tags of the shelf, available in every template."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from .. import logo, navigation, stylesheet
from ..translated import translated

register = template.Library()


@register.simple_tag(name="translated")
def translated_tag(record: Any, field: str) -> SafeString:
    """Show a translated field; when the page's language is missing, mark the text's own language."""
    text = translated(record, field)
    if not text:
        return SafeString("")
    if text.language == (get_language() or "")[:2]:
        return format_html("{}", text.text)
    mark = gettext("in German only") if text.language == "de" else gettext("in English only")
    return format_html(
        '<span lang="{}">{}</span> <span class="k-lang-mark">({})</span>', text.language, text.text, mark
    )


@register.simple_tag
def style_address() -> str:
    """Address of the one style sheet; it names the content."""
    return reverse("assets:style", args=[stylesheet.current()[1]])


@register.simple_tag
def icon_address() -> str:
    """Address of the sign in the browser's tab."""
    return reverse("assets:icon", args=[logo.icon()[1]])


@register.simple_tag
def region_logo() -> SafeString:
    """The region's logo, drawn into the page."""
    return logo.inline()


@register.simple_tag(takes_context=True)
def languages(context: dict[str, Any]) -> list[navigation.Language]:
    """This page in every language."""
    return navigation.languages(context.get("request"))


def _path(context: dict[str, Any]) -> str:
    request = context.get("request")
    return request.path if request is not None else ""


@register.simple_tag(takes_context=True)
def main_navigation(context: dict[str, Any]) -> list[navigation.Link]:
    """The public main navigation, the present page marked."""
    return navigation.links(navigation.MAIN, _path(context))


@register.simple_tag(takes_context=True)
def desk_navigation(context: dict[str, Any]) -> list[navigation.Link]:
    """The staff's navigation, the present page marked."""
    return navigation.links(navigation.DESK, _path(context))


@register.simple_tag
def footer_links(group: str) -> list[navigation.Link]:
    """A group of links the frame shows: "informed", "legal" or "user"."""
    return navigation.links(navigation.LINKS[group])
