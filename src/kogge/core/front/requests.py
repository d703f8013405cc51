"""Reads request heads and bodies, strictly: what two programs could understand differently is refused."""

import re
from dataclasses import dataclass

MOST_HEAD = 32 * 1024
MOST_BODY = 64 * 2**20


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the catalogue; the front translates it when it says it."""
    return sentence


_TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_HEAD = re.compile(
    rb"("
    + _TOKEN
    + rb") ([!-~\x80-\xff]+) HTTP/1\.([01])\r\n((?:"
    + _TOKEN
    + rb":[\t -~\x80-\xff]*\r\n)*)\r\n"
)
_FIELD = re.compile(rb"([^:]+):([^\r]*)\r\n")
TOO_LARGE = gettext_noop("This is too large: at most 64 MB can be sent at once.")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[\t ]*(?:;[\t -~]*)?\r\n")
_METHODS = {b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS"}


class Unreadable(Exception):  # noqa: N818  said of the request, as Refused is of the action
    """A request that is refused before anybody looks at its content."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(slots=True)
class Request:
    """A complete head. Field names are lower case, values are bytes as received."""

    method: bytes
    target: bytes
    modern: bool
    fields: dict[bytes, bytes]
    key: bytes | None = None
    """Under which a public answer is kept; empty when none may be, None when not yet decided."""
    encoding: int = 0
    plain: bool = False
    """A GET that needs nothing but the page: no condition, no closing."""

    @property
    def is_personal(self) -> bool:
        return b"cookie" in self.fields or b"authorization" in self.fields

    @property
    def wants_close(self) -> bool:
        return not self.modern or b"close" in self.fields.get(b"connection", b"").lower()


def parse(head: bytes) -> Request:
    """Read a head that ends with an empty line. Raises Unreadable."""
    match = _HEAD.fullmatch(head)
    if match is None:
        raise Unreadable(400, gettext_noop("This request cannot be read."))
    method, target, minor, lines = match.groups()
    fields: dict[bytes, bytes] = {}
    for name, value in _FIELD.findall(lines):
        key = name.lower()
        if key not in fields:
            fields[key] = value.strip(b" \t")
        else:
            _repeat(fields, key, value.strip(b" \t"))
    modern = minor == b"1"
    if target[:1] != b"/":
        target = _origin_form(target, fields)
    if modern and b"host" not in fields:
        raise Unreadable(400, gettext_noop("The request names no host."))
    if method not in _METHODS:
        raise Unreadable(405, gettext_noop("This method is not supported."))
    return Request(method, target, modern, fields)


def _repeat(fields: dict[bytes, bytes], key: bytes, value: bytes) -> None:
    if key in {b"host", b"content-length", b"transfer-encoding", b"content-type", b"authorization"}:
        raise Unreadable(400, gettext_noop("A field stands twice in this request."))
    fields[key] += (b"; " if key == b"cookie" else b", ") + value


def _origin_form(target: bytes, fields: dict[bytes, bytes]) -> bytes:
    """Turn `http://host/path` into `/path` and take the host from it, as RFC 9112 asks."""
    scheme, separator, rest = target.partition(b"://")
    if scheme.lower() not in {b"http", b"https"} or not separator:
        raise Unreadable(400, gettext_noop("This address cannot be read."))
    host, slash, path = rest.partition(b"/")
    fields[b"host"] = host
    return slash + path if slash else b"/"


class Body:
    """Collects a body of stated length or in chunks, up to a limit."""

    __slots__ = ("_chunked", "_missing", "data", "done", "limit")

    def __init__(self, request: Request, limit: int) -> None:
        fields = request.fields
        self.data = bytearray()
        self.limit = limit
        self._chunked = False
        self._missing = 0
        coding = fields.get(b"transfer-encoding")
        length = fields.get(b"content-length")
        if coding is not None:
            if length is not None or not request.modern:
                raise Unreadable(400, gettext_noop("The length of the body is not clear."))
            if coding.lower() != b"chunked":
                raise Unreadable(501, gettext_noop("This transfer coding is not supported."))
            self._chunked = True
        elif length is not None:
            if not length.isdigit() or len(length) > 15:
                raise Unreadable(400, gettext_noop("The length of the body is not clear."))
            self._missing = int(length)
            if self._missing > limit:
                raise Unreadable(413, TOO_LARGE)
        self.done = not self._chunked and self._missing == 0

    @property
    def stated(self) -> int:
        """Bytes that are still to come as far as the head said."""
        return self._missing

    def feed(self, data: bytes) -> bytes:
        """Take what belongs to the body and return what is left of `data` (for chunks: what is not yet whole)."""
        if self._chunked:
            return self._feed_chunks(data)
        taken = data[: self._missing]
        self.data += taken
        self._missing -= len(taken)
        self.done = self._missing == 0
        return data[len(taken) :]

    def _feed_chunks(self, data: bytes) -> bytes:
        while not self.done:
            if self._missing > 2:
                taken = data[: self._missing - 2]
                self.data += taken
                self._missing -= len(taken)
                data = data[len(taken) :]
            if self._missing > 2 or (self._missing == 2 and len(data) < 2):
                return data
            if self._missing == 2:
                if data[:2] != b"\r\n":
                    raise Unreadable(400, gettext_noop("The body cannot be read."))
                data = data[2:]
                self._missing = 0
            match = _CHUNK.match(data)
            if match is None:
                if b"\n" in data[:300] or len(data) > 300:
                    raise Unreadable(400, gettext_noop("The body cannot be read."))
                return data
            size = int(match.group(1), 16)
            if size == 0:
                return self._finish_chunks(data, match.end())
            if len(self.data) + size > self.limit:
                raise Unreadable(413, TOO_LARGE)
            self._missing = size + 2
            data = data[match.end() :]
        return data

    def _finish_chunks(self, data: bytes, end: int) -> bytes:
        """After the last chunk only an empty line may follow; trailers are refused."""
        if len(data) < end + 2:
            return data
        if data[end : end + 2] != b"\r\n":
            raise Unreadable(400, gettext_noop("The body cannot be read."))
        self.done = True
        return data[end + 2 :]
