"""Collected static files in memory: their names carry a hash, so they never change."""

import hashlib
import mimetypes
from math import inf
from pathlib import Path

from .pages import Page

MOST_BYTES = 48 * 2**20
_KINDS = {
    ".woff2": "font/woff2",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
}
FOREVER = 2**63


def load(root: Path, prefix: str, safety: bytes) -> dict[bytes, Page]:
    """Read the files under `root` and their compressed sisters. What is too large is left to Django."""
    pages: dict[bytes, Page] = {}
    room = MOST_BYTES
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        if not path.is_file() or path.suffix in {".gz", ".br"} or path.name == "staticfiles.json":
            continue
        page = _page(path, safety)
        if page.size <= room:
            room -= page.size
            pages[f"{prefix}{path.relative_to(root).as_posix()}".encode()] = page
    return pages


def text(content: bytes, safety: bytes) -> Page:
    """A short plain answer that is always true, such as the one for `/healthz`."""
    kind = b"text/plain; charset=utf-8"
    fields = [(b"Content-Type", kind), (b"Cache-Control", b"no-store"), *_split(safety)]
    return Page.build(
        status=200, fields=fields, bodies=[(_etag(content), content), (b"", b""), (b"", b"")],
        revision=FOREVER, expires=inf,
    )  # fmt: skip


def _page(path: Path, safety: bytes) -> Page:
    body = path.read_bytes()
    bodies = [(_etag(body), body)]
    for suffix in (".gz", ".br"):
        sister = path.with_name(path.name + suffix)
        smaller = sister.read_bytes() if sister.is_file() else b""
        bodies.append((_etag(smaller), smaller))
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    fields = [
        (b"Content-Type", kind.encode()),
        (b"Cache-Control", b"public, max-age=31536000, immutable"),
        (b"Vary", b"Accept-Encoding"),
        *_split(safety),
    ]
    return Page.build(status=200, fields=fields, bodies=bodies, revision=FOREVER, expires=inf)


def _etag(body: bytes) -> bytes:
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'.encode()


def _split(lines: bytes) -> list[tuple[bytes, bytes]]:
    pairs = (line.partition(b": ") for line in lines.split(b"\r\n") if line)
    return [(name, value) for name, _, value in pairs]
