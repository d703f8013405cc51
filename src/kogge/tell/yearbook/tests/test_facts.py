"""Loading a file of facts: complete, repeatable, all or nothing, and a sentence for whatever is wrong."""

import pytest

from kogge.core.models import HistoryEntry
from kogge.network.directory.models import Organization, Person
from kogge.plan.events.models import Event
from kogge.publish.programme.models import PublicEvent, Release
from kogge.tell.yearbook import facts
from kogge.tell.yearbook.models import Figure, YearNote

from .conftest import event, figure, refs, small_year, write

pytestmark = pytest.mark.django_db


def load(folder, **sections):
    return facts.load(write(folder, small_year() | sections), by="test")


def test_every_entry_is_read_and_counted(folder):
    summary = load(folder)
    assert summary.entries == sum(len(one) for key, one in small_year().items() if key != "meta")
    assert summary.sections["events"] == 4


def test_a_second_run_changes_nothing(folder):
    load(folder)
    entries, releases = HistoryEntry.objects.count(), Release.objects.count()
    assert load(folder).changes == 0
    assert (HistoryEntry.objects.count(), Release.objects.count()) == (entries, releases)


def test_a_changed_file_changes_only_what_differs(folder):
    load(folder)
    changed = small_year()["events"]
    changed[1] = changed[1] | {"title": "Große Tagung"}
    before = {one.slug: one.version for one in Event.objects.all()}
    load(folder, events=changed)
    assert PublicEvent.objects.get(slug="tagung").title_de == "Große Tagung"
    assert Release.objects.filter(event__slug="tagung").count() == 2
    assert Release.objects.filter(event__slug="auftakt").count() == 1
    assert before.keys() == {one.slug for one in Event.objects.all()}


def test_events_are_held_released_and_as_exact_as_stated(folder):
    load(folder)
    assert dict(PublicEvent.objects.values_list("slug", "precision")) == {
        "sommerfest": "month", "tagung": "day", "werkschau": "year", "auftakt": "day",
    }  # fmt: skip
    assert set(Event.objects.values_list("state", flat=True)) == {"held"}


def test_nothing_is_filled_in_that_is_not_stated(folder):
    load(folder)
    start = Event.objects.get(slug="auftakt")
    assert (start.mode, start.cost, start.place, start.language) == ("not_stated", "not_stated", None, "")
    assert start.not_stated == ["organisers"]
    assert not start.organizer_rows.exists()


def test_an_incomplete_name_stays_incomplete(folder):
    people = [{"id": "nora", "name": "Nora", "name_incomplete": True, "role": "Moderatorin", "refs": refs(5)}]
    load(folder, people=people, figures=[], statements=[])
    assert Person.objects.get(slug="nora").name_incomplete
    assert str(Person.objects.get(slug="nora")) == "Nora"


def test_a_note_on_a_source_is_kept_in_both_languages_when_it_is_translated(folder):
    (folder / "notes.yaml").write_text("auftakt-derived: {de: Abgeleitet., en: Derived.}", encoding="utf-8")
    events = [
        *small_year()["events"][:3],
        event("auftakt", "2031-03-02", "day", title="Auftakt", derived="x"),
    ]
    load(folder, events=events)
    note = YearNote.objects.get(slug="auftakt-derived")
    assert (note.text_de, note.text_en, note.subject) == ("Abgeleitet.", "Derived.", "event:auftakt")


@pytest.mark.parametrize(
    ("sections", "sentence"),
    [
        ({"figures": [figure("f", "nowhere", "visitors", "eq", 1)]}, "figures, f: It is about 'nowhere'"),
        ({"events": [event("x", "2031-13", "month", title="X")]}, "events, x:"),
        ({"events": [event("x", "2031", "year", title="X", place="moon")]}, "events, x: It refers to 'moon'"),
        (
            {"events": [event("x", "2031", "year", title="X", format="y")]},
            "events, x: Its format is not mapped",
        ),
        (
            {"places": [{"id": "Bad Id", "name": "X", "kind": "town", "refs": refs(1)}]},
            "places, Bad Id: An id has",
        ),
        ({"places": [{"id": "x", "name": "X", "kind": "town"}]}, "places, x: An entry needs refs"),
        ({"places": [{"id": "tagung", "name": "X", "kind": "town", "refs": refs(1)}]}, "already stands in"),
        ({"places": {"x": 1}}, "places: A section is a list of entries."),
        ({"wrong": []}, "wrong: There is no such section."),
    ],
)
def test_what_is_wrong_is_said_with_section_and_entry_and_nothing_is_kept(folder, sections, sentence):
    with pytest.raises(facts.FactsError) as error:
        load(folder, **sections)
    assert sentence in str(error.value)
    assert not Event.objects.exists()
    assert not Organization.objects.exists()
    assert not Figure.objects.exists()


@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe\x00", b"just words", b"meta: {year: soon}"])
def test_a_broken_file_is_refused_with_a_sentence(folder, content):
    path = folder / "facts.yaml"
    path.write_bytes(content)
    with pytest.raises(facts.FactsError):
        facts.load(path, by="test")


def test_markup_in_a_title_stays_text(folder, client):
    wild = event("tagung", "2031-07-30", "day", title="<script>alert(1)</script>")
    load(folder, events=[wild])
    page = client.get("/sources/a/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
