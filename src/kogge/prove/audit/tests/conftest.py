"""Emil edits for the harbour centre, Olga runs the state office, Anton audits; Alma, Berta and Carl came."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization, Person
from kogge.network.grants.models import FunderProfile, Operation
from kogge.prove.audit import facts
from kogge.prove.audit.verifying import take_up
from kogge.prove.hours import settling
from kogge.prove.hours.models import Holder, Participant
from kogge.take_part.attendance import actions
from kogge.take_part.attendance.online_files import Stay
from kogge.take_part.checkin.models import Scan
from kogge.take_part.checkin.subjects import Subject
from kogge.take_part.checkin.tests.conftest import Phone, Scene, dora, emil, english, midday, scene
from kogge.take_part.registration.models import Registration

__all__ = ["dora", "emil", "english", "midday", "scene"]


@dataclass
class Proof:
    """A funded event at which two were scanned, one was in the video room, and heads were counted."""

    scene: Scene
    phone: Phone
    operation: Operation
    alma: Registration
    berta: Registration
    carl: Registration

    @property
    def by(self) -> User:
        return self.scene.by

    def scan(self, registration: Registration, kind: str = "in", **more: object) -> Scan:
        report = self.phone.scan(self.scene.gate_a, registration.serial, kind=kind, **more)
        self.phone.push(report)
        return Scan.objects.get(uid=report["uid"])

    def participant(self, registration: Registration) -> Participant:
        return Participant.objects.get(person=Holder.objects.get(serial=registration.serial).person)


def make_operation(slug: str = "funded", organization: str = cast.HARBOUR) -> Operation:
    profile, _new = FunderProfile.objects.get_or_create(
        key="plain", defaults={"name": "Plain", "statement_de": "Gefördert", "statement_en": "Funded"}
    )
    day = timezone.localdate()
    operation = Operation.objects.create(
        slug=slug, title=f"Operation {slug}", profile=profile, starts_on=day - timedelta(days=400),
        ends_on=day + timedelta(days=400),
    )  # fmt: skip
    operation.organizations.add(Organization.objects.get(slug=organization))
    return operation


@pytest.fixture
def proof(scene: Scene) -> Proof:
    operation = make_operation()
    scene.event.operation, scene.event.funding = operation, "operation"
    scene.event.save()
    people = [scene.enter(f"{name} Beispiel") for name in ("Alma", "Berta", "Carl")]
    for row in people:
        person = Person.objects.create(slug=row.name.split()[0].lower(), name=row.name)
        Registration.objects.filter(pk=row.pk).update(person=person)
    proof = Proof(scene, scene.phone(), operation, *people)
    for row in people[:2]:
        proof.scan(row)
    facts.seal_scans()
    begun = timezone.now() - timedelta(minutes=50)
    stay = Stay(name="Carl B.", email="", joined=begun, left=begun + timedelta(minutes=45), tool="bbb")
    subject = Subject(people[2].serial, people[2].pk, None, "person", "confirmed", 1, "Carl Beispiel", "")
    actions.bring_in_stays(scene.door, 0, [stay], {stay: subject}, by=scene.by)
    actions.correct(
        scene.door, 0, people[1].serial, attended=True, minutes=90, reason="Stayed longer", by=scene.by
    )
    actions.count_heads(
        scene.door, None, counted_at=timezone.now(), method="counted", low=3, value=3, high=4, note="", by=scene.by
    )  # fmt: skip
    settling.bring_in_step()
    take_up()
    translation.activate("en")  # requests of the phone leave another language behind
    return proof


@pytest.fixture
def olga(db: None) -> User:
    return cast.office()


@pytest.fixture
def anton(proof: Proof) -> User:
    return cast.auditor()
