"""What a request asks for and how a kept page answers it. No state."""

import re
from typing import TYPE_CHECKING

from .pages import MOST_QUERY, Variant, encoding, matches, without_tracking
from .requests import Request

if TYPE_CHECKING:
    from .connection import Connection

READING = {b"GET", b"HEAD"}


def classify(request: Request, hosts: frozenset[bytes], personal: re.Pattern[bytes]) -> bytes:
    """Decide once what a head asks for: the key of a public page, or nothing that may be kept."""
    fields, target = request.fields, request.target
    request.encoding = encoding(fields.get(b"accept-encoding", b""))
    request.plain = (
        request.method == b"GET"
        and request.modern
        and b"connection" not in fields
        and b"if-none-match" not in fields
    )
    host = fields.get(b"host", b"")
    cookie = fields.get(b"cookie")
    keepable = (
        request.method in READING
        and host in hosts
        and (cookie is None or not personal.search(cookie))
        and b"authorization" not in fields
        and (b"?" not in target or len(target) <= MOST_QUERY)
    )
    request.key = host + without_tracking(target) if keepable else b""
    return request.key


def adapted(request: Request, variant: Variant, data: bytes, date: bytes) -> bytes:
    """What clients get who have the page already or want only its head."""
    asked = request.fields.get(b"if-none-match")
    if asked is not None and matches(asked, variant.etag):
        return variant.not_modified(date)
    return data[: variant.head_size] if request.method == b"HEAD" else data


def closing(connection: "Connection", data: bytes) -> bytes:
    """The same answer as the last one on its connection."""
    connection.closing = True
    end = data.index(b"\r\n") + 2
    return data[:end] + b"Connection: close\r\n" + data[end:]


def origin(connection: "Connection", request: Request) -> tuple[str, str]:
    """The client's address and scheme. Only as many proxies as the operator named are believed."""
    count = connection.front.options.trusted_proxies
    if not count:
        return connection.peer, "http"
    passed = request.fields.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
    chain = [part.strip() for part in passed if part.strip()][-count:]
    schemes = request.fields.get(b"x-forwarded-proto", b"http").decode("latin-1").split(",")
    scheme = schemes[-min(count, len(schemes))].strip().lower()
    client = chain[0] if len(chain) == count else connection.peer
    return client, "https" if scheme == "https" else "http"
