"""Once a list is frozen, its event changes the operation only when two people agree (PR-01)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, close_old_connections, connections, transaction
from django.test import Client
from django.utils import translation

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.grants.models import Operation
from kogge.plan.events.actions import change_event
from kogge.plan.events.models import Event
from kogge.prove.lists import requests
from kogge.prove.lists.models import OperationRequest
from kogge.prove.seals import rows as seals

from .conftest import Scene, come, freeze, make_operation
from .test_pages import at, path


@pytest.fixture
def other(db: None) -> Operation:
    return make_operation("phase-two")


@pytest.fixture
def frozen(funded: Scene) -> Event:
    come(funded, "Alma Beispiel")
    freeze(funded.event, by=funded.by)
    return funded.event


def test_before_a_list_is_frozen_one_person_is_enough(funded: Scene, other: Operation) -> None:
    change_event(funded.event, by=funded.by, values={"operation": other})
    funded.event.refresh_from_db()
    assert funded.event.operation == other
    with pytest.raises(Refused, match="No list"), translation.override("en"):
        requests.ask(funded.event, None, reason="why", by=funded.by)


@pytest.mark.parametrize("after", ["other", "none"])
def test_afterwards_one_person_alone_is_refused_everywhere(
    frozen: Event, other: Operation, olga: User, after: str
) -> None:
    values: dict[str, Any] = (
        {"operation": other} if after == "other" else {"operation": None, "funding": "none"}
    )
    with pytest.raises(Refused) as refused:
        change_event(frozen, by=olga, values=values)
    assert refused.value.field == "operation"
    frozen.refresh_from_db()
    assert frozen.operation.slug == "phase-one"  # type: ignore[union-attr]
    change_event(frozen, by=olga, values={"title_de": "Hafentag"})


def test_the_second_person_agrees_and_the_event_changes(
    frozen: Event, other: Operation, olga: User, funded: Scene, client: Client
) -> None:
    """PR-01"""
    at(client, funded.by)
    body = {"after": other.pk, "reason": "It was planned for phase two"}
    assert client.post(path("ask", frozen.slug), body).status_code == 302
    asked = OperationRequest.objects.get()
    own = client.post(path("request", asked.pk), {"approve": "1"}).content.decode()
    assert "Another person must decide" in own
    assert "Agree and change the event" not in own
    at(client, olga).post(path("request", asked.pk), {"approve": "1", "answer": "right"})
    frozen.refresh_from_db()
    asked.refresh_from_db()
    assert frozen.operation == other
    assert (asked.state, asked.decided_by, asked.answer) == ("approved", str(olga.pk), "right")
    with pytest.raises(Refused):
        change_event(frozen, by=olga, values={"operation": asked.before})
    assert list(seals.faults([OperationRequest])) == []


def test_a_request_is_refused_taken_back_and_asked_only_once(
    frozen: Event, other: Operation, olga: User, funded: Scene
) -> None:
    asked = requests.ask(frozen, other, reason="why", by=funded.by)
    with pytest.raises(Refused):
        requests.ask(frozen, None, reason="why", by=olga)
    assert requests.refuse(asked, by=olga, answer="no").state == "refused"
    with pytest.raises(Refused):
        requests.approve(asked, by=olga)
    again = requests.ask(frozen, other, reason="why", by=funded.by)
    assert requests.refuse(again, by=funded.by).state == "withdrawn"
    frozen.refresh_from_db()
    assert frozen.operation.slug == "phase-one"  # type: ignore[union-attr]


def test_the_database_itself_wants_two_people(frozen: Event, other: Operation, funded: Scene) -> None:
    asked = requests.ask(frozen, other, reason="why", by=funded.by)
    with pytest.raises(IntegrityError), transaction.atomic():
        OperationRequest.objects.filter(pk=asked.pk).update(state="approved", decided_by=asked.requested_by)


def test_others_neither_see_nor_decide(
    frozen: Event, other: Operation, client: Client, funded: Scene
) -> None:
    asked = requests.ask(frozen, other, reason="why", by=funded.by)
    at(client, cast.other_editor())
    assert client.post(path("request", asked.pk), {"approve": "1"}).status_code == 404
    assert "Harbour-Day" not in client.get(path("requests")).content.decode()
    at(client, cast.auditor())
    assert client.get(path("requests")).status_code == 200
    assert client.post(path("request", asked.pk), {"approve": "1"}).status_code == 403


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_race_of_many_who_decide_has_one_winner(funded: Scene, other: Operation) -> None:
    """Ten people agree at once and five try without a request: the event changes once, by one of the ten."""
    come(funded, "Alma Beispiel")
    event = funded.event
    freeze(event, by=funded.by)
    asked = requests.ask(event, other, reason="why", by=funded.by)
    people = [cast.member(f"Person {number}", "office", cast.OFFICE) for number in range(15)]  # type: ignore[arg-type]
    start = threading.Barrier(len(people))

    def decide(number: int) -> str:
        close_old_connections()
        start.wait()
        try:
            if number < 10:
                requests.approve(asked, by=people[number])
            else:
                change_event(event, by=people[number], values={"operation": other})
            return str(people[number].pk)
        except Refused:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        winners = [one for one in pool.map(decide, range(len(people))) if one]
    asked.refresh_from_db()
    event.refresh_from_db()
    # Whoever comes after the change and asks for what is there already changes nothing.
    assert asked.decided_by in winners[:10]
    assert {one for one in winners if int(one) in {p.pk for p in people[:10]}} == {asked.decided_by}
    assert (event.operation, asked.state) == (other, "approved")
