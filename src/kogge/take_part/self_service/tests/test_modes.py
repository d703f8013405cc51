"""On site or online by one's own link and on the desk."""

import pytest
from django.test import Client
from django.utils import timezone

from kogge.network.accounts.tests import cast as staff
from kogge.network.directory.models import Organization
from kogge.plan.events.models import EventOrganizer
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Capacity
from kogge.take_part.reseating import modes

from . import cast

pytestmark = pytest.mark.django_db


def counter(admission, mode):
    return Capacity.objects.get(admission=admission, mode=mode)


def test_one_button_changes_it_and_the_page_says_so():
    eve, _finn, admission = cast.online_and_onsite()
    assert "Change to “on site”" in cast.words(cast.get(eve))
    assert "Seats free" in cast.words(cast.get(eve, "mode"))
    answer = cast.post(eve, "mode", mode=counter(admission, "onsite").pk)
    assert "It is changed." in cast.words(answer)
    eve.refresh_from_db()
    assert eve.capacity.mode == "onsite"


def test_where_it_is_full_one_waits_accepts_or_gives_it_up():
    eve, finn, admission = cast.online_and_onsite()
    actions.set_seats(counter(admission, "onsite"), 1, by="test")
    assert "Full, with a waiting list" in cast.words(cast.get(eve, "mode"))
    waits = cast.words(cast.post(eve, "mode", mode=counter(admission, "onsite").pk))
    assert "The seat you have stays yours until then" in waits and "number 1 on the waiting list" in waits
    assert "stays yours" in cast.words(cast.post(eve, "mode", stay="yes"))
    assert not eve.parts.live().exists()
    cast.post(eve, "mode", mode=counter(admission, "onsite").pk)
    actions.cancel(finn)
    page = cast.words(cast.get(eve))
    assert "A seat is free for you" in page and "Yes, I take the seat" in page
    part = eve.parts.live().get()
    cast.post(eve, "offer", part=part.reference, answer="accept")
    eve.refresh_from_db()
    assert (eve.state, eve.capacity.mode) == ("confirmed", "onsite")


def test_opening_the_page_changes_nothing_and_foreign_modes_are_not_found():
    eve, _finn, _admission = cast.online_and_onsite()
    other = cast.people.an_admission(5)
    assert cast.post(eve, "mode", mode=cast.people.counter(other).pk).status_code == 404
    assert cast.post(eve, "mode", mode="x").status_code == 404
    eve.refresh_from_db()
    assert eve.capacity.mode == "online"


def test_where_there_is_one_way_only_nothing_is_asked():
    ada = cast.ada()
    assert "How you take part" not in cast.words(cast.get(ada))
    assert Client().get(cast.address(ada, "mode")).status_code == 302


def test_a_wish_is_no_session_of_the_person():
    eve, _finn, admission = cast.online_and_onsite()
    actions.set_seats(counter(admission, "onsite"), 1, by="test")
    modes.change_mode(eve, counter(admission, "onsite"))
    assert "Sessions" not in cast.words(cast.get(eve))


def test_the_desk_changes_it_too():
    eve, _finn, admission = cast.online_and_onsite()
    harbour = Organization.objects.create(slug=staff.HARBOUR, name="Hafen", kind="association")
    EventOrganizer.objects.create(
        event=admission.event, organization=harbour, role="lead", accepted_at=timezone.now()
    )
    desk = Client()
    desk.force_login(staff.editor())
    page = f"/en/desk/events/{admission.event.slug}/registration/list/{eve.reference.lower()}/"
    assert "Change to “on site”" in desk.get(page).text
    answer = desk.post(page, {"do": "mode", "mode": counter(admission, "onsite").pk}, follow=True)
    assert "Takes part on site now" in answer.text
    eve.refresh_from_db()
    assert eve.capacity.mode == "onsite"
