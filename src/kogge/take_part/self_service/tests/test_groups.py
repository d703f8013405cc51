"""Groups: names later or never, a swap, one cancelled, a class's number, each person's own link."""

import pytest
from django.test import Client

from kogge.core.models import OutboxMessage
from kogge.take_part.registration.models import Registration, State
from kogge.take_part.registration.personal_link import secret_of
from kogge.take_part.registration.tests import people

from . import cast

pytestmark = pytest.mark.django_db


def test_who_booked_sees_the_heads_and_a_seat_without_a_name() -> None:
    shown = cast.words(cast.get(cast.carl()))
    assert "3 seats are yours" in shown
    assert "Cora Cane cora@visitors.example Change or swap" in shown
    assert "no name yet Add a name" in shown


def test_a_swap_gives_a_new_ticket_and_closes_the_old_link() -> None:
    carl = cast.carl()
    cora = carl.seats.get(position=1)
    old, serial = cast.address(cora, "seat"), cora.serial
    assert "Cora Cane" in cast.words(Client().get(old))
    answer = cast.post(carl, "head", 1, name="Cleo Cox", email="cleo@visitors.example")
    assert "The old ticket of this seat is not valid any more" in cast.words(answer)
    cleo = carl.seats.get(position=1)
    assert (cleo.name, cleo.serial != serial) == ("Cleo Cox", True)
    assert Client().get(old).status_code == 404
    assert "Cleo Cox" in cast.words(cast.get(cleo, "seat"))


def test_a_wrong_mail_address_is_refused_beside_the_field_and_what_was_typed_stays() -> None:
    carl = cast.carl()
    answer = cast.post(carl, "head", 3, name="Cleo", email="cleo at home")
    assert answer.status_code == 422
    assert "whole mail address" in cast.words(answer)
    assert 'value="cleo at home"' in answer.content.decode()
    assert carl.seats.get(position=3).name == ""


def test_one_head_is_cancelled_by_who_booked_and_the_others_stay() -> None:
    carl = cast.carl(seats=3)
    bea = people.registered(carl.admission, "Bea Bolt")
    assert bea.state == State.WAITING
    assert cast.get(carl, "cancel_head", 2).status_code == 405
    answer = cast.post(carl, "cancel_head", 2)
    assert "This person is cancelled" in cast.words(answer)
    assert "2 seats are yours" in cast.words(answer)
    bea.refresh_from_db()
    assert bea.state == State.OFFERED
    assert Client().post(cast.address(carl, "cancel_head", 2)).status_code == 404
    assert cast.get(carl, "head", 9).status_code == 404


def test_a_named_person_sees_only_the_own_seat_and_cancels_it_by_link() -> None:
    carl = cast.carl()
    cora = carl.seats.get(position=1)
    shown = cast.words(cast.get(cora, "seat"))
    assert "You have a seat" in shown
    assert "You were registered by Cane Ltd" in shown
    assert "Cem Cole" not in shown and carl.email not in shown
    assert cast.get(cora, "seat_cancel").status_code == 200
    assert carl.seats.filter(cancelled_at=None).count() == 3
    assert "This seat is cancelled" in cast.words(cast.post(cora, "seat_cancel"))
    assert carl.seats.filter(cancelled_at=None).count() == 2
    assert "This seat is cancelled" in cast.words(cast.post(cora, "seat_cancel")), "twice harms nothing"
    assert cast.get(cora, "seat_ticket").status_code == 404
    assert Registration.objects.get(pk=carl.pk).heads == 2


def test_the_last_one_takes_the_registration_along() -> None:
    carl = cast.carl()
    for seat in carl.seats.all():
        cast.post(seat, "seat_cancel")
    assert Registration.objects.get(pk=carl.pk).state == State.CANCELLED


def test_the_link_of_a_person_is_mailed_again_but_not_without_an_address() -> None:
    carl = cast.carl()
    OutboxMessage.objects.all().delete()
    assert "The link is on its way" in cast.words(cast.post(carl, "send_link", 1))
    mail = OutboxMessage.objects.get()
    assert mail.to == "cora@visitors.example"
    assert secret_of(carl.seats.get(position=1)) in mail.text
    assert secret_of(carl) not in mail.text
    refused = cast.post(carl, "send_link", 2)
    assert refused.status_code == 409
    assert "No mail address is known of this person" in cast.words(refused)


def test_a_class_changes_its_number_as_far_as_there_are_seats() -> None:
    dan = cast.dan(seats=30)
    assert "28 people, without names" in cast.words(cast.get(dan))
    assert "Your changes are saved" in cast.words(cast.post(dan, "heads", heads="25"))
    assert Registration.objects.get(pk=dan.pk).heads == 25
    answer = cast.post(dan, "heads", heads="39")
    assert answer.status_code == 422
    assert "Only 5 more seats are free" in cast.words(answer)
    assert cast.post(dan, "heads", heads="0").status_code == 422
    assert cast.get(cast.ada(), "heads").status_code == 404


def test_a_class_finds_the_consent_form_for_parents() -> None:
    assert "Consent form for parents (PDF)" in cast.words(cast.get(cast.dan()))
    assert "Consent form for parents" not in cast.words(cast.get(cast.carl()))
