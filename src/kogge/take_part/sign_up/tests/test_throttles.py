"""Spam (TP-F3): programs are slowed down by address and by shape, a person always gets through."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.take_part.registration.models import Registration
from kogge.take_part.sign_up import throttles

from .scene import FORM, fresh, typed, workshop

__all__ = ["fresh"]


def send(client: Client, number: int, **values: object) -> int:
    where = {"REMOTE_ADDR": values.pop("where", "192.0.2.1")}
    fields = {"name": f"Bot {number}", "email": f"bot{number}@spam.example", **values}
    return client.post(FORM, typed(**fields), **where).status_code


def test_five_hundred_in_a_minute_are_throttled(client: Client) -> None:
    workshop(1000)
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        sent = [throttled(number) for number in range(500)]
        assert send(client, 1000) == 422
    assert sent.count(True) == 470
    assert not Registration.objects.exists()


def throttled(number: int) -> bool:
    try:
        throttles.check("192.0.2.1", f"bot{number}@spam.example", 1, waited=3)
    except throttles.TooFast:
        return True
    return False


def test_a_person_behind_a_busy_address_waits_once_and_loses_nothing(client: Client) -> None:
    workshop()
    now = timezone.now().replace(second=5)
    with time_machine.travel(now, tick=False) as clock:
        for number in range(40):
            throttled(number)
        page = client.post(FORM, typed(name="Ada Abel"), REMOTE_ADDR="192.0.2.1").content.decode()
        assert "Bitte warten Sie 20 Sekunden und senden Sie noch einmal ab" in page
        assert 'value="Ada Abel"' in page
        renewed = re.search(r'name="key" value="([^"]+)"', page)[1]
        clock.shift(timedelta(seconds=10))
        hasty = client.post(FORM, typed(key=renewed), REMOTE_ADDR="192.0.2.1").content.decode()
        assert "Das ging sehr schnell" in hasty
        clock.shift(timedelta(seconds=12))
        assert client.post(FORM, typed(key=renewed), REMOTE_ADDR="192.0.2.1").status_code == 302
        assert client.post(FORM, typed(email="b@b.example"), REMOTE_ADDR="198.51.100.7").status_code == 302


def test_one_mailbox_under_many_names_is_stopped_for_an_hour(client: Client) -> None:
    workshop()
    with time_machine.travel(timezone.now().replace(minute=5), tick=False) as clock:
        sent = []
        for number in range(8):
            clock.shift(timedelta(seconds=61))
            sent.append(
                send(client, number, email=f"Victim+{number}@visitors.example", where=f"192.0.{number}.1")
            )
    assert sent == [302] * 6 + [422] * 2


def test_many_senders_of_one_network_at_one_capacity_are_slowed_down() -> None:
    refused = 0
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        for number in range(250):
            try:
                throttles.check(f"2001:db8:0:{number:x}::1", f"n{number}@spam.example", 1, waited=3)
            except throttles.TooFast:
                refused += 1
        throttles.check("2001:db8:1::1", "ada@visitors.example", 1, waited=3)
    assert refused == 130


@pytest.mark.parametrize("address", ["", "nonsense", "::ffff:192.0.2.1"])
def test_odd_addresses_are_counted_too(address: str) -> None:
    throttles.check(address, "ada@visitors.example", 1, waited=3)


def test_a_rush_of_many_people_costs_no_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        for number in range(50):
            throttles.check(f"192.0.{number}.9", f"ada{number}@visitors.example", 1, waited=3)
    assert len(asked) == 0
