"""What the page after sending needs, sealed into its address: it reads no registration and so tells nothing (D8)."""

import base64
import hashlib
import json
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import Http404

KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Received:
    """What was sent in, as its sender knows it."""

    reference: str
    confirmation: str
    email: str
    kind: str
    slug: str


def seal(received: Received) -> str:
    """The part of the address that only this installation can read."""
    return _cipher().encrypt(json.dumps(asdict(received)).encode()).decode().rstrip("=")


def unseal(text: str) -> Received:
    """What was sealed within a day, or 404."""
    try:
        padded = text + "=" * (-len(text) % 4)
        return Received(**json.loads(_cipher().decrypt(padded.encode(), ttl=KEPT_SECONDS)))
    except (InvalidToken, ValueError, TypeError):
        raise Http404 from None


def _cipher() -> Fernet:
    key = hashlib.sha256(b"received:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
