"""Where a fact comes from: `{% sources record %}` shows documents and lines on demand, and what stays open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext, ngettext

from .. import not_stated
from ..models import SourceDocument

register = template.Library()
_TITLES = "titles of source documents"


@dataclass(frozen=True)
class Origin:
    """One document and the lines in it."""

    key: str
    title: str
    lines: tuple[int, ...]

    @property
    def where(self) -> str:
        """The lines in words: "line 18", "lines 8, 9 and 11"."""
        if not self.lines:
            return ""
        head, last = [str(line) for line in self.lines[:-1]], str(self.lines[-1])
        listed = (
            gettext("%(lines)s and %(last)s") % {"lines": ", ".join(head), "last": last} if head else last
        )
        return ngettext("line %(lines)s", "lines %(lines)s", len(self.lines)) % {"lines": listed}

    @property
    def anchor(self) -> str:
        return f"l{self.lines[0]}" if self.lines else ""


@register.inclusion_tag("core/components/sources.html", takes_context=True)
def sources(context: Context, record: Any, *, gaps: bool = True) -> dict[str, Any]:
    """Source, lines and gaps of a record or a dict with `refs`, `not_stated`, `source_note`.

    The titles of all documents are read once per page.
    """
    refs = _read(record, "refs") or []
    return {
        "origins": origins(refs, _titles(context) if refs else {}),
        "gaps": not_stated.labels(_read(record, "not_stated") or []) if gaps else [],
        "note": _read(record, "source_note") or "",
    }


def origins(refs: Iterable[Mapping[str, Any]], titles: Mapping[str, str]) -> list[Origin]:
    """References with the titles of their documents."""
    return [
        Origin(ref["source"], titles.get(ref["source"], ref["source"]), tuple(ref.get("lines", ())))
        for ref in refs
    ]


def _read(record: Any, name: str) -> Any:
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name, None)


def _titles(context: Context) -> dict[str, str]:
    store: dict[Any, Any] = context.render_context.dicts[0]
    if _TITLES not in store:
        store[_TITLES] = dict(SourceDocument.objects.values_list("key", "title"))
    titles: dict[str, str] = store[_TITLES]
    return titles


@register.simple_tag(takes_context=True)
def origins_of(context: Context, record: Any) -> list[Origin]:
    """The documents and lines of a record, for pages that show them openly."""
    refs = _read(record, "refs") or []
    return origins(refs, _titles(context) if refs else {})
