"""An erased person is nowhere outside sealed bytes, the proof stays, the letter says both, the chain verifies."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.prove.hours.models import Credit, Participant
from kogge.prove.keeping import erasure, ledger, sweep, terms
from kogge.prove.keeping.models import Erasure, SealedRecord
from kogge.prove.seals import box
from kogge.publish.programme.models import Release
from kogge.take_part.registration.models import Registration

from .conftest import Proof, fresh, mailed, where

NAME, MAIL = "Alma Beispiel", "alma@guests.example"


@pytest.fixture
def alma(proof: Proof) -> Person:
    row = mailed(proof.alma, MAIL)
    assert row.person is not None
    return row.person


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
    assert "wurde geleert" in text
    assert "01.01.2033" in text
    assert "Art. 82" in text


@pytest.mark.parametrize(("theirs", "ours"), [("de", "en"), ("en", "de")])
@pytest.mark.django_db
def test_every_sentence_is_in_the_language_of_the_person_not_of_the_office(
    proof: Proof, alma: Person, theirs: str, ours: str
) -> None:
    """PR-F2: whoever erases, the letter and each app's sentence speak the person's language."""
    said = {}
    for language in (theirs, ours):
        Registration.objects.filter(person=alma).update(language=language)
        with translation.override(ours):
            said[language] = erasure.preview(alma)
    mine, other = said[theirs].letter, said[ours].letter
    assert [len(mine.gone), len(mine.stays)] == [len(other.gone), len(other.stays)]
    assert len(mine.stays) >= 2
    assert not {*mine.gone, *mine.stays} & {*other.gone, *other.stays}
    german = said["de"].text
    assert "Sie haben uns gebeten" in german
    assert [
        word for word in (" the ", " your ", " was ", " were ", " stay ") if word in f" {german.lower()} "
    ] == []


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
def test_a_torn_line_of_the_ledger_is_no_erasure_and_hides_no_later_one(
    proof: Proof, alma: Person, olga: User, folders: Path
) -> None:
    erasure.erase(alma, by=olga)
    file = folders / "keys/erasures.jsonl"
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
def test_no_release_names_an_erased_speaker(proof: Proof, alma: Person, olga: User) -> None:
    snapshot = {"event": {"people": [{"slug": "alma", "name": NAME}]}, "sessions": {}}
    Release.objects.create(
        event=proof.scene.event, number=99, released_at=proof.alma.created_at, snapshot=snapshot
    )
    erasure.erase(alma, by=olga)
    assert NAME not in json.dumps(Release.objects.get(number=99).snapshot)
