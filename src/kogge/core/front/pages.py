"""Published pages as the bytes that go over the wire, bounded in memory."""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus

IDENTITY, GZIP, BROTLI = 0, 1, 2
_NAMES = (b"identity", b"gzip", b"br")
_TRACKING = re.compile(rb"(?:^|(?<=&))(?:utm_[a-z]+|fbclid|gclid)=[^&]*(?:&|$)")
_DATE_SIZE = len(b"Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n")
MOST_QUERY = 1000


def status_line(status: int) -> bytes:
    """The first line of an answer."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Answer"
    return f"HTTP/1.1 {status} {phrase}\r\n".encode()


def date_line(now: float) -> bytes:
    return f"Date: {formatdate(now, usegmt=True)}\r\n".encode()


class Variant:
    """One encoding of a page. Its bytes are complete but for the date, which changes once a second."""

    __slots__ = ("_second", "_start", "etag", "head_size", "unchanged", "wire")

    def __init__(
        self, status: int, fields: Iterable[tuple[bytes, bytes]], body: bytes, etag: bytes, coding: bytes
    ) -> None:
        kept = [*fields, (b"ETag", etag)]
        self._start = status_line(status)
        self.unchanged = (
            status_line(304) + date_line(0) + _lines(f for f in kept if f[0].lower() in _ON_304) + b"\r\n"
        )
        if coding != b"identity":
            kept.append((b"Content-Encoding", coding))
        kept.append((b"Content-Length", str(len(body)).encode()))
        head = self._start + date_line(0) + _lines(kept) + b"\r\n"
        self.head_size = len(head)
        self.wire = head + body
        self.etag = etag
        self._second = 0

    def at(self, second: int, date: bytes) -> bytes:
        """The whole answer, dated now."""
        if self._second != second:
            begin = len(self._start)
            self.wire = self.wire[:begin] + date + self.wire[begin + _DATE_SIZE :]
            self._second = second
        return self.wire

    def not_modified(self, date: bytes) -> bytes:
        begin = self.unchanged.index(b"\r\n") + 2
        return self.unchanged[:begin] + date + self.unchanged[begin + _DATE_SIZE :]


_ON_304 = {b"etag", b"cache-control", b"vary", b"content-location", b"expires"}


def _lines(fields: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"".join(name + b": " + value + b"\r\n" for name, value in fields)


@dataclass(slots=True)
class Page:
    """A published page: the revision read before it was rendered, and its encodings by number."""

    revision: int
    expires: float
    variants: tuple[Variant, Variant, Variant]
    size: int

    @classmethod
    def build(
        cls,
        *,
        status: int,
        fields: list[tuple[bytes, bytes]],
        bodies: list[tuple[bytes, bytes]],
        revision: int,
        expires: float,
    ) -> "Page":
        """`bodies` are (etag, body) in the order identity, gzip, brotli; an empty body means identity is shorter."""
        identity = Variant(status, fields, bodies[IDENTITY][1], bodies[IDENTITY][0], b"identity")
        variants = [identity]
        for number in (GZIP, BROTLI):
            etag, body = bodies[number]
            variants.append(Variant(status, fields, body, etag, _NAMES[number]) if body else identity)
        size = sum(len(body) for _etag, body in bodies) + 3 * 2048
        return cls(revision, expires, (variants[0], variants[1], variants[2]), size)


class Shelf:
    """Pages by key, least recently used out first.

    Addresses with a query string have a share of their own, so a flood of them pushes out only each other.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = {False: most_bytes * 3 // 4, True: most_bytes // 4}
        self._used = {False: 0, True: 0}
        self._pages: dict[bool, OrderedDict[bytes, Page]] = {False: OrderedDict(), True: OrderedDict()}

    def get(self, key: bytes) -> Page | None:
        pages = self._pages[b"?" in key]
        page = pages.get(key)
        if page is not None:
            pages.move_to_end(key)
        return page

    def put(self, key: bytes, page: Page) -> None:
        part = b"?" in key
        pages = self._pages[part]
        self.drop(key)
        if page.size > self._most[part] // 4:
            return
        pages[key] = page
        self._used[part] += page.size
        while self._used[part] > self._most[part]:
            self._used[part] -= pages.popitem(last=False)[1].size

    def drop(self, key: bytes) -> None:
        part = b"?" in key
        page = self._pages[part].pop(key, None)
        if page is not None:
            self._used[part] -= page.size

    def __len__(self) -> int:
        return len(self._pages[False]) + len(self._pages[True])

    @property
    def size(self) -> int:
        return self._used[False] + self._used[True]


def without_tracking(target: bytes) -> bytes:
    """The address without the parameters that advertisers hang on; they never change what we show."""
    path, mark, query = target.partition(b"?")
    if not mark:
        return target
    query = _TRACKING.sub(b"", query).rstrip(b"&")
    return path + b"?" + query if query else path


_encodings: dict[bytes, int] = {}


def encoding(accepted: bytes) -> int:
    """The best encoding for an `Accept-Encoding` field."""
    best = _encodings.get(accepted)
    if best is None:
        if len(_encodings) > 1000:
            _encodings.clear()
        best = _encodings[accepted] = _negotiate(accepted)
    return best


def _negotiate(accepted: bytes) -> int:
    weights: dict[bytes, float] = {}
    for part in accepted.lower().split(b","):
        name, _, parameter = part.strip().partition(b";")
        try:
            weights[name.strip()] = float(parameter.strip().removeprefix(b"q=") or 1)
        except ValueError:
            weights[name.strip()] = 0.0
    for number in (BROTLI, GZIP):
        if weights.get(_NAMES[number], 0.0) > 0:
            return number
    return IDENTITY


def matches(asked: bytes, etag: bytes) -> bool:
    """Whether an `If-None-Match` field names this entity tag."""
    if asked == etag:
        return True
    return asked == b"*" or etag in {tag.strip().removeprefix(b"W/") for tag in asked.split(b",")}
