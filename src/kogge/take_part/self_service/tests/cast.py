"""Ada comes alone, Bea waits, Carl brings a group, Dan's class is a head count. All by their link, without account."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from kogge.take_part.registration import actions
from kogge.take_part.registration.applications import SeatWish
from kogge.take_part.registration.models import Admission, Capacity, Registration
from kogge.take_part.registration.personal_link import secret_of
from kogge.take_part.registration.tests import people


def address(record: Any, page: str = "mine", *more: object) -> str:
    return "/en" + reverse(f"self_service:{page}", args=[secret_of(record), *more]).removeprefix("/en")


def get(record: Any, page: str = "mine", *more: object) -> HttpResponse:
    return Client().get(address(record, page, *more))


def post(record: Any, page: str, *more: object, **values: object) -> HttpResponse:
    """As a browser does it: the page after the redirect. Each request is a stranger's, without cookie."""
    return Client(enforce_csrf_checks=True).post(address(record, page, *more), values, follow=True)


def words(answer: HttpResponse) -> str:
    """What people read on the page, in one line."""
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(strip_tags(main.replace("<", " <")).split())


def ada(admission: Admission | None = None, **values: Any) -> Registration:
    return people.registered(admission or people.an_admission(2), "Ada Abel", **values)


def bea_waits() -> tuple[Registration, Registration]:
    """One seat: Ada has it, Bea waits."""
    admission = people.an_admission(1)
    return ada(admission), people.registered(admission, "Bea Bolt")


def carl(seats: int = 5, **terms: Any) -> Registration:
    """A company books three; one has a name and an address."""
    admission = people.an_admission(seats, most_heads=5, **terms)
    wishes = (SeatWish("Cora Cane", "cora@visitors.example"), SeatWish("Cem Cole"), SeatWish())
    return people.registered(admission, "Carl Cane", kind="group", seats=wishes, organization="Cane Ltd")


def dan(seats: int = 30) -> Registration:
    """A teacher books a class."""
    admission = people.an_admission(seats, most_heads=40, takes_headcounts=True, takes_minors=True)
    return people.registered(admission, "Dan Dorn", kind="headcount", heads=28)


def online_and_onsite() -> tuple[Registration, Registration, Admission]:
    """Eve has a seat online, Finn one on site; the event begins in a month."""
    event = people.an_event(mode="hybrid", online_url="https://video.example/room")
    values = {"is_open": True, "confirmation": "at_once"}
    admission = actions.open_admission(event, by="test", values=values, seats={"online": 9, "onsite": 9})
    made = []
    for name, mode in (("Eve Ehm", "online"), ("Finn Falk", "onsite")):
        short = name.split()[0].lower()
        capacity = Capacity.objects.get(admission=admission, mode=mode)
        wish = people.Application(
            name=name, email=f"{short}@visitors.example", capacity_id=capacity.pk, idempotency_key=short
        )
        actions.register(admission, wish)
        made.append(Registration.objects.get(idempotency_key=short))
    return made[0], made[1], admission
