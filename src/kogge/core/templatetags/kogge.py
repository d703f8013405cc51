"""Template tags of the shelf, available in every template."""

import math
from typing import Any, NamedTuple

from django import template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from .. import forms, logo, navigation, periods, stylesheet
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
    """The staff's navigation: what this person's roles open, the present page marked."""
    opens = getattr(context.get("request"), "opens", lambda name: True)
    return navigation.links([entry for entry in navigation.DESK if opens(entry[0])], _path(context))


@register.simple_tag
def footer_links(group: str) -> list[navigation.Link]:
    """A group of links the frame shows: "informed", "legal" or "user"."""
    return navigation.links(navigation.LINKS[group])


@register.simple_tag
def kern_field(field: BoundField) -> forms.KernField:
    """Classes and ids of a form field for `core/forms/field.html`."""
    return forms.kern_field(field)


@register.simple_tag
def date_block(
    starts_on: periods.When, ends_on: periods.When = None, precision: str = "day"
) -> periods.DateBlock:
    """The date as the square beside an event."""
    return periods.date_block(starts_on or None, ends_on or None, precision or "day")


@register.simple_tag
def period(
    starts_on: periods.When, ends_on: periods.When = None, precision: str = "day", weekday: bool = False
) -> str:
    """The date or period in words: "18.–20. September 2024"."""
    return periods.period(starts_on or None, ends_on or None, precision or "day", weekday=weekday)


@register.simple_tag
def hours(starts_at: Any, ends_at: Any = None) -> str:
    """The times of day in words, or nothing."""
    return periods.hours(starts_at or None, ends_at or None)


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word of a name, without titles."""
    words = [word for word in str(name).split() if word[:1].isalnum() and not word.endswith(".")]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag
def page_numbers(page: Page) -> list[int | None]:
    """First, last and the neighbours of the present page; None where some are left out."""
    return [
        n if isinstance(n, int) else None
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


class WeekDay(NamedTuple):
    """The name of a day, long and short."""

    long: str
    short: str


@register.simple_tag
def week_days() -> list[WeekDay]:
    """Monday to Sunday."""
    return [WeekDay(str(WEEKDAYS[day]), str(WEEKDAYS_ABBR[day])) for day in range(7)]


@register.simple_tag
def eu_stars() -> list[str]:
    """Twelve upright five-pointed stars on a circle, as the graphics guide of the emblem constructs them."""
    return [
        _star(405 + 180 * math.sin(math.tau * hour / 12), 270 - 180 * math.cos(math.tau * hour / 12), 30)
        for hour in range(12)
    ]


def _star(x: float, y: float, radius: float) -> str:
    """A pentagram's outline around a centre, one point up."""
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(126))
    points = []
    for corner in range(10):
        angle, length = math.tau * corner / 10, radius if corner % 2 == 0 else inner
        points.append(f"{x + length * math.sin(angle):.1f} {y - length * math.cos(angle):.1f}")
    return "M" + "L".join(points) + "z"


@register.simple_tag(takes_context=True)
def shelf_part(context: dict[str, Any], example: Any) -> SafeString:
    """Render one example of the shelf with nothing but its own values and the page's CSRF token."""
    return render_to_string(example.template, {**example.values, "csrf_token": context.get("csrf_token", "")})
