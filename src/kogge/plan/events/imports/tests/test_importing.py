"""Imports are repeatable, honest about each row, and all or nothing when asked."""

import pytest
from django.utils import translation

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import Membership, User
from kogge.network.directory.models import Organization, Person, Place, Room, Topic
from kogge.plan.events import actions
from kogge.plan.events.imports.importing import import_file
from kogge.plan.events.models import Event, ImportedRow, Session

pytestmark = pytest.mark.django_db
TABLE = """Nr;Titel;Beginn;Ende;Ort;Themen;Status
1;Werkstatt;29.05.2030 10:00;29.05.2030 12:00;House, Quay 1;Meer;
2;Fest;Juni 2030;;Nirgendwo;Unbekannt;abgesagt
"""


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def harbour():
    place = Place.objects.create(slug="house", name="House", kind="venue")
    Room.objects.create(place=place, slug="hall", name="Hall")
    Topic.objects.create(slug="sea", name_de="Meer", name_en="Sea")
    return Organization.objects.create(slug="harbour", name="Harbour", kind="association")


def run(harbour, text, **options):
    options.setdefault("by", "import")
    return import_file(
        text.encode() if isinstance(text, str) else text, "list.csv", organization=harbour, **options
    )


def whats(report):
    return [outcome.what for outcome in report.outcomes]


def test_a_second_run_changes_nothing(harbour):
    first = run(harbour, TABLE)
    assert whats(first) == ["created", "created"]
    workshop, feast = Event.objects.order_by("pk")
    assert (workshop.title_de, workshop.place.slug, workshop.state) == ("Werkstatt", "house", "planned")
    assert [topic.slug for topic in workshop.topics.all()] == ["sea"]
    assert (feast.precision, feast.state, feast.place_note) == ("month", "cancelled", "Nirgendwo")
    assert "The place “Nirgendwo” is not in the directory" in first.outcomes[1].sentence
    entries = history.of(workshop).count(), history.of(feast).count()
    assert whats(run(harbour, TABLE)) == ["unchanged", "unchanged"]
    assert Event.objects.count() == 2
    assert (history.of(workshop).count(), history.of(feast).count()) == entries


def test_what_changed_in_the_file_changes_here_and_edits_here_stay(harbour):
    run(harbour, TABLE)
    event = Event.objects.get(title_de="Werkstatt")
    actions.change_event(event, by="test", values={"summary_de": "Von Hand ergänzt"})
    assert whats(run(harbour, TABLE)) == ["unchanged", "unchanged"]
    later = TABLE.replace("29.05.2030 12:00", "29.05.2030 13:00")
    assert whats(run(harbour, later)) == ["changed", "unchanged"]
    event.refresh_from_db()
    assert (event.ends_at.hour, event.summary_de) == (11, "Von Hand ergänzt")


def test_what_was_deleted_here_stays_deleted(harbour):
    run(harbour, TABLE)
    actions.delete_event(Event.objects.get(title_de="Werkstatt"), by="test")
    report = run(harbour, TABLE.replace("Werkstatt", "Werkstatt neu"))
    assert whats(report) == ["skipped", "unchanged"]


def test_a_broken_row_is_named_and_the_rest_is_loaded(harbour):
    report = run(harbour, TABLE + "3;Falsch;morgen;;;;\n")
    assert whats(report) == ["created", "created", "refused"]
    assert report.outcomes[2].line == 4
    assert report.saved
    assert Event.objects.count() == 2


def test_strict_is_all_or_nothing(harbour):
    report = run(harbour, TABLE + "3;Falsch;morgen;;;;\n", strict=True)
    assert not report.saved
    assert Event.objects.count() == ImportedRow.objects.count() == 0
    assert run(harbour, TABLE, strict=True).saved
    assert Event.objects.count() == 2


def test_a_dry_run_says_what_would_happen_and_does_nothing(harbour):
    report = run(harbour, TABLE, dry_run=True)
    assert whats(report) == ["created", "created"]
    assert not report.saved
    assert Event.objects.count() == 0


def test_a_double_booking_is_refused_with_its_sentence(harbour):
    text = "Titel;Beginn;Ende;Ort;Raum\nA;29.05.2030 10:00;29.05.2030 12:00;House;Hall\n"
    text += "B;29.05.2030 11:00;29.05.2030 13:00;House;Hall\n"
    report = run(harbour, text)
    assert whats(report) == ["created", "refused"]
    assert "Hall is already held by Harbour for “A”" in report.outcomes[1].sentence


def test_formulas_and_markup_stay_words(harbour):
    text = "Titel;Beginn;Zusammenfassung\n'=1+1;2030;<script>alert(1)</script>\n"
    assert whats(run(harbour, text)) == ["created"]
    event = Event.objects.get()
    assert (event.title_de, event.summary_de) == ("=1+1", "<script>alert(1)</script>")


def test_nobody_imports_for_others(harbour):
    frida = User.objects.create_user("frida@meadow.example", name="Frida")
    Membership.objects.create(user=frida, organization_slug="meadow", role="editor")
    with pytest.raises(Refused, match="may not import"):
        run(harbour, TABLE, by=frida)
    emil = User.objects.create_user("emil@harbour.example", name="Emil")
    Membership.objects.create(user=emil, organization_slug="harbour", role="editor")
    assert whats(run(harbour, TABLE, by=emil)) == ["created", "created"]


def test_the_same_key_of_another_source_is_another_event(harbour):
    run(harbour, TABLE)
    assert whats(run(harbour, TABLE, source="Kalender der Stadt")) == ["created", "created"]
    assert Event.objects.count() == 4


def schedule(*, room="Hall", end="02:00", people="<person>Ada</person><person>Ben</person>") -> bytes:
    return f"""<schedule><version>1</version><conference><title>Messe</title><acronym>messe</acronym>
    <start>2030-05-29</start><end>2030-05-29</end></conference>
    <day><room name="{room}">
      <event id="1" guid="5f0a1c9e-5a5e-4a35-9d7c-d1f5a8a3a001"><title>Eins</title><room>{room}</room>
        <date>2030-05-29T10:00:00+02:00</date><duration>{end}</duration><track>Meer</track><language>en</language>
        <persons>{people}</persons></event>
      <event id="2" guid="5f0a1c9e-5a5e-4a35-9d7c-d1f5a8a3a002"><title>Zwei</title><room>{room}</room>
        <date>2030-05-29T11:00:00+02:00</date><duration>01:00</duration><persons><person>Cleo</person></persons></event>
    </room></day></schedule>""".encode()


def test_a_schedule_becomes_an_event_with_sessions_rooms_tracks_and_people(harbour):
    house = Place.objects.get(slug="house")
    report = run(harbour, schedule(end="01:00"), place=house)
    assert whats(report) == ["created", "created", "created"]
    event = Event.objects.get()
    one, _two = event.sessions.order_by("starts_at")
    assert (str(one.uid), one.room.name, one.track.name_de, one.language) == (
        "5f0a1c9e-5a5e-4a35-9d7c-d1f5a8a3a001", "Hall", "Meer", "en")  # fmt: skip
    assert [row.person.name for row in one.contributions.all()] == ["Ada", "Ben"]
    assert not Person.objects.filter(profile__isnull=False).exists()
    assert whats(run(harbour, schedule(end="01:00"), place=house)) == ["unchanged"] * 3
    assert (Session.objects.count(), Person.objects.count()) == (2, 3)
    assert whats(run(harbour, schedule(end="00:30"), place=house)) == ["unchanged", "changed", "unchanged"]


def test_people_of_a_refused_session_leave_no_trace(harbour):
    house = Place.objects.get(slug="house")
    report = run(harbour, schedule(end="02:00"), place=house)
    assert whats(report) == ["created", "created", "refused"]
    assert set(Person.objects.values_list("name", flat=True)) == {"Ada", "Ben"}
    report = run(harbour, schedule(end="01:00", people="<person>Cleo</person>"), place=house)
    assert whats(report) == ["unchanged", "changed", "created"]


def test_without_a_place_rooms_are_left_out_and_named(harbour):
    report = run(harbour, schedule(end="01:00"))
    assert "the room “Hall” is left out" in report.outcomes[1].sentence
    assert Session.objects.filter(room=None).count() == 2
