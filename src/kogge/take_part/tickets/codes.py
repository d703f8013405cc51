"""Draws a ticket's text as a QR code: level M, version 6, as small as it can be and read from a phone's screen."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe
from PIL import Image

_MASK = 3  # a signed text is as good as random, so trying all eight masks (6 ms) finds nothing better


def svg(text: str, title: str = "") -> SafeString:
    """As SVG to stand in a page; it grows with its box."""
    out = io.BytesIO()
    _code(text).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, title=title or None, light="#fff"
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308  drawn by segno, which escapes the title


def png(text: str, scale: int = 8) -> bytes:
    """As PNG for mails and wallets."""
    rows = [bytes(0 if dark else 255 for dark in row) for row in _code(text).matrix_iter(border=4)]
    size = len(rows)
    drawn = Image.frombytes("L", (size, size), b"".join(rows)).convert("1")
    out = io.BytesIO()
    drawn.resize((size * scale, size * scale), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="m", boost_error=False, micro=False, mask=_MASK)
