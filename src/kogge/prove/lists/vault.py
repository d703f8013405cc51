"""Files kept encrypted, piece by piece, so that one of a gigabyte needs no gigabyte of memory.

A piece is sealed with its number and with whether it is the last: leaving one out, repeating one or cutting the file
off shows. Names are random; what a file is stands in its record alone.
"""

import secrets
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kogge.prove.seals.box import BrokenSealError, Purpose, seal, unseal

PIECE = 4 * 2**20
_FOLDER = "evidence"
_LENGTH = 4
SETTLED = timedelta(hours=1)
"""The time after which a file without a record was left behind by a transaction that was rolled back."""


def store(content: bytes | Iterable[bytes], *, about: str) -> str:
    """Write a sealed file for the record with the code `about`; returns its name."""
    name = f"{secrets.token_hex(16)}.sealed"
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as out:
            for number, piece, last in _numbered(_pieces(content)):
                sealed = seal(Purpose.EVIDENCE, piece, about=f"{about}/{number}/{last:d}")
                out.write(len(sealed).to_bytes(_LENGTH, "big") + sealed)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return name


def read(name: str, *, about: str) -> Iterator[bytes]:
    """The content in pieces. Raises BrokenSealError when a byte was changed or a piece is missing."""
    try:
        with _path(name).open("rb") as source:
            number, ahead = 0, _sealed(source)
            while ahead:
                sealed, ahead = ahead, _sealed(source)
                yield unseal(Purpose.EVIDENCE, sealed, about=f"{about}/{number}/{not ahead:d}")
                number += 1
    except FileNotFoundError as error:
        raise BrokenSealError(f"The file of {about} is missing.") from error
    if number == 0:
        raise BrokenSealError(f"The file of {about} is empty.")


def whole(name: str, *, about: str) -> bytes:
    """The content at once."""
    return b"".join(read(name, about=about))


def drop(name: str) -> None:
    """Delete a file once the transaction holds."""
    if name:
        transaction.on_commit(partial(_path(name).unlink, missing_ok=True))


def names() -> set[str]:
    """Every stored file."""
    folder = _path("")
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def age(name: str) -> timedelta:
    """How long a file lies there."""
    return timedelta(seconds=time.time() - _path(name).stat().st_mtime)


def _path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / _FOLDER / name


def _pieces(content: bytes | Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of equal size, at least one."""
    waiting, any_yet = bytearray(), False
    for part in [content] if isinstance(content, bytes) else content:
        waiting += part
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            any_yet = True
            del waiting[:PIECE]
    if waiting or not any_yet:
        yield bytes(waiting)


def _numbered(pieces: Iterator[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    number, piece = 0, next(pieces)
    for following in pieces:
        yield number, piece, False
        number, piece = number + 1, following
    yield number, piece, True


def _sealed(source: object) -> bytes:
    length = int.from_bytes(source.read(_LENGTH), "big")  # type: ignore[attr-defined]
    return source.read(length) if length else b""  # type: ignore[attr-defined, no-any-return]
