"""The region's sign as PNG for home screens, which know no SVG: on white, with room around it for round masks."""

import tempfile
from functools import cache
from pathlib import Path

import typst

from kogge.core import logo

SIZES = (180, 192, 512)
_SHEET = """#set page(width: {size}pt, height: {size}pt, margin: {margin}pt, fill: white)
#image("icon.svg", width: 100%, height: 100%, fit: "contain")
"""


@cache
def png(size: int) -> bytes:
    """The sign in one of `SIZES`, drawn once per process."""
    with tempfile.TemporaryDirectory(prefix="kogge-icon-") as folder:
        (Path(folder) / "icon.svg").write_text(logo.icon()[0], encoding="utf-8")
        sheet = Path(folder) / "icon.typ"
        sheet.write_text(_SHEET.format(size=size, margin=size // 6), encoding="utf-8")
        drawn: bytes = typst.compile(str(sheet), format="png", ppi=72)
    return drawn
