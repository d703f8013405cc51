"""An operation of two centres with invented people, built through attendance, answers and merges."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from kogge.network.directory.models import Organization, Person
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events.models import Event, EventOrganizer
from kogge.prove.hours import settling
from kogge.prove.hours.models import Holder, Participant
from kogge.prove.profiles import source
from kogge.prove.profiles.queries import profile_of
from kogge.prove.questionnaires import store
from kogge.prove.questionnaires.models import Aim, Entity, Questionnaire, Response, State
from kogge.take_part.attendance import settling as attendance
from kogge.take_part.attendance.models import Correction, HeadCount
from kogge.take_part.checkin.models import Door

EMPLOYED = {"gender": "female", "birth_year": 1980, "employment": "employed", "education": "isced_5_8"}
UNEMPLOYED = {"gender": "male", "birth_year": 2000, "employment": "unemployed", "education": "isced_3_4"}
_number = count(1)


@dataclass
class Scene:
    """What tests of reports have in common."""

    operation: Operation
    harbour: Organization
    meadow: Organization
    people: dict[str, Person] = field(default_factory=dict)

    def event(self, on: date, *, centre: Organization | None = None, hours: int = 8, **more: Any) -> Event:
        """A held event of the operation."""
        starts = datetime.combine(on, time(9), UTC)
        number = next(_number)
        event = Event.objects.create(
            slug=f"evening-{number}", format_key="workshop", title_de=f"Abend {number}", state="held", starts_on=on,
            ends_on=on, sort_on=on, starts_at=starts, ends_at=starts + timedelta(hours=hours),
            operation=self.operation, funding="operation", **more,
        )  # fmt: skip
        EventOrganizer.objects.create(
            event=event, organization=centre or self.harbour, role="lead", accepted_at=timezone.now()
        )
        Door.objects.create(event=event)
        return event

    def person(self, name: str) -> Person:
        """Somebody invented; the same name is the same person."""
        if name not in self.people:
            slug = f"p{next(_number)}"
            self.people[name] = Person.objects.create(
                slug=slug, name=f"{name} Fiktiv", email=f"{slug}@post.example"
            )
        return self.people[name]

    def attend(self, name: str, event: Event, minutes: int | None = 480, *, ticket: str = "") -> None:
        """Say how long somebody was there; None takes it back. The newest counts."""
        person = self.person(name)
        serial = f"{person.pk:06d}{ticket or 'A'}"
        Holder.objects.get_or_create(serial=serial, defaults={"person": person, "how": "staff"})
        Correction.objects.create(
            door=event.door, area=0, serial=serial, attended=minutes is not None, minutes=minutes, reason="list",
            actor="1", made_at=timezone.now(),
        )  # fmt: skip
        attendance.settle(event.door, anew=True)

    def participant(self, name: str) -> Participant:
        """The record of somebody in the operation."""
        settling.bring_in_step()
        return Participant.objects.get(operation=self.operation, person=self.person(name))

    def answer(self, name: str, answers: Mapping[str, Any], on: date, stage: str = "entry") -> Response:
        """Answers arrive; later ones replace earlier ones."""
        participant = self.participant(name)
        asked, _made = Questionnaire.objects.get_or_create(
            participant=participant, stage=stage, defaults={"due_on": on, "state": State.ANSWERED}
        )
        profile = profile_of(self.operation)
        missing = [
            one.key
            for one in profile.asked(stage)
            if one.required and one.part == 1 and one.key not in answers
        ]
        kept = store.keep(
            asked,
            dict(answers),
            origin="link",
            profile_version=profile.version,
            missing=missing,
            on=on,
            by="test",
        )
        asked.save()
        Aim.objects.get_or_create(
            participant=participant, defaults={"target": "person", "reason": "nobody named a firm"}
        )
        return kept

    def company(self, name: str, code: str) -> None:
        """The firm of this person is the aim."""
        entity, _made = Entity.objects.get_or_create(
            code=code, operation=self.operation,
            defaults={
                "name": f"{code} GmbH", "folded": code.lower(), "kind": "company", "size": "small", "postcode": "18055",
            },
        )  # fmt: skip
        Aim.objects.update_or_create(
            participant=self.participant(name),
            defaults={"target": "company", "entity": entity, "reason": "its support"},
        )

    def heads(self, event: Event, low: int, value: int, high: int) -> None:
        """Somebody counted."""
        HeadCount.objects.create(
            door=event.door, counted_at=timezone.now(), method="estimate", low=low, value=value, high=high, actor="1",
            made_at=timezone.now(),
        )  # fmt: skip


def build() -> Scene:
    """The operation with the shipped rules of the ESF+."""
    rules = json.loads(json.dumps(source.read(source.SHIPPED / "esf-plus.yaml").data, default=str))
    profile = FunderProfile.objects.create(
        key="esf-plus",
        name="ESF+",
        statement_de="Kofinanziert",
        statement_en="Co-funded",
        emblem="eu",
        rules=rules,
    )
    harbour, meadow = (
        Organization.objects.create(slug=slug, name=name, kind="centre")
        for slug, name in (("harbour-centre", "Hafenhaus"), ("meadow-centre", "Wiesenhaus"))
    )
    operation = Operation.objects.create(
        slug="x", title="Vorhaben X", title_en="Operation X", number="ESF-1", profile=profile,
        starts_on=date(2023, 1, 1), ends_on=date(2025, 12, 31),
    )  # fmt: skip
    operation.organizations.set([harbour, meadow])
    return Scene(operation, harbour, meadow)
