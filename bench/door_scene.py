"""What the door's measurement needs inside the database: a convention with 2,500 tickets, and what came of it.

`python -m bench.door_scene WHAT …` prints one JSON line. Runs in the environment of the measured site.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from kogge.network.directory.models import Organization  # noqa: E402
from kogge.plan.events.models import Event, EventOrganizer, Session  # noqa: E402
from kogge.publish.programme import actions as programme  # noqa: E402
from kogge.take_part.attendance import queries  # noqa: E402
from kogge.take_part.attendance.models import Attendance  # noqa: E402
from kogge.take_part.checkin import actions as door_actions  # noqa: E402
from kogge.take_part.checkin.models import Device, Door, Gate, Scan  # noqa: E402
from kogge.take_part.registration import actions  # noqa: E402
from kogge.take_part.registration.models import Capacity, Registration  # noqa: E402


@transaction.atomic
def make(tickets: str, devices: str) -> dict[str, Any]:
    """A released convention of today with 120 sessions, confirmed people, two gates and paired devices."""
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    lead = Organization.objects.create(slug="bench", name="Harbour Centre", kind="association")
    day = timezone.localdate(starts)
    event = Event.objects.create(
        slug="convention", title_de="Hafentag", title_en="Harbour day", format_key="convention", state="planned",
        starts_on=day, ends_on=day, starts_at=starts, ends_at=starts + timedelta(hours=9),
    )  # fmt: skip
    EventOrganizer.objects.create(event=event, organization=lead, role="lead")
    Session.objects.bulk_create(
        Session(
            event=event, slug=f"talk-{number}", title_de=f"Vortrag {number}", title_en=f"Talk {number}",
            starts_at=starts + timedelta(minutes=30 * (number // 8)),
            ends_at=starts + timedelta(minutes=30 * (number // 8) + 25),
        )
        for number in range(120)
    )  # fmt: skip
    programme.release(event, by="bench")
    event = Event.objects.get(pk=event.pk)
    admission = actions.open_admission(event, by="bench", values={"is_open": True}, seats={"": int(tickets)})
    capacity = Capacity.objects.get(admission=admission)
    now = timezone.now()
    rows = Registration.objects.bulk_create(
        Registration(
            idempotency_key=f"bench:{number}", admission=admission, capacity=capacity, state="confirmed",
            name=f"Guest{number} Fictional", email=f"guest{number}@guests.example",
            email_key=f"guest{number}@guests.example", created_at=now, confirmed_at=now,
        )
        for number in range(int(tickets))
    )  # fmt: skip
    Capacity.objects.filter(pk=capacity.pk).update(taken=len(rows))
    door = door_actions.door_of(event)
    gates = [Gate.objects.create(door=door, name=name, direction="both") for name in ("Gate A", "Gate B")]
    tokens = [f"bench-token-{number}" for number in range(int(devices))]
    for token in tokens:
        Device.objects.create(door=door, name=token, token_digest=door_actions.digest(token), paired_at=now)
    about = {"serials": [row.serial for row in rows], "gates": [gate.pk for gate in gates], "tokens": tokens}
    return about | {"programme": "/events/convention/programme/"}


def judge() -> dict[str, Any]:
    """What is stored: scans, attendance, and whether it follows from the facts in any order."""
    door = Door.objects.get()
    queries.attendance(door.event)
    return {
        "scans": sorted(uid.hex for uid in Scan.objects.values_list("uid", flat=True)),
        "attendance": Attendance.objects.filter(door=door).count(),
        "duplicates": sum(one.kind == "duplicate" for one in queries.conflicts(door)),
        "faults": list(queries.merge_faults()),
    }


if __name__ == "__main__":
    print(json.dumps({"make": make, "judge": judge}[sys.argv[1]](*sys.argv[2:])))
