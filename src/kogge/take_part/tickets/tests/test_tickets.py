"""A ticket proves itself; what is wrong with a false one is said in a sentence of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kogge.take_part.tickets import base45, codes, invariants, keys, signing
from kogge.take_part.tickets.models import SigningKey
from kogge.take_part.tickets.payload import Ticket, pack, unpack

NOW = datetime(2027, 5, 4, 9, tzinfo=UTC)
SERIAL = "0123456789abcdef"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def text(scope: int = 7, serial: str = SERIAL) -> str:
    return signing.sign(serial, scope, NOW, NOW + timedelta(hours=8))


@pytest.mark.parametrize(
    ("content", "signs"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")],
)
def test_base45_writes_what_rfc_9285_shows(content: bytes, signs: str) -> None:
    assert base45.encode(content) == signs
    assert base45.decode(signs) == content


@given(st.binary(max_size=99))
def test_base45_reads_what_it_wrote(content: bytes) -> None:
    assert base45.decode(base45.encode(content)) == content


@pytest.mark.parametrize("wrong", ["GGW", "A", "AAAA", ":::", "::", "aa!", "ÄÖ"])
def test_base45_refuses_what_no_bytes_give(wrong: str) -> None:
    with pytest.raises(ValueError, match="a "):
        base45.decode(wrong)


def test_a_payload_has_24_bytes_and_comes_back() -> None:
    ticket = Ticket(1, 2**32 - 1, SERIAL, 65535, NOW, NOW + timedelta(days=1))
    assert len(pack(ticket)) == 24
    assert unpack(pack(ticket)) == ticket


def test_a_ticket_of_ours_is_read_and_fits_version_6(db: None) -> None:
    signed = text()
    assert len(signed) == 132
    ticket = signing.read(signed, scopes={7}, now=NOW + timedelta(hours=1))
    assert (ticket.serial, ticket.scope, ticket.bits) == (SERIAL, 7, 0)
    assert codes._code(signed).version == 6
    assert codes.png(signed).startswith(b"\x89PNG")
    assert 'class="qrline"' in codes.svg(signed)


def test_a_forged_ticket_is_refused(db: None) -> None:
    content = bytearray(base45.decode(text()))
    content[10] ^= 1
    with pytest.raises(signing.Forged, match="signature"):
        signing.read(base45.encode(bytes(content)), now=NOW)
    content[10] ^= 1
    content[1] = 200  # a key that never was
    with pytest.raises(signing.Forged):
        signing.read(base45.encode(bytes(content)), now=NOW)


def test_a_foreign_ticket_is_refused(db: None) -> None:
    with pytest.raises(signing.Foreign, match="another event"):
        signing.read(text(scope=8), scopes={7}, now=NOW)


def test_a_ticket_counts_in_its_period_only(db: None) -> None:
    with pytest.raises(signing.OutOfTime, match="not valid yet"):
        signing.read(text(), now=NOW - timedelta(minutes=1))
    with pytest.raises(signing.OutOfTime, match="no longer"):
        signing.read(text(), now=NOW + timedelta(hours=9))


@pytest.mark.parametrize("length", [0, 1, 2, 60, 131])
def test_a_truncated_ticket_is_refused(db: None, length: int) -> None:
    with pytest.raises(signing.Unreadable, match="missing"):
        signing.read(text()[:length], now=NOW)


@pytest.mark.parametrize(
    "foreign", ["https://example.org/ticket/1", "BEGIN:VCARD", "\0", "🎟" * 40, "A" * 5000]
)
def test_any_other_code_is_refused(db: None, foreign: str) -> None:
    with pytest.raises(signing.Unreadable):
        signing.read(foreign, now=NOW)


def test_a_ticket_that_was_replaced_is_refused(db: None) -> None:
    signed = text()
    signing.revoke(SERIAL, 7)
    signing.revoke(SERIAL, 7)
    with pytest.raises(signing.Replayed, match="replaced"):
        signing.read(signed, now=NOW)
    assert signing.revoked([7]) == [SERIAL]


def test_old_tickets_stay_valid_after_a_new_key_took_over(db: None) -> None:
    before = text()
    keys.rotate(by="test")
    after = text(serial="fedcba9876543210")
    assert [signing.read(one, now=NOW).key_id for one in (before, after)] == [1, 2]
    assert [key.key_id for key in signing.public_keys()] == [2, 1]


def test_the_private_half_is_nowhere_in_the_database(db: None) -> None:
    _number, private = keys.current()
    assert private.private_bytes_raw() not in bytes(SigningKey.objects.get().sealed)


def test_a_replaced_secret_key_makes_a_new_key(db: None, settings: object) -> None:
    before = text()
    settings.SECRET_KEY = "another secret key, long enough"  # type: ignore[attr-defined]
    assert signing.read(text(), now=NOW).key_id == 2
    assert signing.read(before, now=NOW).key_id == 1


def test_a_thousand_false_tickets_are_all_refused(db: None) -> None:
    content = base45.decode(text())
    for number in range(1000):
        false = bytearray(content)
        false[number % 88] ^= 1 + number % 255
        with pytest.raises(signing.Refused):
            signing.read(base45.encode(bytes(false)), scopes={7}, now=NOW)


def test_the_invariant_names_what_is_wrong(db: None) -> None:
    signed = text()
    assert list(invariants.faults([(SERIAL, signed)])) == []
    signing.revoke(SERIAL, 7)
    wrong = list(invariants.faults([(SERIAL, signed), (SERIAL, signed[:-3] + "000")]))
    assert any("revoked" in fault for fault in wrong)
    assert any("Two live" in fault for fault in wrong)
    assert any("does not verify" in fault for fault in wrong)
