"""`python -m tools.data_map` writes docs/data-map.md from the apps' data maps."""

from pathlib import Path

import django
from django.utils import translation

from kogge.core import data_map

PATH = Path(__file__).resolve().parent.parent / "docs" / "data-map.md"


def text() -> str:
    """The document as it should be."""
    with translation.override("en"):
        return data_map.as_markdown()


if __name__ == "__main__":
    django.setup()
    PATH.write_text(text(), encoding="utf-8")
    print(f"{PATH.name} is written.")
