import pytest
from hypothesis import given
from hypothesis import strategies as st

from kogge.core.front.requests import Body, Request, Unreadable, parse


def head(*lines: str, first: str = "GET / HTTP/1.1") -> bytes:
    return "\r\n".join([first, *lines, "", ""]).encode("latin-1")


def test_a_head_is_read_with_lower_case_names_and_trimmed_values():
    request = parse(head("Host: example.org", "X-Word:  two words \t"))
    assert (request.method, request.target, request.modern) == (b"GET", b"/", True)
    assert request.fields == {b"host": b"example.org", b"x-word": b"two words"}


def test_repeated_fields_are_joined():
    request = parse(head("Host: a", "Accept: x", "Accept: y", "Cookie: a=1", "Cookie: b=2"))
    assert request.fields[b"accept"] == b"x, y"
    assert request.fields[b"cookie"] == b"a=1; b=2"


def test_an_absolute_address_names_the_host():
    request = parse(head("Host: other", first="GET http://example.org/a?b HTTP/1.1"))
    assert (request.target, request.fields[b"host"]) == (b"/a?b", b"example.org")


@pytest.mark.parametrize(
    "broken",
    [
        head("Host : a"),
        head("Host: a", " folded"),
        head("Host: a", "No colon"),
        head("Host: a", "X: nul\0"),
        head("Host: a", "X: line\nfeed"),
        head("Host: a", "X: return\rhere"),
        head("Host: a", "Host: b"),
        head("Host: a", "Content-Length: 1", "Content-Length: 1"),
        head("Host: a", "Content-Length: 1", "content-length: 2"),
        head("Host: a", "Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
        head("Host: a", first="GET /a b HTTP/1.1"),
        head("Host: a", first="GET / HTTP/2.0"),
        head("Host: a", first="GET  / HTTP/1.1"),
        head("Host: a", first="GET * HTTP/1.1"),
        head("Host: a", first="GET a.example:80 HTTP/1.1"),
        head("Host: a", first="CONNECT / HTTP/1.1"),
        head("Host: a", first="TRACE / HTTP/1.1"),
        head(),
        b"\x16\x03\x01\x02\x00\r\n\r\n",
    ],
)
def test_what_could_be_understood_in_two_ways_is_refused(broken):
    with pytest.raises(Unreadable) as refusal:
        parse(broken)
    assert refusal.value.status in {400, 405}


@given(st.binary(max_size=400))
def test_any_bytes_are_either_read_or_refused(data):
    try:
        request = parse(data + b"\r\n\r\n")
    except Unreadable:
        return
    assert request.target.startswith(b"/")


def body(*fields: str, limit: int = 1000) -> Body:
    return Body(parse(head("Host: a", *fields, first="POST / HTTP/1.1")), limit)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        (["Content-Length: -1"], 400),
        (["Content-Length: +1"], 400),
        (["Content-Length: 1, 1"], 400),
        (["Content-Length: 0x10"], 400),
        (["Content-Length: 99999999999999999999"], 400),
        (["Content-Length: 1001"], 413),
        (["Content-Length: 3", "Transfer-Encoding: chunked"], 400),
        (["Transfer-Encoding: gzip, chunked"], 501),
        (["Transfer-Encoding: xchunked"], 501),
    ],
)
def test_a_body_of_unclear_length_is_refused(fields, status):
    with pytest.raises(Unreadable) as refusal:
        body(*fields)
    assert refusal.value.status == status


def test_a_body_of_stated_length_leaves_the_next_request_alone():
    one = body("Content-Length: 3")
    assert one.feed(b"ab") == b""
    assert not one.done
    assert one.feed(b"cGET /") == b"GET /"
    assert (one.done, bytes(one.data)) == (True, b"abc")


CHUNKED = b"4\r\nKogg\r\n3;x=y\r\ne!!\r\n0\r\n\r\nGET /next"


@given(st.lists(st.integers(1, len(CHUNKED)), max_size=12))
def test_chunks_are_put_together_wherever_the_network_cuts_them(cuts):
    one = body("Transfer-Encoding: chunked")
    rest, begin = b"", 0
    for end in [*sorted(set(cuts)), len(CHUNKED)]:
        if one.done:
            rest += CHUNKED[begin:end]
        else:
            rest = one.feed(rest + CHUNKED[begin:end])
        begin = end
    assert (one.done, bytes(one.data), rest) == (True, b"Kogge!!", b"GET /next")


@pytest.mark.parametrize(
    "broken",
    [
        b"x\r\n",
        b"-1\r\n",
        b"3\r\nabcd\r\n",
        b"3\nabc\r\n",
        b"0\r\nTrailer: x\r\n\r\n",
        b"1" * 301,
        b"100000\r\n",
    ],
)
def test_broken_chunks_are_refused(broken):
    with pytest.raises(Unreadable):
        body("Transfer-Encoding: chunked").feed(broken)


def test_a_chunked_body_of_an_old_client_is_refused():
    with pytest.raises(Unreadable):
        Body(Request(b"POST", b"/", False, {b"transfer-encoding": b"chunked"}), 10)
