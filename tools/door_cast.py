"""A door with fictional people, for browser tests, measurements and pictures: prints what a test needs as JSON.

`python -m tools.door_cast [PEOPLE] [DEVICES] [--hand THING …]` writes into the data directory of the environment: an
event that runs now with two gates and a workshop that must be booked; people, of whom one waits and one cancelled;
a group of four, a class of 28; tickets of each wrong kind; devices with their pairing links. `--facts EVENT` prints
what the server holds of a door, `--revoke DEVICE` locks a phone, `--pair DEVICE` prints a new link.
"""

import argparse
import json
import os
import secrets
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db.models import F  # noqa: E402  the apps must be loaded first
from django.utils import timezone  # noqa: E402

from kogge.plan.events.models import Event, Session  # noqa: E402
from kogge.take_part.checkin import actions as door_actions  # noqa: E402
from kogge.take_part.checkin import merge  # noqa: E402
from kogge.take_part.checkin.facts import as_fact, rows_of  # noqa: E402
from kogge.take_part.checkin.models import Device, Gate  # noqa: E402
from kogge.take_part.registration import actions  # noqa: E402
from kogge.take_part.registration.applications import Application, SeatWish  # noqa: E402
from kogge.take_part.registration.models import Admission, Capacity, Registration  # noqa: E402
from kogge.take_part.registration.tickets import tickets_of, validity  # noqa: E402
from kogge.take_part.tickets import signing  # noqa: E402

BY: Any = "cast"
FIRST = (
    "Ada",
    "Björn",
    "Carla",
    "Đorđe",
    "Elif",
    "Finn",
    "Grażyna",
    "Hanne",
    "Ívar",
    "Jule",
    "Käthe",
    "Levent",
)
LAST = ("Abelmann", "Brandt", "Czerny", "Dreyer", "Elsner", "Müller", "Großmann", "Holm", "Iversen", "Jansen")


def an_event(title: str) -> tuple[Event, Admission]:
    """An event that runs from an hour ago, open to all without limit."""
    now = timezone.now()
    event = Event.objects.create(
        slug=f"door-{secrets.token_hex(4)}", title_de=title, format_key="conference", state="published",
        starts_on=timezone.localdate(now - timedelta(hours=1)), ends_on=timezone.localdate(now + timedelta(hours=9)),
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=9),
    )  # fmt: skip
    values = {"is_open": True, "confirmation": "at_once", "most_heads": 30, "takes_headcounts": True}
    return event, actions.open_admission(event, by=BY, values=values, seats={"": None})


def many(admission: Admission, number: int) -> list[str]:
    """So many people at once, confirmed; their tickets in order."""
    capacity, now = Capacity.objects.get(admission=admission, session=None), timezone.now()
    rows = [
        Registration(
            admission=admission, capacity=capacity, idempotency_key=secrets.token_hex(16), state="confirmed",
            name=f"{FIRST[i % len(FIRST)]} {LAST[i // len(FIRST) % len(LAST)]}", created_at=now, confirmed_at=now,
            email=f"visitor-{i}@visitors.example", email_key=f"visitor-{i}@visitors.example",
        )
        for i in range(number)
    ]  # fmt: skip
    Registration.objects.bulk_create(rows, batch_size=500)
    Capacity.objects.filter(pk=capacity.pk).update(taken=F("taken") + number)
    begins, ends = validity(admission)
    return [signing.sign(row.serial, admission.pk, begins, ends) for row in rows]


def enter(admission: Admission, name: str, **values: Any) -> Registration:
    """One party, entered by staff."""
    capacity = Capacity.objects.get(admission=admission, session=None)
    key = secrets.token_hex(16)
    wish = Application(
        name=name, email=f"{key}@visitors.example", capacity_id=capacity.pk, idempotency_key=key, **values
    )
    return actions.enter(admission, wish, by=BY)


def wrong_tickets(admission: Admission, good: str) -> dict[str, str]:
    """One of each kind that must not open the door."""
    _event, other = an_event("Andere Veranstaltung (fiktiv)")
    begins, ends = validity(admission)
    serial, day = secrets.token_hex(8), timedelta(days=1)
    replaced = "A" if good[20] != "A" else "B"
    return {
        "foreign": signing.sign(serial, other.pk, begins, ends),
        "expired": signing.sign(serial, admission.pk, begins - 9 * day, begins - 5 * day),
        "early": signing.sign(serial, admission.pk, ends + 5 * day, ends + 9 * day),
        "forged": good[:20] + replaced + good[21:],
        "truncated": good[:90],
        "unreadable": "https://somewhere.example/",
        "new": signing.sign(serial, admission.pk, begins, ends),
    }


def a_workshop(event: Event, admission: Admission) -> Session:
    """A session that must be booked; nobody has."""
    session = Session.objects.create(
        event=event, slug=f"workshop-{event.pk}", title_de="Werkstatt Daten (fiktiv)",
        starts_at=event.starts_at, ends_at=event.ends_at,
    )  # fmt: skip
    actions.add_capacity(admission, by=BY, seats=20, session=session)
    return session


def cast(people: int, devices: int, hand_out: list[str]) -> dict[str, object]:
    """Everything, as a test reads it."""
    event, admission = an_event("Küstenforum (fiktiv)")
    session = a_workshop(event, admission)
    tickets = many(admission, people)
    pair = tuple(SeatWish(name) for name in ("Mara Group", "Nils Group", "", ""))
    group = enter(admission, "Mara Group", kind="group", heads=4, seats=pair, organization="Werft Muster")
    school = enter(admission, "Paula Class", kind="headcount", heads=28, organization="Schule am Hafen")
    gone = enter(admission, "Otto Gone")
    gone_ticket = tickets_of(gone)[0].text
    actions.cancel(gone, by=BY)
    door = door_actions.door_of(event)
    names = (("Tor A", None, "both"), ("Tor B", None, "in"), ("Werkstatt", session, "in"))
    made = [
        door_actions.save_gate(
            door, Gate(name=name, session=where, direction=way, hand_out=hand_out if where is None else []), by=BY
        )
        for name, where, way in names
    ]  # fmt: skip
    phones = [door_actions.add_device(door, f"Telefon {i + 1}", [], by=BY) for i in range(devices)]
    begins, ends = validity(admission)
    return {
        "event": event.slug,
        "gates": {gate.name: gate.pk for gate in made},
        "tickets": tickets,
        "group": signing.sign(group.serial, admission.pk, begins, ends),
        "class": tickets_of(school)[0].text,
        "cancelled": gone_ticket,
        "wrong": wrong_tickets(admission, tickets[-1]) if tickets else {},
        "devices": [{"id": phone.pk, "link": door_actions.pairing_link(phone, by=BY)} for phone in phones],
    }


def facts(slug: str) -> dict[str, object]:
    """What the server holds of a door: every scan with device time and server time, and who is inside."""
    door = door_actions.door_of(Event.objects.get(slug=slug))
    names = (
        "uid",
        "serial",
        "kind",
        "device_id",
        "sequence",
        "device_at",
        "at",
        "received_at",
        "shown",
        "answer",
        "source",
    )
    rows = [
        {name: str(value) for name, value in row.items()} for row in door.scans.order_by("pk").values(*names)
    ]
    folded = merge.fold(map(as_fact, rows_of(door.pk)), {})
    return {
        "scans": rows,
        "attended": sum(one.first_in is not None for one in folded.values()),
        "duplicates": sum(len(one.duplicates) for one in folded.values()),
        "walk_ins": list(
            Registration.objects.filter(admission__event__slug=slug, source="door").values_list(
                "name", flat=True
            )
        ),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", nargs="?", type=int, default=2500)
    parser.add_argument("devices", nargs="?", type=int, default=1)
    parser.add_argument("--hand", nargs="*", default=[])
    parser.add_argument("--facts", metavar="EVENT")
    parser.add_argument("--revoke", metavar="DEVICE", type=int)
    parser.add_argument("--pair", metavar="DEVICE", type=int)
    given = parser.parse_args()
    if given.revoke:
        door_actions.revoke_device(Device.objects.get(pk=given.revoke), by=BY)
    if given.revoke or given.pair:
        device = Device.objects.get(pk=given.revoke or given.pair)
        print(json.dumps(door_actions.pairing_link(device, by=BY) if given.pair else "revoked"))
        raise SystemExit
    print(json.dumps(facts(given.facts) if given.facts else cast(given.people, given.devices, given.hand)))
