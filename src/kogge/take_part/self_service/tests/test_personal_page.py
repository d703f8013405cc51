"""Every state of the personal page, and what each button does."""

import pytest
from django.test import Client
from django.urls import reverse

from kogge.take_part.registration.personal_link import secret_of
from kogge.take_part.registration.tests import people

pytestmark = pytest.mark.django_db


def page_of(registration, name="mine", *more):
    return Client().get(reverse(f"self_service:{name}", args=[secret_of(registration), *more]))


def test_confirmed() -> None:
    admission = people.an_admission(2)
    ada = people.registered(admission)
    answer = page_of(ada)
    assert answer.status_code == 200
    print(answer.content.decode())
