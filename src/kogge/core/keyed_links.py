"""Secrets of personal links: a record's random uid and a keyed hash (RFC 2104) over what the link stands for.

122 + 128 random bits, the same in every mail, and nothing in the database opens it. Another content (a new version,
another purpose) closes the links before it; each app keeps its own kind and content.
"""

import base64
import binascii
import hmac
import uuid
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet

_TAG = 16
M = TypeVar("M", bound=Model)


def secret(kind: str, uid: uuid.UUID, content: bytes) -> str:
    """43 letters, digits, `-` and `_`; `kind` keeps the links of one app apart from those of another."""
    tag = hmac.digest(f"{kind}:{settings.SECRET_KEY}".encode(), content, "sha256")[:_TAG]
    return base64.urlsafe_b64encode(uid.bytes + tag).decode().rstrip("=")


def uid_of(given: str) -> uuid.UUID | None:
    """Whose secret this claims to be."""
    try:
        return uuid.UUID(bytes=base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))[:-_TAG])
    except (ValueError, binascii.Error):
        return None


def opened(rows: QuerySet[M], given: str, secret_of: Callable[[M], str]) -> M | None:
    """The one of `rows` (by their `uid`) this secret opens, or None."""
    uid = uid_of(given)
    found = rows.filter(uid=uid).first() if uid else None
    return found if found and hmac.compare_digest(secret_of(found), given) else None
