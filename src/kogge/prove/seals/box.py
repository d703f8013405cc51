"""Encryption at rest with a key of its own for each purpose (AES-256-GCM, NIST SP 800-38D).

The keys lie in the folder `KEYS`, apart from database and backups: whoever has only a copy of the database cannot
read answers or sealed evidence. `about` names the row; a sealed text that was moved to another row does not open.
"""

import hashlib
import os
import threading
from contextlib import suppress
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class Purpose(StrEnum):
    """What a key opens."""

    ANSWERS = "answers"
    EVIDENCE = "evidence"
    HISTORY = "history"


class BrokenSealError(ValueError):
    """The sealed bytes were changed, belong to another row, or were sealed with another key."""


def seal(purpose: Purpose, plain: bytes, *, about: str) -> bytes:
    """Encrypt for one purpose, bound to the row that `about` names."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key(purpose)).encrypt(nonce, plain, about.encode())


def unseal(purpose: Purpose, sealed: bytes, *, about: str) -> bytes:
    """Decrypt what `seal` made; raises BrokenSealError."""
    content = bytes(sealed)
    try:
        return AESGCM(key(purpose)).decrypt(content[:_NONCE], content[_NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise BrokenSealError(
            f"What is sealed for {about} cannot be opened with this installation's key."
        ) from error


def key(purpose: Purpose) -> bytes:
    """The 32 bytes themselves."""
    return _key(str(settings.KEYS), purpose)


def fingerprint(purpose: Purpose) -> str:
    """Which key it is, without saying it."""
    return hashlib.sha256(b"fingerprint:" + key(purpose)).hexdigest()[:8]


@lru_cache(maxsize=8)
def _key(folder: str, purpose: Purpose) -> bytes:
    """Read the key; the first process that needs one makes it, and all agree on it."""
    path = Path(folder) / f"{purpose}.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        new.touch(mode=0o600)
        new.write_bytes(AESGCM.generate_key(256))
        with suppress(FileExistsError):
            os.link(new, path)
        new.unlink()
    content = path.read_bytes()
    if len(content) != 32:
        raise BrokenSealError(f"{path} is no key of 32 bytes.")
    return content
