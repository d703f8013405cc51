"""What evidence promises to people, to the funder and to whoever keeps the files."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kogge.network.directory.models import Person
from kogge.prove.evidence import archives, files, reactions
from kogge.prove.evidence.models import EvidenceFile
from kogge.prove.hours.models import Credit
from kogge.prove.lists import vault
from kogge.prove.lists.models import AttendanceList
from kogge.prove.seals.contracts import Letter, Plan, Term
from kogge.take_part.sign_up.tests.files import picture

from .conftest import Scene, come, freeze

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def frozen(funded: Scene) -> AttendanceList:
    come(funded, "Alma Beispiel")
    return freeze(funded.event, by=funded.by)


def photo_of(scene: Scene) -> EvidenceFile:
    values = {"kind": "photo", "title": "Hall", "alt": "People in a hall", "rights": "Emil, all agreed"}
    upload = SimpleUploadedFile("hall.jpg", picture("JPEG"))
    return files.add(scene.event, upload, values=values, by=scene.by)


def erase(scene: Scene) -> Letter:
    person = Person.objects.create(slug="alma", name="Alma Beispiel", email="alma@guests.example")
    Credit.objects.create(person=person, event=scene.event, on=date(2024, 1, 1), minutes=60)
    letter = Letter(person.name, person.email)
    reactions.person_erased(person=person, by=scene.by, letter=letter)
    return letter


def test_after_an_erasure_a_funded_list_stays_sealed_and_photos_wait_for_a_person(
    frozen: AttendanceList, funded: Scene
) -> None:
    """PR-F2"""
    photo = photo_of(funded)
    letter = erase(funded)
    assert AttendanceList.objects.filter(pk=frozen.pk).exists()
    assert len(letter.stays) == len(letter.gone) == 1
    photo.refresh_from_db()
    assert photo.to_review
    files.keep(photo, by=funded.by)
    photo.refresh_from_db()
    assert photo.to_review == ""


def test_a_list_that_no_funder_asks_for_goes_with_the_person(scene: Scene) -> None:
    come(scene, "Alma Beispiel")
    freeze(scene.event, by=scene.by)
    letter = erase(scene)
    assert not AttendanceList.objects.exists()
    assert letter.stays == []


def test_retention_names_what_an_operation_holds_and_removes_exactly_that(
    frozen: AttendanceList, funded: Scene, django_capture_on_commit_callbacks
) -> None:
    """PR-08"""
    photo_of(funded)
    plan = Plan(
        date(2024, 1, 1), lambda _operation: Term(date(2034, 12, 31), "five years after the last payment")
    )
    reactions.retention_asked(plan=plan)
    [row] = plan
    assert (row.app, row.count, row.due, row.of) == ("evidence", 2, date(2034, 12, 31), "Phase-One")
    with django_capture_on_commit_callbacks(execute=True):
        row.remove()
    assert (AttendanceList.objects.count(), EvidenceFile.objects.count(), vault.names()) == (0, 0, set())


def test_every_file_has_its_record_and_every_record_its_file(frozen: AttendanceList, funded: Scene) -> None:
    """I17"""
    photo = photo_of(funded)
    assert list(reactions.file_faults()) == []
    stray = vault.store(b"left behind", about="nobody")
    now = timezone.now().timestamp()
    os.utime(vault._path(stray), (now, now))
    assert list(reactions.file_faults()) == []
    os.utime(vault._path(stray), (0, 0))
    vault._path(photo.file).unlink()
    EvidenceFile.objects.filter(pk=photo.pk).update(mime="text/html")
    found = list(reactions.file_faults())
    assert len(found) == 3
    assert archives.forget_old() == 1


@pytest.mark.parametrize("template", sorted(ROOT.glob("prove/*/typst/*.typ")), ids=lambda path: path.name)
def test_every_kind_of_paper_of_this_stage_carries_statement_and_emblem(template: Path) -> None:
    """PU-03: a paper that is added without them fails here."""
    text = template.read_text(encoding="utf-8")
    assert ".statement" in text
    assert ".emblem" in text
