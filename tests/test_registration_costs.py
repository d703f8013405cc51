"""What one registration costs the database on its whole way: page, form, answer."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.take_part.registration.models import Registration
from kogge.take_part.sign_up.tests.scene import FORM, fresh, key, typed, workshop
from kogge.take_part.tickets import signing

__all__ = ["fresh"]
MOST = 12


def whole_way(number: int) -> list[str]:
    """Each statement of page, form and answer; BEGIN and COMMIT are left out."""
    client = Client(REMOTE_ADDR=f"10.0.{number}.1")
    with CaptureQueriesContext(connection) as caught:
        page = client.get(FORM)
        sent = client.post(FORM, typed(name="Ada Abel", email=f"ada{number}@visitors.example", key=key()))
        answer = client.get(sent["Location"])
    assert (page.status_code, sent.status_code, answer.status_code) == (200, 302, 200)
    return [query["sql"] for query in caught if not query["sql"].startswith(("BEGIN", "COMMIT"))]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seats", [1000, 0])
def test_a_registration_costs_at_most_twelve_statements_on_its_whole_way(seats):
    workshop(seats, confirmation="at_once")
    signing.sign(
        "00" * 8, 1, timezone.now(), timezone.now()
    )  # the first ticket of an installation makes its key
    whole_way(0)
    found = whole_way(1)
    print(len(found), "statements")
    assert len(found) <= MOST, "\n".join(statement[:150] for statement in found)
    assert Registration.objects.count() == OutboxMessage.objects.count() == 2
