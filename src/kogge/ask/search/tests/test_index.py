"""The index finds what is public, ranks it sensibly and follows changes."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.ask.search import documents, queries, upkeep
from kogge.ask.search.index import Entry
from kogge.ask.search.models import Posting, SearchDocument, Term, Waiting
from kogge.core.periods import period
from kogge.plan.events.actions import set_state
from kogge.publish.programme import actions
from kogge.publish.programme.tests import cast

pytestmark = pytest.mark.django_db


def entry(slug, title, text="", kind="event", **fields):
    key = f"{kind}:{slug}"
    return Entry(key=key, group=key, kind=kind, path=f"/events/{slug}/", title=title, text=text, **fields)


LIBRARY = [
    entry("schein", "Städtischer Digitalführerschein", "Vier Abende für den Einzelhandel der Innenstadt"),
    entry("kongress", "NØRÐ ist keine Messe", "Der Kongress des Landes mit sieben Bühnen"),
    entry("werft", "Werftcafé", "Offene Werkstatt am Hafen, jeden Donnerstag"),
    entry("gruendung", "Gründungsberatung im Hafen", "Beratung für Gründerinnen und Gründer"),
    entry("beratung", "Beratung für Vereine", "Digitale Werkzeuge für den Verein"),
    entry("bay", "Project Bay", "Coworking auf dem Land", kind="organization"),
    entry("reply", "Go\u202fReply", "Partner für Cloud", kind="organization"),
    entry("frauen", "Netzwerkabend für Frauen", "Unternehmensnachfolge und Gründung"),
]


@pytest.fixture
def library():
    upkeep.rebuild(LIBRARY)


def titles(text, **options):
    return [hit.document.title for hit in queries.find(text, **options).hits]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("digitalfuehrerschein", "Städtischer Digitalführerschein"),
        ("fuehrerschein", "Städtischer Digitalführerschein"),
        ("Digitalführerschien", "Städtischer Digitalführerschein"),
        ("projectbay", "Project Bay"),
        ("project bay", "Project Bay"),
        ("go reply", "Go\u202fReply"),
        ("goreply", "Go\u202fReply"),
        ("grundungsberatung", "Gründungsberatung im Hafen"),
        ("werftcafe", "Werftcafé"),
        ("Beratung für Verein", "Beratung für Vereine"),
        ("Nachfolge Unternehmen", "Netzwerkabend für Frauen"),
    ],
)
def test_the_record_that_is_meant_stands_first(library, asked, first):
    assert titles(asked)[0] == first


def test_parts_of_a_compound_are_found_by_their_own_word(library):
    assert "Gründungsberatung im Hafen" in titles("Beratung")


@pytest.mark.parametrize("nonsense", ["", "   ", "xqzzyvk", "der die das", "!!! ???", "\x00", "%_'\";--"])
def test_nonsense_finds_nothing_and_breaks_nothing(library, nonsense):
    assert titles(nonsense) == []


def test_one_kind_can_be_asked_for_and_the_others_are_still_counted(library):
    found = queries.find("project bay hafen", kind="organization")
    assert [hit.document.kind for hit in found.hits] == ["organization"]
    assert found.kinds["event"] >= 1


def test_a_search_needs_the_same_number_of_queries_for_one_and_for_many(library, django_assert_num_queries):
    queries.find("Beratung")
    with django_assert_num_queries(6):
        queries.find("Beratung im Hafen")
    upkeep.rebuild([*LIBRARY, *(entry(f"mehr-{n}", f"Beratung {n}", "im Hafen") for n in range(60))])
    queries.find("Beratung")
    with django_assert_num_queries(6):
        queries.find("Beratung im Hafen")


def test_a_changed_group_is_found_with_its_new_words_and_no_longer_with_the_old(library, monkeypatch):
    now = {"event:werft": [entry("werft", "Segelmacherei", "Tuche und Taue")]}
    monkeypatch.setattr(documents, "entries", lambda group: iter(now.get(group, [])))
    upkeep.mark("event:werft")
    assert upkeep.work_off() == 1
    assert titles("segelmacherei") == ["Segelmacherei"]
    assert titles("werftcafe") == []
    assert not Waiting.objects.exists()


def test_what_is_no_longer_public_is_no_longer_found(library, monkeypatch):
    monkeypatch.setattr(documents, "entries", lambda group: iter(()))
    upkeep.mark("organization:bay")
    upkeep.work_off()
    assert titles("projectbay") == []
    assert not Posting.objects.filter(document__key="organization:bay").exists()


def test_marking_twice_reads_once(library):
    upkeep.mark("event:werft")
    upkeep.mark("event:werft")
    assert Waiting.objects.count() == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from(["", "Hafen", "Beratung Hafen", "Werft"])), max_size=8
    )
)
def test_after_any_order_of_changes_the_counts_equal_a_recount(monkeypatch, changes):
    upkeep.rebuild(LIBRARY)
    state = {}
    monkeypatch.setattr(documents, "entries", lambda group: iter(state.get(group, [])))
    for number, text in changes:
        group = f"event:neu-{number}"
        state[group] = [entry(f"neu-{number}", text)] if text else []
        upkeep.refresh(group)
    counted = Counter(Posting.objects.values_list("term__channel", "term__text"))
    stored = {
        (channel, text): count
        for channel, text, count in Term.objects.values_list("channel", "text", "documents")
    }
    assert stored == dict(counted)
    live = {f"event:neu-{number}" for number, _text in changes if state[f"event:neu-{number}"]}
    assert (
        set(SearchDocument.objects.filter(key__startswith="event:neu").values_list("key", flat=True)) == live
    )


def test_a_hit_tells_the_day_and_that_an_event_was_cancelled(client):
    event = cast.fair(title_de="Hafenmesse")
    actions.release(event, by="test")
    set_state(event, by="test", state="cancelled", reason="Storm")
    actions.release(event, by="test")
    upkeep.rebuild(documents.all_entries())
    page = client.get("/en/search/", {"q": "hafenmesse"}).content.decode()
    assert page.count("Cancelled") == 1
    assert period(event.starts_on, event.ends_on, event.precision) in page
