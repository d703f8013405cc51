"""Slides on a session's public page: only with the speaker's consent, and only once the session is over (TP-10)."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kogge.core import freshness
from kogge.core.page import PUBLIC_HEADER
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person, Room
from kogge.plan.events.models import Event, Session
from kogge.plan.speakers import actions as speakers
from kogge.plan.speakers import reactions
from kogge.plan.speakers.models import Slides
from kogge.publish.programme import actions

from .conftest import DAY, talk

PAGE = "/en/events/fair/sessions/tides/"
BEFORE, AFTER = DAY + timedelta(hours=7), DAY + timedelta(hours=9)


@pytest.fixture
def tides(fair: Event, stage: Room, ada: Person, tmp_path: Path, settings: Any) -> Iterator[Session]:
    settings.MEDIA_ROOT = str(tmp_path)
    with time_machine.travel(BEFORE, tick=False):
        session = talk(fair, "tides", 8, ada, room=stage)
        actions.release(fair, by="test")
    yield session


def give(session: Session, person: Person, **values: Any) -> None:
    file = SimpleUploadedFile("Gezeiten 2030.pdf", b"%PDF-1.7\nstartxref\n%%EOF\n")
    speakers.give_slides(speakers.profile_of(person), session, file, **values)


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(file, "PNG")
    return SimpleUploadedFile("me.png", file.getvalue(), "image/png")


def files(folder: Path) -> list[str]:
    return [one.name for one in folder.rglob("*.pdf")]


def test_they_stand_on_the_page_from_the_end_of_the_session(
    client: Client, tides: Session, ada: Person
) -> None:
    with time_machine.travel(BEFORE, tick=False):
        give(tides, ada, consents=True)
        shown = client.get(PAGE)
        assert "Gezeiten" not in shown.text
        assert shown[PUBLIC_HEADER] == str(90 * 60 + 1), "kept until the session is over and no longer"
        pk = Slides.objects.get().pk
        assert client.get(f"{PAGE}slides/{pk}/").status_code == 404
    with time_machine.travel(AFTER, tick=False):
        assert f'href="{PAGE}slides/{pk}/"' in client.get(PAGE).text
        file = client.get(f"{PAGE}slides/{pk}/")
    assert file.content.startswith(b"%PDF-") and file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="Gezeiten 2030.pdf"'
    assert (file["X-Content-Type-Options"], file["Content-Security-Policy"]) == (
        "nosniff", "sandbox; default-src 'none'",
    )  # fmt: skip
    assert not file.cookies


@pytest.mark.parametrize("why", ["no consent", "cancelled", "consent taken back", "removed", "erased"])
def test_without_consent_or_session_there_is_nothing(
    client: Client, fair: Event, tides: Session, ada: Person, why: str
) -> None:
    with time_machine.travel(BEFORE, tick=False):
        give(tides, ada, consents=why != "no consent")
        pk, before = Slides.objects.get().pk, freshness.current()
        if why == "cancelled":
            tides.state = "cancelled"
            tides.save()
            actions.release(fair, by="test")
        elif why == "consent taken back":
            speakers.give_slides(speakers.profile_of(ada), tides, consents=False)
            assert Slides.objects.get().name == "Gezeiten 2030.pdf", "the stage keeps them"
        elif why == "removed":
            speakers.take_slides_back(speakers.profile_of(ada), tides)
        elif why == "erased":
            reactions.person_erased(person=ada)
        assert (freshness.current() > before) == (why != "no consent"), "no page in memory outlives it"
    with time_machine.travel(AFTER, tick=False):
        assert "Gezeiten" not in client.get(PAGE).text
        assert client.get(f"{PAGE}slides/{pk}/").status_code == 404


def test_a_page_never_opens_the_slides_of_another_session(
    client: Client, fair: Event, tides: Session, ada: Person, cleo: Person
) -> None:
    with time_machine.travel(BEFORE, tick=False):
        other = talk(fair, "later", 20, cleo)
        actions.release(fair, by="test")
        give(other, cleo, consents=True)
    with time_machine.travel(AFTER, tick=False):
        assert client.get(f"{PAGE}slides/{Slides.objects.get().pk}/").status_code == 404


def test_a_refused_file_leaves_nothing_and_the_one_before_stays(
    tides: Session, ada: Person, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    folder = Path(settings.MEDIA_ROOT)
    give(tides, ada)
    kept = files(folder)
    with (
        pytest.raises(Refused, match="not what its name says"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        speakers.give_slides(speakers.profile_of(ada), tides, SimpleUploadedFile("a.pdf", b"MZ"))
    assert files(folder) == kept and len(kept) == 1
    with django_capture_on_commit_callbacks(execute=True):
        give(tides, ada)
    assert len(files(folder)) == 1 and files(folder) != kept


def test_a_photo_is_written_only_when_nothing_can_be_refused_any_more(
    ada: Person, cleo: Person, tides: Session, settings: Any
) -> None:
    profile = speakers.profile_of(cleo)
    cleo.merged_into = ada
    cleo.save()
    with pytest.raises(Refused, match="was merged"):
        speakers.change_profile(
            profile, values={"photo_rights": "Photo by Ada"}, photo=picture(), consents=True
        )
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.*"))
