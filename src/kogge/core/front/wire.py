"""How the front and the workers talk over a Unix socket: a JSON head with its length, then bytes with their length.

To the worker: `head body`. Back: `head chunk chunk … empty chunk`.
"""

import json
import socket
import struct
from typing import Any

_HEAD = struct.Struct("!IQ")
_LENGTH = struct.Struct("!I")
LENGTH_SIZE = _LENGTH.size


def request(head: dict[str, Any], body: bytes | bytearray = b"") -> bytes:
    """One request as the worker reads it with `receive`."""
    text = json.dumps(head).encode("ascii")
    return b"".join((_HEAD.pack(len(text), len(body)), text, body))


def receive(connection: socket.socket) -> tuple[dict[str, Any], bytearray]:
    """Read one request. Raises EOFError when the front went away."""
    head_size, body_size = _HEAD.unpack(_exactly(connection, _HEAD.size))
    head = json.loads(_exactly(connection, head_size))
    return head, _exactly(connection, body_size)


def head(values: dict[str, Any]) -> bytes:
    """The head of an answer."""
    return chunk(json.dumps(values).encode("ascii"))


def chunk(data: bytes) -> bytes:
    """One piece of an answer; an empty one ends it."""
    return _LENGTH.pack(len(data)) + data


def length(data: bytes | bytearray | memoryview) -> int:
    """The length that stands before a piece."""
    size: int = _LENGTH.unpack_from(data)[0]
    return size


def _exactly(connection: socket.socket, size: int) -> bytearray:
    data = bytearray(size)
    view = memoryview(data)
    while view:
        received = connection.recv_into(view)
        if not received:
            raise EOFError
        view = view[received:]
    return data
