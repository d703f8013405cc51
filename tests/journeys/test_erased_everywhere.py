"""An erased person is nowhere: no table, no index, no file, not even the pages that a database has freed."""

import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection, transaction
from PIL import Image

from kogge.ask.search import upkeep
from kogge.core import history, outbox
from kogge.core.models import OutboxMessage
from kogge.network.accounts.models import User
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event, Session
from kogge.prove.audit.watched import WATCHED
from kogge.prove.hours import queries as hours
from kogge.prove.keeping import erasure
from kogge.prove.keeping.models import SealedRecord
from kogge.prove.keeping.tests.conftest import (
    Proof,
    dora,
    emil,
    english,
    folders,
    in_files,
    mailed,
    midday,
    olga,
    proof,
    scene,
    where,
)  # fmt: skip
from kogge.prove.seals import rows as seals
from kogge.take_part.my_day.models import Plan

__all__ = ["Proof", "dora", "emil", "english", "folders", "midday", "olga", "proof", "scene"]
NAME, MAIL = "Alma Beispiel", "alma@guests.example"


def pages(file: Path) -> bytes:
    """Every page of an SQLite database, those that it has freed among them: SQLite's own copy of all its pages."""
    if connection.vendor != "sqlite":
        return b""
    with closing(sqlite3.connect(file)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return file.read_bytes().lower()


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
    freed = pages(folders / "pages")
    for word in (NAME, MAIL, "alma"):
        assert where(word) == [], word
        assert word.casefold().encode() not in freed, word
        assert in_files(folders, word) == [], word
    assert list(history.faults()) == []
    assert [str(one) for one in seals.faults([*WATCHED, SealedRecord])] == []
    assert set(hours.minutes_by_person(proof.operation).values()) == before
    [sealed] = SealedRecord.objects.filter(app="hours")
    assert erasure.sealed_of(sealed)["name"] == NAME
    assert any("Löten" in place or "event" in place.lower() for place in result.places)
