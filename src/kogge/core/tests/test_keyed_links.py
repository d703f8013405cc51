import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kogge.core import keyed_links

UID = uuid.UUID(int=7)


@given(st.text(max_size=80))
def test_whatever_is_typed_as_a_secret_is_read_without_an_accident(typed):
    found = keyed_links.uid_of(typed)
    assert found is None or isinstance(found, uuid.UUID)


@pytest.mark.parametrize("typed", ["", "x", "ä" * 43, "a" * 100_000, "a\0b", "a" * 43])
def test_what_nobody_made_opens_nothing_and_asks_no_table(typed):
    class Rows:
        def filter(self, *, uid):
            assert len(typed) == 43, "only what looks like a secret is looked up"
            return self

        def first(self):
            return None

    assert keyed_links.opened(Rows(), typed, lambda one: "") is None


def test_kind_content_and_record_each_make_another_secret():
    secrets = {
        keyed_links.secret(kind, uid, content)
        for kind in ("one", "two") for uid in (UID, uuid.UUID(int=8)) for content in (b"1", b"2")
    }  # fmt: skip
    assert len(secrets) == 8
    assert {len(secret) for secret in secrets} == {43}
    assert {keyed_links.uid_of(secret).int for secret in secrets} == {7, 8}
