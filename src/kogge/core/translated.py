"""Texts in several languages: `title_de`, `title_en`. A missing one is marked, never silently mixed."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True)
class Translated:
    """A text with the language it is really in; `missing` tells that the asked language had none."""

    text: str
    language: str
    missing: bool

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def pick(texts: dict[str, str], language: str | None = None) -> Translated:
    """Choose the text for `language` (default: the active one), else the first other one, marked."""
    wanted = (language or get_language() or settings.LANGUAGE_CODE)[:2]
    if texts.get(wanted):
        return Translated(texts[wanted], wanted, missing=False)
    for code, _name in settings.LANGUAGES:
        if texts.get(code):
            return Translated(texts[code], code, missing=True)
    return Translated("", wanted, missing=False)


def translated(record: Any, field: str, language: str | None = None) -> Translated:
    """The field `field` of a record with `<field>_de`, `<field>_en` attributes (or a dict of such keys)."""
    read = record.get if isinstance(record, dict) else lambda key: getattr(record, key, "")
    return pick({code: read(f"{field}_{code}") or "" for code, _name in settings.LANGUAGES}, language)
