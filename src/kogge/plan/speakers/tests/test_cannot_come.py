"""Somebody cannot come (PL-F1): cancelled, carried by others, or somebody else speaks on the same seats."""

import pytest
from django.test import Client

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Person
from kogge.plan.events import bookings
from kogge.plan.events.models import Event, PersonBooking, Session
from kogge.plan.speakers import actions
from kogge.plan.speakers.models import Absence, SpeakerProfile


def names(session: Session) -> list[str]:
    return [row.person.name for row in session.contributions.select_related("person")]


def test_a_session_nobody_else_carries_is_cancelled_and_its_people_are_free(
    alone: Session, panel: Session, ada: Person
) -> None:
    made = actions.cannot_come(ada, [alone, panel], by="speaker", reason="Flu")
    assert [one.outcome for one in made] == ["cancelled", "goes_on"]
    alone.refresh_from_db()
    panel.refresh_from_db()
    assert (alone.state, panel.state, names(alone), names(panel)) == (
        "cancelled",
        "planned",
        ["Ada"],
        ["Ben"],
    )
    assert not PersonBooking.objects.filter(person=ada).exists()


def test_with_somebody_else_it_stays_the_same_record(alone: Session, ada: Person, ben: Person) -> None:
    """The attendance of a replaced session still counts: seats and tickets hang on the record."""
    actions.cannot_come(ada, [alone], by="test", replacement=ben, values={"title_de": "Bojen"})
    fresh = Session.objects.get(pk=alone.pk)
    assert (fresh.title_de, fresh.state, names(fresh)) == ("Bojen", "planned", ["Ben"])


def test_a_cancelled_session_can_be_given_to_somebody_later(alone: Session, ada: Person, ben: Person) -> None:
    actions.cannot_come(ada, [alone], by="speaker")
    actions.cannot_come(ada, [alone], by="test", replacement=ben)
    alone.refresh_from_db()
    assert alone.state == "planned" and names(alone) == ["Ben"]
    assert Absence.objects.get().outcome == "replaced"


def test_one_press_tells_the_speaker_and_each_editor_once(
    page: str, client: Client, alone: Session, emil: User
) -> None:
    OutboxMessage.objects.all().delete()
    assert client.get(f"{page}fair/cannot-come/").status_code == 200
    assert Absence.objects.count() == 0  # opening a page changes nothing
    answer = client.post(f"{page}fair/cannot-come/", {"sessions": [alone.pk], "reason": "Flu"})
    assert answer.status_code == 302 and answer["Location"].endswith("?done=absent")
    assert sorted(OutboxMessage.objects.values_list("to", flat=True)) == sorted(
        ["ada@speaker.example", emil.email]
    )
    assert "Flu" in OutboxMessage.objects.get(to=emil.email).text
    again = client.get(f"{page}fair/cannot-come/")
    assert "no coming session" in again.text


def test_whom_a_speaker_names_gets_a_page_but_no_public_name(
    page: str, client: Client, alone: Session
) -> None:
    """A link may be stolen: a name in it never leads to somebody who is public already."""
    Person.objects.create(slug="carla", name="Carla", email="carla@known.example")
    given = {"sessions": [alone.pk], "replacement": "Carla", "email": "carla@speaker.example"}
    client.post(f"{page}fair/cannot-come/", given)
    new = alone.contributions.get().person
    assert new.email == "carla@speaker.example" and not new.is_public and new.slug != "carla"
    assert OutboxMessage.objects.filter(
        to="carla@speaker.example", cause__startswith="speaker invited"
    ).exists()


def test_nonsense_is_refused_in_words(alone: Session, panel: Session, ada: Person, ben: Person) -> None:
    with pytest.raises(Refused, match="at least one session"):
        actions.cannot_come(ada, [], by="test")
    with pytest.raises(Refused, match="name somebody else"):
        actions.cannot_come(ada, [alone], by="test", replacement=ada)
    with pytest.raises(Refused, match="takes no part"):
        actions.cannot_come(ben, [alone], by="test")
    bookings.keep_in_step(panel.event)
    with pytest.raises(Refused, match="already"):  # Ben is on the panel at that time
        Session.objects.filter(pk=alone.pk).update(starts_at=panel.starts_at, ends_at=panel.ends_at)
        actions.cannot_come(ada, [Session.objects.get(pk=alone.pk)], by="test", replacement=ben)
    assert not Absence.objects.exists()


def test_staff_put_another_session_in_its_place(
    client: Client, fair: Event, alone: Session, ada: Person, emil: User
) -> None:
    client.force_login(emil)
    address = f"/en/desk/events/fair/speakers/{ada.pk}/cannot-come/"
    given = {"sessions": [alone.pk], "title_de": "Bojen", "replacement": ""}
    assert "who speaks in the new session" in client.post(address, given).text
    answer = client.post(address, {**given, "replacement": "Dora", "email": "dora@speaker.example"})
    assert answer.status_code == 302 and OutboxMessage.objects.filter(to="dora@speaker.example").count() == 1
    alone.refresh_from_db()
    assert alone.title_de == "Bojen" and names(alone) == ["Dora"]


def test_a_stranger_cannot_say_it_for_an_event_of_others(
    profile: SpeakerProfile, page: str, client: Client
) -> None:
    assert client.get(f"{page}another-event/cannot-come/").status_code == 404
