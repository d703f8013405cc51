"""The funder's statement and emblem below letters about what is funded (Regulation (EU) 2021/1060, Article 50)."""

import base64
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from kogge.core.templatetags.kogge import eu_stars
from kogge.core.translated import translated
from kogge.network.grants.queries import funding_of

_BLUE, _GOLD = (0, 51, 153), (255, 204, 0)


@dataclass(frozen=True)
class Funding:
    """What a letter says below the signature."""

    statement: str
    operation: str
    emblem: str

    @property
    def plain(self) -> str:
        return f"{self.statement}\n{self.operation}"


def funding(activity: Any) -> Funding | None:
    """For an event or an operation, in the active language; None where nobody funds it."""
    found = funding_of(activity) if activity is not None else None
    if found is None:
        return None
    titles = {
        "operation_de": found["operation_title"],
        "operation_en": found["operation_title_en"] or found["operation_title"],
    }
    return Funding(str(translated(found, "statement")), str(translated(titles, "operation")), found["emblem"])


def paid_for(admission: Any) -> Any:
    """The event, or of a series its first date that belongs to an operation; None where nobody pays."""
    if admission.event is not None or admission.series is None:
        return admission.event
    dates = admission.series.events.exclude(operation=None).select_related("operation__profile")
    return dates.order_by("sort_on", "pk").first()


def on_paper(activity: Any) -> dict[str, str]:
    """The same for a printed sheet, the emblem as SVG; empty where nobody funds it."""
    found = funding(activity)
    if found is None:
        return {}
    emblem_svg = render_to_string("core/emblem.svg") if found.emblem == "eu" else ""
    alt = _("Emblem of the European Union")
    return {"statement": found.statement, "operation": found.operation, "emblem": emblem_svg, "alt": alt}


@lru_cache(maxsize=1)
def emblem() -> Mapping[str, str]:
    """The emblem of the European Union as a picture inside the mail: nothing is loaded from elsewhere."""
    drawn = Image.new("RGB", (810, 540), _BLUE)
    pen = ImageDraw.Draw(drawn)
    for star in eu_stars():
        numbers = [float(one) for one in re.findall(r"[\d.]+", star)]
        pen.polygon(list(zip(numbers[::2], numbers[1::2], strict=True)), fill=_GOLD)
    file = io.BytesIO()
    small = drawn.resize((162, 108), Image.Resampling.LANCZOS).quantize(16)
    small.save(file, "PNG", optimize=True)
    content = base64.b64encode(file.getvalue()).decode()
    return {"name": "emblem.png", "type": "image/png", "base64": content, "shown": "inline"}
