"""Seats that move: from on site to online and to whoever waits, and back once what was cancelled takes place."""

import json
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from . import desk
from .shell import run
from .test_personal_link import Post

SCENE = """
import json
from datetime import time, timedelta
from django.utils import timezone
from kogge.network.directory.models import Organization, Person
from kogge.plan.events.models import Contribution, Event, EventOrganizer, Session
from kogge.publish.programme.actions import release
from kogge.take_part.registration import actions
from kogge.take_part.registration.applications import Application
from kogge.take_part.registration.models import Capacity, Registration
from kogge.take_part.registration.personal_link import address_of
starts = (timezone.now() + timedelta(days=40)).replace(hour=8, minute=0, second=0, microsecond=0)
event = Event.objects.create(
    slug="umzug-fiktiv", title_de="Werkstatt mit zwei Wegen (fiktiv)", format_key="workshop", state="published",
    starts_on=timezone.localdate(starts), starts_at=starts, ends_at=starts + timedelta(hours=6), mode="hybrid",
    online_url="https://video.example/raum",
)
EventOrganizer.objects.create(event=event, organization=Organization.objects.order_by("pk").first(), role="lead")
vera, wim = (Person.objects.create(slug=f"umzug-{name.lower()}", name=f"{name} Fiktiv") for name in ("Vera", "Wim"))
talk = Session.objects.create(event=event, slug="knoten", title_de="Knoten lesen (fiktiv)", starts_at=starts,
    ends_at=starts + timedelta(hours=1))
Contribution.objects.create(session=talk, person=vera)
release(event, by="test")
terms = {"is_open": True, "confirmation": "at_once", "quiet_from": time(0), "quiet_until": time(0)}
admission = actions.open_admission(event, by="test", values=terms, seats={"onsite": 1, "online": 1})
actions.add_capacity(admission, by="test", seats=5, session=talk)
def join(name, **more):
    site = Capacity.objects.get(admission=admission, mode="onsite", session=None)
    actions.register(admission, Application(name=f"{name} Fiktiv", email=f"{name.lower()}@umzug.example",
        idempotency_key=f"umzug-{name}", capacity_id=site.pk, **more))
    return address_of(Registration.objects.get(idempotency_key=f"umzug-{name}"))
seats = Capacity.objects.get(admission=admission, session=talk)
print(json.dumps([join("Ada", session_capacity_ids=(seats.pk,)), join("Bea"), vera.pk]))
"""

MISTAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from kogge.network.directory.models import Organization
from kogge.plan.events.models import Event, EventOrganizer
from kogge.publish.programme.actions import release
from kogge.take_part.registration import actions
from kogge.take_part.registration.applications import Application
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.personal_link import address_of
starts = timezone.localtime(timezone.now() + timedelta(days=40)).replace(hour=10, minute=0, second=0, microsecond=0)
event = Event.objects.create(
    slug="irrtum-fiktiv", title_de="Abend am Kai (fiktiv)", format_key="workshop", state="published",
    starts_on=starts.date(), starts_at=starts, ends_at=starts.replace(hour=12),
)
EventOrganizer.objects.create(event=event, organization=Organization.objects.order_by("pk").first(), role="lead")
release(event, by="test")
terms = {"is_open": True, "confirmation": "at_once"}
admission = actions.open_admission(event, by="test", values=terms, seats={"": 1})
def join(name):
    actions.register(admission, Application(name=f"{name} Fiktiv", email=f"{name.lower()}@irrtum.example",
        idempotency_key=f"irrtum-{name}", capacity_id=admission.capacities.get().pk))
    return address_of(Registration.objects.get(idempotency_key=f"irrtum-{name}"))
day = event.starts_on + timedelta(days=7)
print(json.dumps([join("Ada"), join("Bea"), day.isoformat(), f"{day.day}. "]))
"""


def test_seats_go_online_to_who_waits_and_come_back(browser: Browser, site: str, data: Path) -> None:
    """PL-F1, E10: one changes to online, the next gets the seat; a talk called off takes place with somebody else."""
    ada, bea, vera = json.loads(run(data, site, SCENE).splitlines()[-1])
    phone = browser.new_context(
        base_url=site, locale="de-DE", viewport={"width": 360, "height": 740}
    ).new_page()
    _to_online(phone, ada)
    _the_next_takes_the_seat(phone, bea)
    office = desk.member(browser, site, "office")
    office.goto(f"/desk/events/umzug-fiktiv/speakers/{vera}/cannot-come/")
    _note(office, instead="")
    post = Post(data / "mail")
    post.link("ada@umzug.example", "Knoten lesen", subject="Programmpunkt entfällt")
    phone.goto(ada)
    expect(phone.get_by_role("main")).to_contain_text(
        "Sie haben noch keinen Platz in einem einzelnen Programmpunkt"
    )

    office.goto("/desk/events/umzug-fiktiv/plans/")
    office.get_by_role("link", name="Knoten lesen (fiktiv)").click()
    _note(office, instead="Wim Fiktiv")
    post.link("ada@umzug.example", "gilt wieder", subject="Findet doch statt")
    phone.goto(ada)
    expect(phone.get_by_role("button", name="Zurückgeben Knoten lesen (fiktiv)")).to_be_visible()
    phone.goto("/events/umzug-fiktiv/sessions/knoten/")
    expect(phone.get_by_role("heading", name="Knoten lesen (fiktiv)")).to_be_visible()
    expect(phone.get_by_role("main")).not_to_contain_text("Abgesagt")


def test_an_event_called_off_by_mistake_comes_back_a_week_later(
    browser: Browser, site: str, data: Path
) -> None:
    """PL-F1: one action with a preview; one letter; who does not come in any case stays away, the next is asked."""
    ada, bea, day, spoken = json.loads(run(data, site, MISTAKE).splitlines()[-1])
    office = desk.member(browser, site, "office")
    office.goto("/desk/events/irrtum-fiktiv/plans/cancellation/")
    office.get_by_label("Sie fällt aus").check()
    office.get_by_label("Grund").fill("Das Haus ist zu.")
    office.get_by_role("button", name="Ansehen, was geschieht").click()
    office.get_by_role("button", name="Ändern, freigeben und 2 Personen schreiben").click()
    expect(office.get_by_role("status")).to_contain_text("Die Briefe sind unterwegs.")
    post = Post(data / "mail")
    post.link("ada@irrtum.example", "Abend am Kai", subject="Abgesagt")
    phone = browser.new_context(
        base_url=site, locale="de-DE", viewport={"width": 360, "height": 740}
    ).new_page()
    phone.goto(ada)
    expect(phone.get_by_role("main")).to_contain_text("Sollte es doch stattfinden")
    phone.get_by_role("button", name="Ich komme auf keinen Fall").click()
    expect(phone.get_by_role("status")).to_contain_text(
        "Auch wenn es doch stattfindet, schreiben wir Ihnen nicht."
    )

    office.goto("/desk/events/irrtum-fiktiv/plans/")
    office.get_by_role("link", name="Die Veranstaltung findet doch statt").click()
    office.get_by_label("Tag", exact=True).fill(day)
    office.get_by_role("button", name="Ansehen, was geschieht").click()
    expect(office.get_by_text("1 Anmeldung ist betroffen.")).to_be_visible()
    office.get_by_role("button", name="Ändern, freigeben und 1 Person schreiben").click()
    expect(office.get_by_role("status")).to_contain_text("Die Briefe sind unterwegs.")
    post.link("bea@irrtum.example", "ein Platz ist für Sie frei", subject="Findet doch statt")
    phone.goto(bea)
    expect(phone.get_by_role("main")).to_contain_text(spoken)
    phone.get_by_role("button", name="Ja, ich nehme den Platz").click()
    expect(phone.get_by_role("heading", name="Sie sind angemeldet")).to_be_visible()
    phone.goto(ada)
    expect(phone.get_by_role("heading", name="Diese Anmeldung ist storniert")).to_be_visible()


def _to_online(phone: Page, own: str) -> None:
    """The seat on site stays until there is one online."""
    phone.goto(own)
    expect(phone.locator("#mode b")).to_have_text("vor Ort")
    phone.get_by_role("link", name="Wechseln zu „online“").click()
    phone.get_by_role("button", name="Wechseln online").click()
    expect(phone.get_by_role("status")).to_contain_text("Gewechselt.")
    expect(phone.locator("#mode b")).to_have_text("online")


def _the_next_takes_the_seat(phone: Page, own: str) -> None:
    phone.goto(own)
    phone.get_by_role("button", name="Ja, ich nehme den Platz").click()
    expect(phone.get_by_role("heading", name="Sie sind angemeldet")).to_be_visible()
    expect(phone.locator("#mode b")).to_have_text("vor Ort")


def _note(office: Page, *, instead: str) -> None:
    """Somebody cannot come; who speaks instead, if anybody."""
    office.get_by_label("Wer stattdessen spricht").fill(instead)
    office.get_by_role("button", name="Festhalten und alle informieren").click()
    expect(office.get_by_role("status")).to_contain_text("Festgehalten.")
