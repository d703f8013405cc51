"""The app of the door as files: a shell without data, its parts, its service worker. The same for every device.

The parts lie under an address that names their content, so that a new version never meets a part of the old one.
"""

import hashlib
import json
import mimetypes
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, override

from kogge.core import logo, region, stylesheet
from kogge.core.assets import FOR_EVER
from kogge.core.middleware import POLICY
from kogge.core.page import page, public

FOLDER = Path(__file__).parent / "static" / "checkin"
SERVICE_WORKER = "worker.js"
BUNDLED = ("vendor/zxing/reader.js", "vendor/zxing/zxing_reader.wasm", "vendor/noble/ed25519.js")
_READER = "script-src 'self' 'wasm-unsafe-eval'"
_POLICY = POLICY.format(ancestors="'none'").replace("script-src 'self'", _READER)
_CAMERA = "camera=(self), geolocation=(), microphone=()"


@cache
def _read() -> tuple[dict[str, bytes], str]:
    parts = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.is_file()}
    digest = hashlib.sha256(b"".join(name.encode() + body for name, body in parts.items()))
    return parts, digest.hexdigest()[:12]


def parts() -> tuple[dict[str, bytes], str]:
    """The app's files and the hash over all of them; read once per process, at each request while developing."""
    if settings.DEBUG:
        _read.cache_clear()
    return _read()


@public
def shell(request: HttpRequest, device: int = 0) -> HttpResponse:
    """The page. It alone may use the camera and run the WebAssembly reader."""
    context = {"digest": parts()[1], "languages": [code for code, _name in settings.LANGUAGES]}
    with override("de"):
        response = page(request, "checkin/app.html", context)
    response["Content-Security-Policy"] = _POLICY
    response["Permissions-Policy"] = _CAMERA
    response["Referrer-Policy"] = "no-referrer"
    return response


@public
def part(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """One file of the app. Of an older version nothing is left: the service worker holds what it needs."""
    files, now = parts()
    if name not in files or digest != now:
        raise Http404
    response = HttpResponse(files[name], content_type=f"{mimetypes.guess_type(name)[0]}; charset=utf-8")
    response["Cache-Control"] = FOR_EVER
    response["Content-Security-Policy"] = _POLICY
    return response


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of what it keeps, so that a change of any file is a new worker."""
    files, digest = parts()
    kept = [
        *(reverse("checkin:part", args=[digest, name]) for name in files if name != SERVICE_WORKER),
        reverse("assets:style", args=[stylesheet.current()[1]]),
        reverse("assets:icon", args=[logo.icon()[1]]),
        *(static(f"vendor/kern/fira-sans-{weight}.woff2") for weight in (400, 600)),
        static("core/theme.js"),
    ]
    shell_text = shell(request).content
    version = hashlib.sha256(json.dumps(kept).encode() + shell_text).hexdigest()[:12]
    bundled = [static(name) for name in BUNDLED]
    app = {"version": version, "shell": reverse("checkin:home"), "kept": kept, "bundled": bundled}
    text = f"const APP = {json.dumps(app)};\n{files[SERVICE_WORKER].decode()}"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the door on its first screen."""
    home = reverse("checkin:home")
    icon = reverse("assets:icon", args=[logo.icon()[1]])
    content = {
        "id": home,
        "name": f"{gettext('Door')} – {region.current().network}",
        "short_name": gettext("Door"),
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "icons": [{"src": icon, "type": "image/svg+xml", "sizes": "any"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")
