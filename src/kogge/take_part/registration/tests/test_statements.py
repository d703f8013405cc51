"""How many statements registering costs, whatever the size of the event."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Admission

from .people import an_admission, application, registered

pytestmark = pytest.mark.django_db


def loaded(admission: Admission) -> Admission:
    """As the form keeps it in memory."""
    return (
        Admission.objects.select_related("event")
        .prefetch_related("capacities__session", "questions")
        .get(pk=admission.pk)
    )


def statements(admission: Admission, name: str) -> list[str]:
    wish = application(admission, name)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        actions.register(admission, wish)
    return [query["sql"] for query in caught if "SAVEPOINT" not in query["sql"]]


@pytest.mark.parametrize("already", [0, 50])
def test_a_seat_costs_as_many_statements_with_one_and_with_many_registrations(heard, already):
    admission = loaded(an_admission(100))
    for number in range(already):
        registered(admission, f"P{number} Person")
    found = statements(admission, "Ada Abel")
    chain = 3 if connection.vendor == "postgresql" else 2  # the history's lock, its last entry, the new one
    assert len(found) == 2 + chain, found


def test_waiting_costs_as_much_as_a_seat(heard):
    admission = loaded(an_admission(0))
    chain = 3 if connection.vendor == "postgresql" else 2
    assert len(statements(admission, "Ada Abel")) == 2 + chain


def test_the_last_seat_found_taken_is_corrected_with_two_more(heard):
    seen_with_a_seat = loaded(an_admission(1))
    registered(seen_with_a_seat, "Bea Berg")
    chain = 3 if connection.vendor == "postgresql" else 2
    assert len(statements(seen_with_a_seat, "Ada Abel")) == 4 + chain
