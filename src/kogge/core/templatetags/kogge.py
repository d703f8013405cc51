"""Template tags of the shelf, available in every template."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

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
