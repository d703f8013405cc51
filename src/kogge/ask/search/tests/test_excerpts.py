"""The part of a text that answers."""

from hypothesis import given
from hypothesis import strategies as st

from kogge.ask.search.excerpts import excerpt


def test_the_matching_words_are_marked_in_every_spelling():
    pieces = excerpt("Die Förderung der Gründerinnen beginnt im Mai.", "foerderungen gründer")
    assert [piece.text for piece in pieces if piece.hit] == ["Förderung", "Gründerinnen"]


def test_a_long_text_is_cut_around_the_match_at_whole_words():
    text = "Vorwort ohne Belang. " * 40 + "Hier steht der Makeathon am Hafen. " + "Nachwort. " * 40
    shown = "".join(piece.text for piece in excerpt(text, "makeathon"))
    assert "Makeathon" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 220


@given(st.text(max_size=600), st.text(max_size=40))
def test_nothing_is_added_to_or_lost_from_a_short_text(text, query):
    shown = "".join(piece.text for piece in excerpt(text, query, length=1000))
    assert shown == text
