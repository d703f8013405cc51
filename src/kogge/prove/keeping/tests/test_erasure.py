"""An erased person is nowhere outside sealed bytes, the proof stays, the letter says both, the chain verifies."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from PIL import Image

from kogge.ask.search import upkeep
from kogge.core import history, outbox
from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event, Session
from kogge.prove.audit.watched import WATCHED
from kogge.prove.backups import again
from kogge.prove.hours import queries as hours
from kogge.prove.hours.models import Credit, Participant
from kogge.prove.keeping import erasure, ledger, sweep, terms
from kogge.prove.keeping.models import Erasure, SealedRecord
from kogge.prove.seals import box
from kogge.prove.seals import rows as seals
from kogge.publish.programme.models import Release
from kogge.take_part.my_day.models import Plan
from kogge.take_part.registration.models import Registration

from .conftest import Proof, fresh, in_files, mailed, where

NAME, MAIL = "Alma Beispiel", "alma@guests.example"


@pytest.fixture
def alma(proof: Proof) -> Person:
    row = mailed(proof.alma, MAIL)
    assert row.person is not None
    return row.person


def picture() -> BytesIO:
    content = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(content, "JPEG")
    content.seek(0)
    content.name = "alma.jpg"
    return content


@pytest.mark.django_db(transaction=True)
def test_after_an_erasure_name_and_address_are_nowhere_outside_sealed_bytes(
    proof: Proof, alma: Person, olga: User, folders: Path
) -> None:
    """PR-F2, I15: every text column of every table, every file."""
    directory.change_profile(
        alma, by=olga, values={"biography_de": f"{NAME} lötet."}, photo=picture(), photo_consent=NAME
    )  # type: ignore[arg-type]
    directory.release_profile(alma, by=olga)
    event = proof.scene.event
    Event.objects.filter(pk=event.pk).update(internal_notes=f"{NAME} <{MAIL.upper()}> bringt Kuchen")
    Plan.objects.create(event=event, registration=proof.alma, email=MAIL, email_key=MAIL)
    session = Session.objects.create(event=event, title_de="Löten", slug="loeten")
    session.contributions.create(person=alma, role="speaker")
    with transaction.atomic():
        outbox.post(cause="one", to=MAIL, subject="Hallo", text=f"Guten Tag, {NAME}")
        outbox.post(cause="two", to="berta@guests.example", subject="Gruppe", text=f"Mit dabei: {NAME}")
    (folders / "data/mail").mkdir()
    (folders / "data/mail/one.log").write_text(f"To: {MAIL}\n\n{NAME}")
    before = set(hours.minutes_by_person(proof.operation).values())
    result = erasure.erase(Person.objects.get(pk=alma.pk), by=olga)
    assert len(OutboxMessage.objects.filter(to=MAIL)) == 1  # the letter alone
    outbox.send_waiting()
    upkeep.work_off()
    assert NAME in mail.outbox[-1].body
    for word in (NAME, MAIL, "alma"):
        assert [one for one in where(word) if one != "search_term.text" or " " in word] == [], word
        assert in_files(folders, word) == [], word
    assert list(history.faults()) == []
    assert [str(one) for one in seals.faults([*WATCHED, SealedRecord])] == []
    assert set(hours.minutes_by_person(proof.operation).values()) == before
    [sealed] = SealedRecord.objects.filter(app="hours")
    assert erasure.sealed_of(sealed)["name"] == NAME
    assert any("Löten" in place or "event" in place.lower() for place in result.places)


@pytest.mark.django_db
def test_the_letter_says_what_went_what_stays_until_when_and_why(
    proof: Proof, alma: Person, olga: User
) -> None:
    """PR-F2: the answer to the person says so."""
    values = {"last_payment_on": date(2027, 3, 1)}
    terms.change_term(proof.operation, values, by=olga, reason="Bescheid vom 1. März")
    erasure.erase(alma, by=olga)
    [message] = OutboxMessage.objects.filter(to=MAIL)
    assert message.is_farewell
    text = " ".join(message.text.split())
    assert "wurden geleert" in text or "wurde geleert" in text or "was emptied" in text
    assert "01.01.2033" in text
    assert "Art. 82" in text


@pytest.mark.django_db
def test_the_preview_says_the_same_and_changes_nothing(proof: Proof, alma: Person, olga: User) -> None:
    """PR-F2: the first of two steps."""
    entries = HistoryEntry.objects.count()
    before = erasure.preview(alma)
    assert fresh(alma).name == NAME
    assert (SealedRecord.objects.count(), HistoryEntry.objects.count(), ledger.lines()) == (0, entries, [])
    after = erasure.erase(alma, by=olga)
    assert (before.letter.gone, before.letter.stays) == (after.letter.gone, after.letter.stays)


@pytest.mark.django_db
def test_without_an_operation_nothing_is_kept(proof: Proof, alma: Person, olga: User) -> None:
    """domain.md 3.2: evidence is kept only where the law needs it."""
    Participant.objects.all().delete()
    Event.objects.update(operation=None, funding="own")
    result = erasure.erase(alma, by=olga)
    assert not result.letter.stays
    assert not SealedRecord.objects.exists()
    assert not Credit.objects.filter(person=alma.pk).exists()
    assert not Person.objects.filter(pk=alma.pk).exists()


@pytest.mark.django_db
def test_nobody_is_erased_twice_or_unasked(proof: Proof, alma: Person, olga: User) -> None:
    row = erasure.ask(alma, by=olga)
    assert erasure.ask(alma, by=olga) == row
    erasure.withdraw(row, by=olga)
    assert not Erasure.objects.exists()
    erasure.erase(alma, by=olga)
    with pytest.raises(Refused, match="erased before"):
        erasure.erase(fresh(alma), by=olga)
    with pytest.raises(Refused, match="cannot be undone"):
        erasure.withdraw(Erasure.objects.get(), by=olga)


@pytest.mark.django_db
def test_records_that_were_merged_go_together(proof: Proof, alma: Person, olga: User) -> None:
    double = Person.objects.create(slug="alma-2", name="Alma B. Beispiel", email="alma.zwei@guests.example")
    directory.merge(alma, double, by=olga, reason="Same telephone number of Alma Beispiel")
    erasure.erase(fresh(double), by=olga)
    assert where("alma.zwei") == []
    assert where("Alma B. Beispiel") == []
    assert where(NAME) == [] or [one for one in where(NAME) if not one.startswith("core_outbox")] == []


@pytest.mark.django_db
def test_who_has_the_same_name_or_address_loses_nothing(proof: Proof, alma: Person, olga: User) -> None:
    other = Person.objects.create(slug="alma-other", name=NAME, email="other.alma@guests.example")
    spouse = Person.objects.create(slug="spouse", name="Otto Beispiel", email=MAIL)
    Event.objects.update(internal_notes=f"{NAME} kommt")
    erasure.erase(alma, by=olga)
    assert fresh(other).name == NAME
    assert fresh(spouse).email == MAIL
    assert Event.objects.get(pk=proof.scene.event.pk).internal_notes == f"{NAME} kommt"


@pytest.mark.django_db
def test_a_single_word_is_never_taken_out_of_texts(proof: Proof, olga: User) -> None:
    words = sweep.words_of({"Löten", "Anna Katharina"}, {"a@b.example"}, besides=[])
    assert words.names == ("Anna Katharina",)
    assert (
        sweep.without("Anna Katharinas Abend, Anna Katharina, A@B.example!", words)
        == "Anna Katharinas Abend, […], […]!"
    )


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
    (folders / "data/erasures.jsonl").write_text(json.dumps(strange) + "\n")
    with pytest.raises(Refused, match="another installation"):
        again.begin()
    assert fresh(alma).name == NAME


@pytest.mark.django_db
def test_a_torn_line_of_the_ledger_is_no_erasure_and_hides_no_later_one(
    proof: Proof, alma: Person, olga: User, folders: Path
) -> None:
    erasure.erase(alma, by=olga)
    file = folders / "data/erasures.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"at": "2026-')
    ledger.append(ledger.PERSON, alma.subject)
    assert [one.kind for one in ledger.lines()].count("person") == 2
    assert NAME.encode() not in file.read_bytes()


@pytest.mark.django_db
def test_sealed_bytes_open_for_their_own_row_alone(proof: Proof, alma: Person, olga: User) -> None:
    erasure.erase(alma, by=olga)
    row = SealedRecord.objects.first()
    assert row is not None
    row.number = alma.subject
    with pytest.raises(box.BrokenSealError):
        erasure.sealed_of(row)


@pytest.mark.django_db
def test_the_command_asks_for_the_name_and_writes_the_letter(
    proof: Proof,
    alma: Person,
    folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """PR-F2: `person erase <id>`."""
    monkeypatch.setattr("builtins.input", lambda _prompt: "somebody else")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_person", str(alma.pk))
    call_command("erase_person", alma.slug, "--dry-run")
    assert fresh(alma).name == NAME
    monkeypatch.setattr("builtins.input", lambda _prompt: NAME)
    call_command("erase_person", str(alma.pk), "--letter", str(folders / "letter.txt"))
    assert NAME in (folders / "letter.txt").read_text()
    assert not Person.objects.filter(name=NAME).exists()
    with pytest.raises(CommandError, match="no person"):
        call_command("erase_person", "99999")


@pytest.mark.django_db
def test_a_registration_erased_by_its_own_link_is_erased_again_too(
    proof: Proof, django_capture_on_commit_callbacks: object
) -> None:
    from kogge.take_part.registration import actions as registration  # noqa: PLC0415

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        registration.erase(proof.berta)
    Registration.objects.filter(pk=proof.berta.pk).update(name="Berta Beispiel", erased_at=None)
    assert again.begin() == 1
    assert fresh(proof.berta).name == ""


@pytest.mark.django_db
def test_no_release_names_an_erased_speaker(proof: Proof, alma: Person, olga: User) -> None:
    snapshot = {"event": {"people": [{"slug": "alma", "name": NAME}]}, "sessions": {}}
    Release.objects.create(
        event=proof.scene.event, number=99, released_at=proof.alma.created_at, snapshot=snapshot
    )
    erasure.erase(alma, by=olga)
    assert NAME not in json.dumps(Release.objects.get(number=99).snapshot)
