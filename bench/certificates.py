"""`./kogge bench certificates`: certificates as accessible PDF, pages per second, beside WeasyPrint in the same run.

A thousand sheets with different names, in five rounds that take turns; both sides get finished words and the same
pictures, lay out the same content (`bench/certificate.html` says for WeasyPrint what the product's template says for
typst) and write PDF/UA-1. Ours is PDF/A-2a in the same file. One thread each, fonts loaded before the clock starts.
"""

import io
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import django
import pikepdf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.template import Context, Engine  # noqa: E402  the apps must be loaded first

from bench.harness import Result, interleave, missing, report  # noqa: E402
from kogge.network.directory.models import Organization  # noqa: E402
from kogge.prove.badges import document, sample  # noqa: E402
from kogge.prove.badges.models import Template  # noqa: E402

PAGES, ROUNDS, LEAST_RATIO, LEAST_PER_SECOND = 200, 5, 5.0, 50.0


def main() -> int:
    """Measure both, print a line each and the JSON list last."""
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415  only this measurement needs it
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    except (ImportError, OSError):
        return missing("WeasyPrint (with Pango)", "pip install --group tools; apt-get install libpango-1.0-0")
    sheets = contents(PAGES)
    engine = Engine(dirs=[str(Path(__file__).parent)])
    template, fonts = engine.get_template("certificate.html"), FontConfiguration()
    look = engine.get_template("certificate.css")

    def theirs(content: dict[str, Any]) -> bytes:
        html = HTML(string=template.render(Context(content)))
        sheet = CSS(string=look.render(Context(content)), font_config=fonts)
        return bytes(html.write_pdf(pdf_variant="pdf/ua-1", font_config=fonts, stylesheets=[sheet]))

    makers = {"ours": document.compiled, "theirs": theirs}
    for name, make in makers.items():
        if not is_accessible(make(sheets[0])):
            print(f"{name}: the file does not say that it is PDF/UA.", file=sys.stderr)
            return 1
    rates = interleave(ROUNDS, {name: lambda make=make: rate(make, sheets) for name, make in makers.items()})
    what = "certificates as PDF/UA, pages per second on one thread"
    return report([
        Result.of("certificates", what, rates["ours"], "pages/s", at_least=LEAST_PER_SECOND),
        Result.against("certificates", f"{what}, beside WeasyPrint", rates["ours"], "pages/s", reference="WeasyPrint",
                       reference_values=rates["theirs"], ratio_at_least=LEAST_RATIO),
    ])  # fmt: skip


def is_accessible(file: bytes) -> bool:
    """Whether the file itself says that it is PDF/UA-1, with tags."""
    with pikepdf.open(io.BytesIO(file)) as opened, opened.open_metadata() as meta:
        return meta.get("pdfuaid:part") == "1" and "/StructTreeRoot" in opened.Root


def contents(count: int) -> list[dict[str, Any]]:
    """The words of so many sheets, each with a name of its own, with emblem, statement, logo-less, in German."""
    look = Template(
        intro_de="In vier Mittagspausen ging es um Werkzeuge für den Alltag.", signatory="Hanna Hafen"
    )
    sheet = sample.sheet(Organization(name="Hafenzentrum", slug="harbour"), look)
    funding = {
        "statement_de": "Kofinanziert von der Europäischen Union", "emblem": "eu", "operation_de": "Erste Phase",
    }  # fmt: skip
    return [
        document.inputs(
            replace(sheet, content={**sheet.content, "name": f"Gast {n} Beispiel", "funding": [funding]}),
            "de",
        )
        for n in range(count)
    ]


def rate(make: Callable[[Any], bytes], sheets: list[dict[str, Any]]) -> float:
    """Pages per second over all sheets."""
    begin = time.perf_counter()
    for sheet in sheets:
        make(sheet)
    return len(sheets) / (time.perf_counter() - begin)


if __name__ == "__main__":
    sys.exit(main())
