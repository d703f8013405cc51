import pytest

from kogge.core.front.pages import BROTLI, GZIP, IDENTITY, Page, Shelf, encoding, matches, without_tracking


def page(size: int, revision: int = 1) -> Page:
    bodies = [(b'"i"', b"x" * size), (b"", b""), (b"", b"")]
    return Page.build(status=200, fields=[], bodies=bodies, revision=revision, expires=9e9)


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        (b"gzip, deflate, br", BROTLI),
        (b"br;q=0, gzip;q=0.5", GZIP),
        (b"GZIP", GZIP),
        (b"", IDENTITY),
        (b"identity", IDENTITY),
        (b"br;q=x", IDENTITY),
        (b"deflate, *", IDENTITY),
    ],
)
def test_the_best_accepted_encoding_is_chosen(accepted, best):
    assert encoding(accepted) == best


def test_a_page_with_its_date_is_complete_and_says_its_length():
    wire = page(5).variants[IDENTITY].at(7, b"Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n")
    assert wire == (
        b"HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
        b'ETag: "i"\r\nContent-Length: 5\r\n\r\nxxxxx'
    )


def test_where_compression_does_not_help_the_plain_body_is_sent():
    one = page(5)
    assert one.variants[BROTLI] is one.variants[IDENTITY]


@pytest.mark.parametrize(
    ("asked", "same"),
    [(b'"a"', True), (b'W/"a"', True), (b'"b", "a"', True), (b"*", True), (b'"b"', False), (b"a", False)],
)
def test_entity_tags_are_compared_as_a_list(asked, same):
    assert matches(asked, b'"a"') is same


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        (b"/?utm_source=x", b"/"),
        (b"/?a=1&utm_source=x&b=2", b"/?a=1&b=2"),
        (b"/?a=1&fbclid=x", b"/?a=1"),
        (b"/?gclid=1&utm_a=2&c=3", b"/?c=3"),
        (b"/?not_utm_x=1", b"/?not_utm_x=1"),
        (b"/", b"/"),
    ],
)
def test_parameters_of_advertisers_do_not_make_another_page(target, kept):
    assert without_tracking(target) == kept


def test_the_shelf_stays_within_its_bytes_and_drops_what_was_used_longest_ago():
    shelf = Shelf(100_000)
    for name in b"abc":
        shelf.put(bytes([name]), page(9_000))
    assert shelf.get(b"a") is not None
    for name in b"defgh":
        shelf.put(bytes([name]), page(9_000))
    assert shelf.size <= 100_000
    assert shelf.get(b"b") is None
    assert shelf.get(b"h") is not None


def test_a_flood_of_query_strings_pushes_out_only_others_of_its_kind():
    shelf = Shelf(200_000)
    shelf.put(b"host/", page(9_000))
    for number in range(1_000):
        shelf.put(b"host/?x=%d" % number, page(3_000))
    assert shelf.get(b"host/") is not None
    assert shelf.get(b"host/?x=999") is not None
    assert shelf.size <= 200_000


def test_a_page_that_is_replaced_counts_once():
    shelf = Shelf(1_000_000)
    for revision in range(50):
        shelf.put(b"a", page(1_000, revision))
    assert len(shelf) == 1
    assert shelf.size == page(1_000).size
