"""A page of jurors that opens without a network: its service worker, with the list of what that keeps."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse

import kogge.core
from kogge.core import logo, stylesheet

_WORKER = Path(kogge.core.__file__).parent / "static" / "core" / "kept_page.js"


def worker(name: str, address: str, files: Iterable[str], *, copy: str = "") -> HttpResponse:
    """The worker's script for the page at `address`; a change of any file is a new worker.

    `copy` is asked for what the phone keeps, where it is not the page itself.
    """
    kept = [
        reverse("assets:style", args=[stylesheet.current()[1]]), reverse("assets:icon", args=[logo.icon()[1]]),
        *(static(f"vendor/kern/fira-sans-{weight}.woff2") for weight in (400, 600)),
        *map(static, (*files, "core/theme.js")),
    ]  # fmt: skip
    text = _WORKER.read_text(encoding="utf-8")
    version = hashlib.sha256(json.dumps([kept, text]).encode()).hexdigest()[:12]
    app = {
        "name": f"{name}:{address}:",
        "version": version,
        "page": address,
        "copy": copy or address,
        "kept": kept,
    }
    script = f"const APP = {json.dumps(app)};\n{text}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")
