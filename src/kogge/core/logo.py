"""The region's logo, put into the page itself so that it takes the theme's colours.

A logo is a file of the region's folder. It may draw, and nothing else: anything that could run, load or style the
page is refused when the program starts.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from . import region

_ALLOWED = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"}
_FORBIDDEN = re.compile(r"\son\w+\s*=|\sstyle\s*=|href\s*=|url\s*\(|<!|<\?", re.I)
_FALLBACK = (
    '<svg viewBox="0 0 48 48" xmlns="http://www.w3.org/2000/svg"><rect width="48" height="48" rx="8" '
    'fill="currentColor"/></svg>'
)


def checked(svg: str) -> str:
    """The drawing when it only draws. Raises ValueError with a sentence when it could do more."""
    tags = set(re.findall(r"<\s*/?\s*([\w:-]+)", svg))
    if extra := tags - _ALLOWED:
        raise ValueError(f"The logo contains {', '.join(sorted(extra))}; only shapes are allowed.")
    if _FORBIDDEN.search(svg):
        raise ValueError("The logo contains styles, links or scripts; only shapes are allowed.")
    if not svg.lstrip().startswith("<svg"):
        raise ValueError("The logo is not an SVG file.")
    return " ".join(svg.split())


def _drawing(path: Path) -> str:
    return checked(path.read_text(encoding="utf-8")) if path.is_file() else _FALLBACK


@cache
def inline() -> SafeString:
    """The logo for the header; the name stands beside it in text, so it is hidden from screen readers."""
    drawing = _drawing(region.current().file("logo.svg"))
    return mark_safe(drawing.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S308  checked above


@cache
def icon() -> tuple[str, str]:
    """The drawing for the browser's tab in the region's brand colour, and its hash."""
    here = region.current()
    source = here.file("icon.svg") if here.file("icon.svg").is_file() else here.file("logo.svg")
    colours = here.data.get("colours", {})
    drawing = _drawing(source).replace("currentColor", str(colours.get("brand", "#0a2a47")))
    return drawing, hashlib.sha256(drawing.encode()).hexdigest()[:12]
