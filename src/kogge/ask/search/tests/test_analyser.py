"""How words meet, whatever way they are spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kogge.ask.search import analyser
from kogge.ask.search.compounds import split


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderung", "Foerderung"),
        ("Förderung", "forderung"),
        ("Förderungen", "Förderung"),
        ("Greifswalder FÜHRERSCHEIN", "greifswalder fuehrerschein"),
        ("NØRD", "nord"),
        ("Straße", "Strasse"),
        ("Go\u202fReply", "go reply"),
        ("Hochschulen", "Hochschule"),
    ],
)
def test_spellings_of_one_word_have_the_same_stems(one, other):
    assert [analyser.stem(w) for w in analyser.words(one)] == [
        analyser.stem(w) for w in analyser.words(other)
    ]


def test_two_words_are_also_known_as_one():
    assert "projectbay" in set(analyser.word_terms(analyser.words("Project Bay"), {}))


def test_grams_stay_inside_a_word():
    assert list(analyser.grams(["ki", "stadt"])) == ["_ki_", "_sta", "stad", "tadt", "adt_"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("grundungsberatung", ["grundung", "beratung"]),
        ("innenstadthandel", ["innenstadt", "handel"]),
        ("beratung", []),
        ("unbekannteswort", []),
    ],
)
def test_compounds_are_split_by_the_sites_own_words(word, parts):
    known = {"grundung": 4, "beratung": 6, "innenstadt": 3, "handel": 5}
    assert split(word, known) == parts


def test_a_word_more_frequent_than_its_parts_stays_whole():
    assert split("bahnhof", {"bahn": 1, "bahnhof": 9, "hoff": 1}) == []


@given(st.text(max_size=300))
def test_any_text_can_be_analysed(text):
    tokens = analyser.words(text)
    terms = [*analyser.word_terms(tokens, {}), *analyser.grams(tokens)]
    assert all(term and term == term.casefold() and not term.isspace() for term in terms)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=30))
def test_folding_twice_changes_nothing_more_than_once_for_matching(word):
    normal = analyser.normal(word)
    assert set(analyser.grams([normal])) == set(analyser.grams([analyser.normal(normal)]))
