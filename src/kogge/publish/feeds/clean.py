"""Text from people made harmless for machines: no control characters, no formulas, no broken XML."""

import re
import unicodedata

_ODD = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def text(value: object) -> str:
    """Several lines: line ends become \\n; control and direction characters go."""
    words = (
        str(value or "")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\x85", "\n")
    )
    return _NOT_XML.sub("", _ODD.sub("", words)).strip()


def line(value: object) -> str:
    """One line: every white space becomes one blank."""
    return " ".join(text(value).split())


def cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    words = text(value)
    return f"'{words}" if words.startswith(_FORMULA) or words.startswith("'") else words


def address(value: object) -> str:
    """A web address, or nothing when it is none."""
    words = line(value)
    return words if re.fullmatch(r"https?://[^\s<>\"]+", words) else ""


def identifier(value: object, *, least: int = 4) -> str:
    """Letters, digits and hyphens in ASCII, long enough for formats that want it."""
    plain = unicodedata.normalize("NFKD", str(value)).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return short if len(short) >= least else f"{short or 'x'}-item"
