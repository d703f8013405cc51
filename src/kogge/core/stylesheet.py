"""One style sheet for every page: KERN, the product's own files and the region's colours, under one address.

The address carries a hash of the content, so browsers keep it for a year and a change is a new address. One
request instead of ten keeps the first view light.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from . import region
from .colours import text_on

SHEETS = (
    "vendor/kern/kern.css",
    "core/tokens.css",
    "core/base.css",
    "core/frame.css",
    "core/parts.css",
    "core/forms.css",
    "core/content.css",
    "core/events.css",
    "core/data.css",
    "core/programme.css",
    "core/map.css",
)
PRINT = "core/print.css"
DEFAULTS = {
    "light": {"primary": "#0b4f8a", "accent": "#b23c17"},
    "dark": {"primary": "#8fc4f2", "accent": "#ff9f7f"},
    "brand": "#0a2a47",
}
_RELATIVE = re.compile(r'url\("\.\./([^"]+)"\)')


def palette(colours: dict[str, object]) -> dict[str, dict[str, str]]:
    """The region's colours by theme, with what is missing filled in and text colours chosen for contrast."""
    brand = str(colours.get("brand", DEFAULTS["brand"]))
    themes = {}
    for theme in ("light", "dark"):
        own = colours.get(theme)
        chosen = {**DEFAULTS[theme], **(own if isinstance(own, dict) else {})}  # type: ignore[dict-item]
        themes[theme] = {
            "primary": chosen["primary"],
            "on-primary": text_on(chosen["primary"]),
            "accent": chosen["accent"],
            "brand": brand,
            "on-brand": text_on(brand),
        }
    return themes


def region_css(colours: dict[str, object]) -> str:
    """The region's colours as custom properties for both themes."""
    themes = palette(colours)
    light, dark = (
        ";".join(f"--k-{name}:{value}" for name, value in themes[theme].items())
        for theme in ("light", "dark")
    )
    return (
        f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"[data-kern-theme=light]{{{light}}}[data-kern-theme=dark]{{{dark}}}"
    )


def compact(css: str) -> str:
    """Leave out comments and the space that only people need."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()


def _read(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"The style sheet {name} is missing.")
    return Path(found).read_text(encoding="utf-8")


def build() -> str:
    """The whole style sheet with the addresses of its fonts."""
    licence = "/* Contains KERN native (EUPL-1.2) and Fira Sans (OFL-1.1). */\n"
    text = region_css(region.current().data.get("colours", {})) + "".join(
        map(_read, (*SHEETS, *settings.STYLE_SHEETS, PRINT))
    )
    return licence + _RELATIVE.sub(lambda found: f'url("{static(found[1])}")', compact(text))


@cache
def _built() -> tuple[str, str]:
    text = build()
    return text, hashlib.sha256(text.encode()).hexdigest()[:12]


def current() -> tuple[str, str]:
    """The style sheet and its hash; built once per process, at each request while developing."""
    if settings.DEBUG:
        _built.cache_clear()
    return _built()
