"""What the bench of reports needs inside the database: an operation of eight organisations, its people invented.

`python -m bench.proof_scene ATTENDANCES` fills an empty site and prints one JSON line with what was measured.
"""

import json
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from kogge.network.accounts.models import User  # noqa: E402
from kogge.network.directory.models import Organization, Person  # noqa: E402
from kogge.network.grants.models import FunderProfile, Operation  # noqa: E402
from kogge.plan.events.models import Event, EventOrganizer  # noqa: E402
from kogge.prove.conversations.models import Entry  # noqa: E402
from kogge.prove.hours.models import Credit, Holder, Ledger, Participant  # noqa: E402
from kogge.prove.indicators import actions, reports  # noqa: E402
from kogge.prove.profiles import source  # noqa: E402
from kogge.prove.questionnaires import store  # noqa: E402
from kogge.prove.questionnaires.models import Aim, Questionnaire, Response  # noqa: E402
from kogge.take_part.attendance.models import Attendance  # noqa: E402
from kogge.take_part.checkin.models import Door  # noqa: E402

ORGANIZATIONS, MONTHS, EACH = 8, 36, 10
FIRST = date(2022, 7, 1)
QUARTERS = [
    (
        date(2022 + (6 + 3 * n) // 12, (6 + 3 * n) % 12 + 1, 1),
        date(2022 + (9 + 3 * n) // 12, (9 + 3 * n) % 12 + 1, 1),
    )
    for n in range(MONTHS // 3)
]
AS_OF = date(2025, 6, 30)
EMPLOYMENT = ("employed", "self_employed", "unemployed", "long_term_unemployed", "in_education", "inactive")


def fill(attendances: int) -> Operation:
    """A tenth as many people as attendances, a three-hundredth as many events, a hundredth as many conversations."""
    chance = random.Random(2024)
    with transaction.atomic():
        operation, centres = _operation()
        events = _events(operation, centres, max(attendances // 300, MONTHS // 3), chance)
        people = _people(attendances // EACH)
        _attend(events, people, attendances, chance)
        _answer(operation, people, chance)
        _log(operation, centres, attendances // 100, chance)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return operation


def _operation() -> tuple[Operation, list[Organization]]:
    rules = json.loads(json.dumps(source.read(source.SHIPPED / "esf-plus.yaml").data, default=str))
    profile = FunderProfile.objects.create(
        key="esf-plus",
        name="ESF+",
        statement_de="Kofinanziert",
        statement_en="Co-funded",
        emblem="eu",
        rules=rules,
    )
    centres = Organization.objects.bulk_create(
        Organization(
            slug=f"invented-{number}",
            name=f"Erfundenes Zentrum {number}",
            kind="centre",
            facts={"fictional": True},
        )
        for number in range(ORGANIZATIONS)
    )
    operation = Operation.objects.create(
        slug="bench",
        title="Erfundenes Vorhaben",
        profile=profile,
        starts_on=FIRST,
        ends_on=AS_OF,
        beneficiary=centres[0],
    )
    operation.organizations.set(centres)
    return operation, centres


def _events(
    operation: Operation, centres: list[Organization], count: int, chance: random.Random
) -> list[Event]:
    rows = []
    for number in range(count):
        on = FIRST + timedelta(days=chance.randrange((AS_OF - FIRST).days + 1))
        starts = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
        rows.append(
            Event(
                slug=f"invented-{number}", format_key="workshop", title_de=f"Erfundener Abend {number}", state="held",
                starts_on=on, ends_on=on, sort_on=on, starts_at=starts, ends_at=starts + timedelta(hours=3),
                operation=operation, funding="operation", facts={"fictional": True},
            )
        )  # fmt: skip
    events = Event.objects.bulk_create(rows, batch_size=500)
    EventOrganizer.objects.bulk_create(
        EventOrganizer(
            event=one, organization=chance.choice(centres), role="lead", accepted_at=timezone.now()
        )
        for one in events
    )
    doors = Door.objects.bulk_create(Door(event=one) for one in events)
    Ledger.objects.bulk_create(Ledger(door=one, in_step=True) for one in doors)
    return events


def _people(count: int) -> list[Person]:
    return Person.objects.bulk_create(
        [
            Person(slug=f"invented-{n}", name=f"Erfundene Person {n}", email=f"person-{n}@post.example")
            for n in range(count)
        ],
        batch_size=2000,
    )  # fmt: skip


def _attend(events: list[Event], people: list[Person], count: int, chance: random.Random) -> None:
    """Everybody comes about ten times, to different events."""
    doors = {one.pk: one.door for one in events}
    each = min(EACH, len(events))
    rows: list[tuple[Person, Event]] = [
        (one, event) for one in people for event in chance.sample(events, each)
    ][:count]

    def attendance() -> Any:
        for number, (_person, event) in enumerate(rows):
            yield Attendance(
                door=doors[event.pk], area=0, serial=f"B{number:09d}", minutes=_minutes(number), proof="scan"
            )

    def credits() -> Any:
        for number, (person, event) in enumerate(rows):
            yield Credit(
                person=person, event=event, on=event.sort_on, minutes=_minutes(number), proofs=["scan"]
            )

    def holders() -> Any:
        for number, (person, _event) in enumerate(rows):
            yield Holder(serial=f"B{number:09d}", person=person, how="mail")

    for model, made in ((Attendance, attendance()), (Credit, credits()), (Holder, holders())):
        while part := list(islice(made, 10_000)):
            model.objects.bulk_create(part)


def _minutes(number: int) -> int:
    return 45 + 15 * (number % 10)


def _answer(operation: Operation, people: list[Person], chance: random.Random) -> None:
    """Nine in ten answer on entering, one in three on leaving."""
    enrolled = Participant.objects.bulk_create(
        [Participant(operation=operation, person=one) for one in people], batch_size=2000
    )
    Aim.objects.bulk_create(
        [Aim(participant=one, target="person", reason="bench") for one in enrolled], batch_size=2000
    )
    for stage, share in (("entry", 0.9), ("exit", 0.33)):
        asked = [
            Questionnaire(participant=one, stage=stage, state="answered", due_on=FIRST, complete=True)
            for one in enrolled
            if chance.random() < share
        ]
        Questionnaire.objects.bulk_create(asked, batch_size=2000)
        Response.objects.bulk_create([_response(one, stage, chance) for one in asked], batch_size=2000)


def _response(asked: Questionnaire, stage: str, chance: random.Random) -> Response:
    answers: dict[str, Any] = {
        "leaving_status": chance.choice(("employed", "job_searching", "in_education", "other")),
        "qualification": "no",
    }
    if stage == "entry":
        answers = {
            "gender": chance.choice(("female", "male", "non_binary")), "birth_year": chance.randrange(1940, 2010),
            "employment": chance.choice(EMPLOYMENT),
            "education": chance.choice(("isced_0_2", "isced_3_4", "isced_5_8")),
        }  # fmt: skip
    on = FIRST + timedelta(days=chance.randrange((AS_OF - FIRST).days + 1))
    return Response(
        questionnaire=asked, version=1, origin="link", profile_version="0" * 12, answered_on=on,
        sealed=store.sealed_bytes(asked.pk, 1, answers),
    )  # fmt: skip


def _log(operation: Operation, centres: list[Organization], count: int, chance: random.Random) -> None:
    Entry.objects.bulk_create(
        [
            Entry(
                kind=chance.choice(("network_talk", "consultation", "coaching")), minutes=30, operation=operation,
                on=FIRST + timedelta(days=chance.randrange((AS_OF - FIRST).days)), centre=chance.choice(centres),
            )
            for _number in range(count)
        ],
        batch_size=1000,
    )  # fmt: skip


def measured(operation: Operation, *, freezes: bool) -> dict[str, Any]:
    """Every quarter once, one of them twice; and the last one again after all earlier ones were frozen."""
    times, digests = [], []
    for first, after in QUARTERS:
        started = time.perf_counter()
        digests.append(reports.compute(operation, first, after - timedelta(days=1), AS_OF).digest)
        times.append(time.perf_counter() - started)
    first, after = QUARTERS[0]
    again = reports.text_of(reports.compute(operation, first, after - timedelta(days=1), AS_OF).plain())
    same = (
        reports.text_of(reports.compute(operation, first, after - timedelta(days=1), AS_OF).plain()) == again
    )
    found = {
        "seconds": times,
        "same": same,
        "people": Person.objects.count(),
        "events": Event.objects.count(),
    }
    if freezes:
        by = User.objects.create_user("office@bench.example", "a long enough sentence", name="Office")
        for since, end in QUARTERS[:-1]:
            actions.freeze(actions.draft(operation, since=since, until=end - timedelta(days=1), by=by), by=by)
        started = time.perf_counter()
        reports.compute(operation, QUARTERS[-1][0], AS_OF, timezone.localdate())
        found["after_freezing"] = time.perf_counter() - started
    return found


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    scene = fill(int(sys.argv[1]))
    print(f"filled in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    print(json.dumps(measured(scene, freezes=len(sys.argv) > 2)))
