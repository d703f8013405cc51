"""A file that only its passphrase opens: scrypt (RFC 7914) makes the key, AES-256-GCM seals piece after piece.

The pieces follow the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): each bears its number and whether
it is the last, so none can be changed, moved, repeated or cut off.
"""

import io
import json
import os
import struct
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

MAGIC = b"KOGGE BACKUP 1\n"
PIECE = 2**20
COST = 2**16
_MOST_COST = 2**20
_LENGTH = struct.Struct(">I")
_TAG = 16


class Writer(io.RawIOBase):
    """What is written comes out encrypted; `close` writes the last piece."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file, self._waiting, self._number = file, bytearray(), 0
        salt, self._prefix = os.urandom(16), os.urandom(7)
        self._head = (
            json.dumps({"salt": salt.hex(), "n": COST, "prefix": self._prefix.hex()}).encode() + b"\n"
        )
        self._cipher = AESGCM(_key(passphrase, salt, COST))
        file.write(MAGIC + self._head)

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
            super().close()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._prefix, self._number, last=last), plain, self._head)
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


class Reader(io.RawIOBase):
    """Gives back what was written, or is Refused at the first piece that is not as it was."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file, self._ready, self._number, self._ended = file, b"", 0, False
        if file.read(len(MAGIC)) != MAGIC:
            raise Refused(_("This file is no backup of this program."))
        self._head = file.readline(1000)
        try:
            facts = json.loads(self._head)
            salt, self._prefix, cost = (
                bytes.fromhex(facts["salt"]),
                bytes.fromhex(facts["prefix"]),
                int(facts["n"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise Refused(_("The beginning of this backup is damaged.")) from error
        if cost > _MOST_COST or cost < 2 or cost & (cost - 1) or len(self._prefix) != 7:
            raise Refused(_("The beginning of this backup is damaged."))
        self._cipher = AESGCM(_key(passphrase, salt, cost))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and not self._ended:
            self._open_next()
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def finish(self) -> None:
        """Read to the end, so that a cut or changed rest is found too."""
        self._ready = b""
        while not self._ended:
            self._open_next()
            self._ready = b""
        if self._file.read(1):
            raise Refused(_("Something was added to the end of this backup."))

    def _open_next(self) -> None:
        head = self._file.read(_LENGTH.size)
        length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
        sealed = self._file.read(length) if _TAG <= length <= PIECE + _TAG else b""
        if len(sealed) != length:
            sealed = b""  # a length that promises more than there is was changed, too
        for last in (False, True):
            try:
                self._ready = self._cipher.decrypt(
                    _nonce(self._prefix, self._number, last=last), sealed, self._head
                )
            except (InvalidTag, ValueError):
                continue
            self._number, self._ended = self._number + 1, last
            return
        if self._number == 0:
            raise Refused(_("The passphrase is wrong, or the backup is damaged."))
        raise Refused(_("The backup is damaged or was changed; nothing of it was used."))


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">I", number) + bytes([last])


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode())
