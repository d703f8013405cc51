"""Names and addresses from people, and from those who try things out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.take_part.registration.identity import clean_email, clean_name, email_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Abel ", "Ada Abel"),
        ("X", "X"),
        ("Zoe\u0308", "Zoë"),
        ("نورا السالم", "نورا السالم"),
        ("\u202eevil\u202c", "evil"),
        ("Ada\r\nBcc: all@visitors.example", "Ada Bcc: all@visitors.example"),
        ("👩\u200d🔬 Ada", "👩\u200d🔬 Ada"),
        ("a" + "\u0301" * 50, "á" + "\u0301" * 4),
        ("n" * 200, "n" * 200),
    ],
)
def test_a_name_is_kept_as_people_see_it(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "\u200b\u200d", "n" * 201])
def test_no_name_and_a_name_too_long_are_refused_beside_the_field(typed):
    with pytest.raises(Refused) as refused:
        clean_name(typed)
    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ada+forum@Visitors.Example ", "Ada+forum@visitors.example"),
        ("ada@müller.example", "ada@xn--mller-kva.example"),
        ("o'brien@visitors.example", "o'brien@visitors.example"),
    ],
)
def test_an_address_is_kept_as_it_is_written_to(typed, kept):
    assert clean_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "ada", "ada@", "@visitors.example", "ada@visitors", "a@b@visitors.example",
     "ada@visitors.example\nBcc: x@y.example",
     "ada@" + "x" * 64 + ".example", "a" * 250 + "@visitors.example", "ada@..example", "<ada@visitors.example>"],
)  # fmt: skip
def test_what_is_no_address_is_refused_beside_the_field(typed):
    with pytest.raises(Refused) as refused:
        clean_email(typed)
    assert refused.value.field == "email"


def test_two_spellings_of_one_address_are_one_and_plus_is_another():
    assert email_key("Ada@visitors.example") == email_key("ada@VISITORS.example")
    assert email_key("ada+1@visitors.example") != email_key("ada@visitors.example")


@given(st.text(max_size=300))
def test_whatever_is_typed_ends_in_a_clean_value_or_a_sentence(text):
    for clean in (clean_name, clean_email):
        try:
            kept = clean(text)
        except Refused as refusal:
            assert str(refusal)
        else:
            assert kept == clean(kept)
            assert "\n" not in kept and "\r" not in kept and "\0" not in kept
