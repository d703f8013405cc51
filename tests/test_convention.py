"""The convention is loaded as the actions would have made it, once, and released as a whole."""

from collections import Counter
from datetime import date

import pytest

from demo import convention
from kogge.core import history
from kogge.core.models import HistoryEntry
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization, Person, Room
from kogge.plan.events import actions, bookings, formats
from kogge.plan.events.actions import values as checks
from kogge.plan.events.models import Event, PersonBooking, RoomBooking, Session
from kogge.publish.programme import actions as programme
from kogge.publish.programme.models import PublicEvent, PublicFacet, PublicSession, Release

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIRST_DAY = date(2027, 4, 9)


def counts() -> dict[str, int]:
    models = (Event, Session, Room, Person, RoomBooking, PersonBooking, Release, PublicSession, HistoryEntry)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.slow
def test_the_convention_is_loaded_once_as_the_actions_make_it():
    event = convention.load(first_day=FIRST_DAY)
    first = counts()
    assert first["Session"] == first["PublicSession"] == first["RoomBooking"] == 365
    assert (first["Person"], first["Room"], first["Release"]) == (340, 17, 1)
    assert convention.load(first_day=FIRST_DAY) == event
    assert counts() == first

    assert list(history.faults()) == []
    before = {(row.session_id, row.person_id) for row in PersonBooking.objects.all()}
    bookings.keep_in_step(event)
    assert {(row.session_id, row.person_id) for row in PersonBooking.objects.all()} == before
    for session in event.sessions.select_related("event", "room", "track"):
        checks.apply_session(session, {})
    assert HistoryEntry.objects.filter(verb="created", kind="events.session").count() == 365

    one, other = event.sessions.order_by("pk")[:2]
    with pytest.raises(Refused):
        actions.change_session(
            other, by="test", values={"room": one.room, "starts_at": one.starts_at, "ends_at": one.ends_at}
        )
    actions.change_session(one, by="test", values={"title_de": "Neuer Titel"})
    assert programme.release(event, by="test").number == 2


def test_everything_says_that_it_is_fictional():
    event = convention.load(first_day=FIRST_DAY)
    assert "fiktive Daten" in PublicEvent.objects.get(event=event).title_de
    assert all("fiktiv" in name for name in Organization.objects.values_list("slug", flat=True))
    assert set(Person.objects.values_list("source_note", flat=True)) == {"Fiktive Daten"}
    assert all(record["source_note"] == "Fiktive Daten"
               for record in PublicSession.objects.values_list("record", flat=True))  # fmt: skip


def test_many_events_are_what_releases_make():
    assert convention.many_events(65) == 65
    assert convention.many_events(65) == 0
    assert convention.many_events(70) == 5
    assert PublicEvent.objects.count() == Release.objects.count() == 70
    assert Counter(PublicEvent.objects.values_list("format_key", flat=True)).keys() == {
        one.key for one in formats.all_formats()
    }
    event = Event.objects.get(slug="fiktiv-00007")
    fields = [
        field.attname
        for field in PublicEvent._meta.fields
        if field.name not in {"id", "release", "changed_at"}
    ]
    made = PublicEvent.objects.filter(event=event).values(*fields).get()
    log = Release.objects.get(event=event).changes
    facets = set(PublicFacet.objects.filter(public_event__event=event).values_list("facet", "value"))
    assert programme.release(event, by="test").number == 1

    PublicEvent.objects.filter(event=event).delete()
    Release.objects.filter(event=event).delete()
    release = programme.release(event, by="test")
    assert PublicEvent.objects.filter(event=event).values(*fields).get() == made
    assert release.changes == log
    assert set(PublicFacet.objects.filter(public_event__event=event).values_list("facet", "value")) == facets
