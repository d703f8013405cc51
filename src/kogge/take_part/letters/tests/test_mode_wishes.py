"""What somebody reads who changes between on site and online: only whoever takes part online reads the way in."""

import pytest

from kogge.take_part.letters.tests import cast
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Capacity
from kogge.take_part.reseating import modes

pytestmark = pytest.mark.django_db
ROOM = "https://video.example/room"


@pytest.fixture
def hybrid(db):
    event = cast.released(mode="hybrid", online_url=ROOM)
    values = {"is_open": True, "confirmation": "at_once"}
    return actions.open_admission(event, by="test", values=values, seats={"onsite": 2, "online": 1})


def join(admission, name, mode):
    return cast.join(admission, name, capacity_id=counter(admission, mode).pk)


def counter(admission, mode):
    return Capacity.objects.get(admission=admission, mode=mode)


def test_after_a_change_ticket_and_appointment_follow(hybrid):
    ada = join(hybrid, "Ada Abel", "onsite")
    before = cast.appointment(cast.newest("ada"))
    assert ROOM not in cast.newest("ada").text
    modes.change_mode(ada, counter(hybrid, "online"))
    row = cast.newest("ada")
    item = cast.appointment(row)
    assert ROOM in row.text and "cid:ticket1" in row.html
    assert str(item["UID"]) == str(before["UID"]) and item["SEQUENCE"] > before["SEQUENCE"]
    assert str(item["LOCATION"]) == ROOM and str(cast.calendars(row)[0]["METHOD"]) == "REQUEST"
    ada.refresh_from_db()
    modes.change_mode(ada, counter(hybrid, "onsite"))
    back = cast.newest("ada")
    assert ROOM not in back.text and "Kaispeicher" in str(cast.appointment(back)["LOCATION"])
    assert len(cast.letters("ada")) == 3


def test_who_waits_for_the_other_mode_reads_that_the_seat_stays_and_no_link(hybrid):
    eve, ada = join(hybrid, "Eve Ehm", "online"), join(hybrid, "Ada Abel", "onsite")
    wish = modes.change_mode(ada, counter(hybrid, "online"))
    text = cast.newest("ada").text
    assert "Sie haben Nummer 1 auf dieser Warteliste" in text
    actions.cancel(eve)
    offered = cast.newest("ada")
    assert offered.subject == "Ein Platz für Sie: Netze knüpfen"
    assert "Ohne Antwort behalten Sie Ihren jetzigen" in offered.text
    assert ROOM not in text + offered.text and offered.attachments == []
    actions.decline_offer(wish)
    assert len(cast.letters("ada")) == 3  # nothing is written about what the person just did


def test_sessions_have_no_mode_of_their_own_and_follow_the_registration(hybrid):
    talk = cast.talk(hybrid.event, "knoten", 8, room=cast.hall())
    seats = actions.add_capacity(hybrid, by="test", seats=5, session=talk)
    cast.released(hybrid.event)
    site = counter(hybrid, "onsite").pk
    ada = cast.join(hybrid, capacity_id=site, session_capacity_ids=(seats.pk,))
    before = session_in(cast.newest("ada"))
    assert "Saal 1" in str(before["LOCATION"])
    modes.change_mode(ada, counter(hybrid, "online"))
    after = session_in(cast.newest("ada"))
    assert str(after["LOCATION"]) == ROOM and "Saal 1" not in cast.newest("ada").text
    assert str(after["UID"]) == str(before["UID"]) and after["SEQUENCE"] > before["SEQUENCE"]


def session_in(letter):
    """The appointment of the booked session, the second of two."""
    return cast.calendars(letter)[-1].walk("VEVENT")[0]
