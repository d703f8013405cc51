"""Names and mail addresses as people type them, brought into one form. Refused with a sentence where that fails."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

MOST_NAME = 200
MOST_EMAIL = 254
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # joiners shape letters of several scripts and emoji
_MOST_MARKS = 4


def clean_name(text: str, *, field: str = "name", required: bool = True) -> str:
    """One line in NFC without control or direction characters, 1 to 200 characters."""
    name = plain_line(text)
    if not name and required:
        raise Refused(_("Please write a name."), field=field)
    if len(name) > MOST_NAME:
        raise Refused(_("This name is longer than 200 characters. Please shorten it."), field=field)
    return name


def clean_email(text: str, *, field: str = "email", required: bool = True) -> str:
    """The address as it is written to, its domain in ASCII (IDNA). What is before the @ stays as typed."""
    if any(unicodedata.category(letter) == "Cc" for letter in text.strip()):
        raise Refused(_("Please write one mail address, without line breaks."), field=field)
    address = plain_line(text).replace(" ", "")
    if not address and not required:
        return ""
    local, at, domain = address.rpartition("@")
    try:
        ascii_domain = domain.rstrip(".").encode("idna").decode("ascii").lower()
        address = f"{local}{at}{ascii_domain}"
        validate_email(address)
    except (UnicodeError, ValidationError):
        sentence = _("Please write a whole mail address, such as name@example.org.")
        raise Refused(sentence, field=field) from None
    if len(address) > MOST_EMAIL:
        raise Refused(_("This mail address is too long to be written to."), field=field)
    return address


def email_key(email: str) -> str:
    """What two spellings of one address have in common: case does not count, everything else does."""
    return unicodedata.normalize("NFC", email).casefold()[:MOST_EMAIL]


def plain_line(text: str) -> str:
    """NFC, one space between words, nothing unseen, no towers of combining marks."""
    seen: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        category = unicodedata.category(letter)
        if category in _UNSEEN and letter not in _JOINERS:
            seen.append(" " if letter.isspace() else "")
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            seen.append(letter)
    return re.sub(r"\s+", " ", "".join(seen)).strip(" \u200c\u200d")
