"""Possible duplicates: suggested, side by side, merged with their hours, and parted again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Person, PersonMerge
from kogge.prove.duplicates import actions
from kogge.prove.hours.models import Credit

from .conftest import Proof

DESK = "/en/desk/duplicates/"


@pytest.fixture
def office(db: None) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.office())
    return client


@pytest.fixture
def alma(proof: Proof) -> Person:
    proof.alma.refresh_from_db()
    assert proof.alma.person is not None
    return proof.alma.person


@pytest.mark.django_db
def test_duplicates_are_compared_merged_with_a_reason_and_undone(
    office: Client, proof: Proof, alma: Person
) -> None:
    """PR-F3: side by side, hours recounted, undone within 30 days."""
    double = Person.objects.get(registrations=proof.berta)
    Person.objects.filter(pk=double.pk).update(name="alma  beispiel", email="other@guests.example")
    assert [(pair.left.pk, pair.right.pk) for pair in actions.suggestions()] == [(alma.pk, double.pk)]
    before = {alma.pk: actions.hours_of([alma]).rows, double.pk: actions.hours_of([double]).rows}
    address = f"{DESK}{alma.pk}/{double.pk}/"
    text = office.get(address).content.decode()
    assert "other@guests.example" in text
    foreseen = actions.hours_of([alma, double]).rows
    assert "This field is required" in office.post(address, {"reason": ""}).content.decode()
    office.post(address, {"reason": "Same telephone number"})
    assert actions.hours_of([alma]).rows == foreseen
    assert Credit.objects.filter(person=double).count() == 0
    assert "Same telephone number" in office.get(f"{DESK}").content.decode()
    office.post(f"/en/desk/duplicates/merges/{PersonMerge.objects.get().pk}/undoing/")
    assert {pk: actions.hours_of([Person(pk=pk)]).rows for pk in before} == before


@pytest.mark.django_db
def test_lists_ask_the_database_the_same_for_one_and_for_many(
    office: Client, proof: Proof, alma: Person
) -> None:
    def count(address: str) -> int:
        office.get(address)
        with CaptureQueriesContext(connection) as queries:
            office.get(address)
        return len(queries)

    def more(number: int) -> None:
        for kind in ("a", "b"):
            Person.objects.create(
                slug=f"x{number}{kind}", name=f"Dora Doppel {number}", email=f"{kind}{number}@x.example"
            )

    more(0)
    pages = [DESK]
    one = [count(page) for page in pages]
    for number in range(1, 6):
        more(number)
    assert [count(page) for page in pages] == one


@pytest.mark.django_db
def test_only_the_office_merges(proof: Proof) -> None:
    for user in (proof.by, cast.door(), cast.reviewer(), cast.auditor()):
        client = Client()
        client.force_login(user)
        assert client.get(DESK).status_code == 403, user
