"""What stands in a ticket: 24 bytes, no name, nothing that says where or what.

version 1 byte | key 1 | scope 4 | serial 8 | bits 2 | valid from 4 | valid until 4 (seconds since 1970), big-endian.
"""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

VERSION = 1
LENGTH = 24
SIGNATURE = 64
_LAYOUT = struct.Struct(">BBI8sHII")
_LAST = 2**32 - 1


@dataclass(frozen=True)
class Ticket:
    """A ticket as read: which serial it names, for which scope (an admission's number), and when it counts."""

    key_id: int
    scope: int
    serial: str
    bits: int
    valid_from: datetime
    valid_until: datetime


def pack(ticket: Ticket) -> bytes:
    """The 24 bytes that are signed."""
    first, last = (max(0, min(_LAST, int(at.timestamp()))) for at in (ticket.valid_from, ticket.valid_until))
    serial = bytes.fromhex(ticket.serial)
    return _LAYOUT.pack(VERSION, ticket.key_id, ticket.scope, serial, ticket.bits, first, last)


def unpack(content: bytes) -> Ticket:
    """What the bytes say; ValueError when they are no ticket of this version."""
    if len(content) != LENGTH or content[0] != VERSION:
        raise ValueError("not a ticket of this version")
    _version, key_id, scope, serial, bits, first, last = _LAYOUT.unpack(content)
    moments = (datetime.fromtimestamp(at, UTC) for at in (first, last))
    return Ticket(key_id, scope, serial.hex(), bits, *moments)
