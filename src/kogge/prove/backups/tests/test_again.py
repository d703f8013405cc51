"""Whoever was erased stays erased, whatever backup is restored."""

import json
from pathlib import Path

import pytest

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Person
from kogge.prove.backups import again
from kogge.prove.keeping import erasure, ledger
from kogge.prove.keeping.tests.conftest import Proof, fresh, mailed, where
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Registration

NAME, MAIL = "Alma Beispiel", "alma@guests.example"


@pytest.fixture
def alma(proof: Proof) -> Person:
    row = mailed(proof.alma, MAIL)
    assert row.person is not None
    return row.person


@pytest.mark.django_db
def test_a_restored_backup_erases_the_same_people_again(proof: Proof, alma: Person, olga: User) -> None:
    """PR-F8: last week's rows come back; before the first page is served they are gone again."""
    number, week_old = alma.subject, dict(Person.objects.filter(pk=alma.pk).values().get())
    week_old.pop("id")
    erasure.erase(alma, by=olga)
    Person.objects.filter(pk=alma.pk).update(**week_old)
    Registration.objects.filter(pk=proof.alma.pk).update(
        name=NAME, email=MAIL, email_key=MAIL, person=alma.pk, erased_at=None
    )
    assert list(again.erased_stay_erased()) != []
    mails = OutboxMessage.objects.count()
    assert again.begin() == 1
    assert again.begin() == 0
    assert [one for one in where(MAIL) if not one.startswith("core_outbox")] == []
    assert OutboxMessage.objects.count() <= mails  # nobody gets a second letter
    assert {one.subject for one in ledger.lines() if one.kind == ledger.PERSON} == {number}
    assert list(again.erased_stay_erased()) == []


@pytest.mark.django_db
def test_a_database_or_ledger_of_another_installation_is_refused_and_changes_nothing(
    proof: Proof, alma: Person, olga: User, folders: Path
) -> None:
    """Issue 4, 6: restored backups of another installation."""
    again.begin()
    mark = folders / "data/installation"
    ours = mark.read_text()
    mark.write_text("5f0b4f3e-0000-4000-8000-000000000000\n")
    with pytest.raises(Refused, match="another installation"):
        again.begin()
    mark.write_text(ours)
    strange = {
        "at": "2026-01-01",
        "kind": "person",
        "subject": str(alma.subject),
        "installation": str(alma.subject),
    }
    (folders / "keys/erasures.jsonl").write_text(json.dumps(strange) + "\n")
    with pytest.raises(Refused, match="another installation"):
        again.begin()
    assert fresh(alma).name == NAME


@pytest.mark.django_db
def test_a_registration_erased_by_its_own_link_is_erased_again_too(
    proof: Proof, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        registration.erase(proof.berta)
    Registration.objects.filter(pk=proof.berta.pk).update(name="Berta Beispiel", erased_at=None)
    assert again.begin() == 1
    assert fresh(proof.berta).name == ""
