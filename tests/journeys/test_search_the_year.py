"""AS-01: search finds across events, people in roles, organisations and projects, whatever the spelling."""

import pytest

from kogge.ask.search import queries

pytestmark = pytest.mark.usefixtures("demo_year")


def titles(asked, count=3):
    return [hit.document.title for hit in queries.find(asked, limit=count).hits]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("nord", "NØRD 2024"),
        ("NØRD", "NØRD 2024"),
        ("noerd 2024", "NØRD 2024"),
        ("greifswald fuehrerschein", "Greifswalder Digitalführerschein"),
        ("Digitalführerschien", "Greifswalder Digitalführerschein"),
        ("projectbay", "projectbay"),
        ("Project Bay", "projectbay"),
        ("Go Reply", "Go Reply"),
        ("goreply", "Go Reply"),
        ("Startup German Summit", "Startup Germany Summit"),
        ("Smile City Rostock", "smile city Rostock"),
        ("Digitallotsin", "Digilotsinnen für den ländlichen Raum"),
        ("prahler", "Lars Prahler"),
        ("Wirtschaftsförderer Hagenow", "Roland Masche"),
        ("innenministerium", "Ministerium für Inneres, Bau und Digitalisierung"),
        ("Hage now app", "HageNOW App"),
        ("vrauen", "VRauen"),
        ("Möwen", "Himmel der Möwen"),
        ("Makerport", "DIZ Stralsund MakerPort"),
        ("summer of pioneer", "Summer of Pioneers"),
        ("eakte", "Stand der eAkte in Rechtssachen"),
    ],
)
def test_what_is_meant_is_among_the_first_three(asked, found):
    assert found in [title.replace("\u202f", " ") for title in titles(asked)]


@pytest.mark.parametrize("asked", ["Blockchain", "Zahnarzttermin", "Bundesliga", "asdfghjkl"])
def test_what_is_not_there_is_not_invented(asked):
    assert titles(asked) == []


def test_the_page_marks_hits_links_them_and_keeps_the_language(client):
    german = client.get("/search/?q=foerderung%20makeathon").content.decode()
    english = client.get("/en/search/?q=makeathon").content.decode()
    assert "/events/makeathon-2024/" in german
    assert "<mark>Makeathon</mark>" in german
    assert 'href="/en/events/makeathon-2024/"' in english
    assert "results" in english or "result" in english


def test_markup_in_a_query_stays_text(client):
    page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
