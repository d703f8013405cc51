"""A speaker keeps everything in one place (TP-10): page behind one link, no account."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person, Profile
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event, Session
from kogge.plan.speakers import actions, jobs, link, queries, reactions
from kogge.plan.speakers.models import Absence, Availability, Slides, SpeakerProfile

from .conftest import at, talk

WORDS = {
    "name": "Ada Ägir", "title": "Dr.", "biography_de": "Leuchtturmwärterin.", "needs_technical": "HDMI",
    "needs_access": "Ramp", "language": "en",
}  # fmt: skip


def photo() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(file, "PNG")
    return SimpleUploadedFile("me.png", file.getvalue(), "image/png")


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("slides.pdf", b"%PDF-1.7\nstartxref\n%%EOF\n", "application/pdf")


def packed(name: str, *parts: str) -> SimpleUploadedFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        for part in parts:
            box.writestr(part, "x")
    return SimpleUploadedFile(name, file.getvalue())


def test_the_link_comes_by_mail_and_opens_the_page_without_cookie(page: str, client: Client) -> None:
    mail = OutboxMessage.objects.get(to="ada@speaker.example")
    assert "Harbour Fair" in mail.subject and page in mail.text
    answer = client.get(page)
    assert answer.status_code == 200 and "Lighthouses" in answer.text and not answer.cookies
    assert answer["Cache-Control"] == "no-store, private" and answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("end", ["profile/", "fair/times/", "fair/cannot-come/", "slides/1/", ""])
def test_a_guessed_or_replaced_link_opens_nothing(
    profile: SpeakerProfile, page: str, client: Client, end: str
) -> None:
    guess = page[:-6] + ("aaaaa/" if page[-6:-1] != "aaaaa" else "bbbbb/")
    assert client.get(guess + end).status_code == 404
    actions.replace_link(profile, by="test")
    assert client.get(page + end).status_code == 404


def test_what_somebody_writes_stands_in_the_directory_and_is_public_with_their_consent(
    page: str, client: Client, ada: Person
) -> None:
    """TP-10: my spelling wins everywhere; a profile is public only once its person agreed."""
    given = {**WORDS, "photo": photo(), "photo_rights": "Photo by Ben, free for press", "consents": "on"}
    assert client.post(f"{page}profile/", given).status_code == 302
    ada.refresh_from_db()
    kept = Profile.objects.get(person=ada)
    assert (str(ada), kept.biography_de, ada.is_public) == ("Dr. Ada Ägir", "Leuchtturmwärterin.", True)
    assert kept.photo and kept.photo_consent.startswith("Photo by Ben, free for press")
    found = SpeakerProfile.objects.get(person=ada)
    assert (found.name, found.needs, found.biography_de) == ("Ada Ägir", "HDMI\nRamp", "Leuchtturmwärterin.")
    client.post(f"{page}profile/", {**WORDS, "photo_rights": "Photo by Ben, free for press"})
    assert Profile.objects.get(person=ada).released_at is None
    kept.photo.delete(save=False)


def test_a_photo_without_rights_is_refused_and_what_was_typed_stays(
    page: str, client: Client, ada: Person
) -> None:
    answer = client.post(f"{page}profile/", {**WORDS, "photo": photo()})
    assert answer.status_code == 422 and "who took the photo" in answer.text and "Ada Ägir" in answer.text
    ada.refresh_from_db()
    assert ada.name == "Ada" and not Profile.objects.filter(person=ada).exclude(photo="").exists()


def test_times_are_kept_and_touching_ones_are_one(
    page: str, client: Client, ada: Person, fair: Event
) -> None:
    times = {"day0_0_from": "10:00", "day0_0_to": "12:00", "day0_1_from": "12:00", "day0_1_to": "14:00"}
    assert client.post(f"{page}fair/times/", times).status_code == 302
    assert queries.availability(fair) == {ada.pk: [(at(8), at(12))]}
    assert client.get(f"{page}fair/times/").text.count('value="14:00"') == 1
    assert client.post(f"{page}fair/times/", {"always": "on"}).status_code == 302
    assert queries.availability(fair) == {}


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ({"day0_0_from": "12:00", "day0_0_to": "10:00"}, "a later end"),
        ({"day0_0_from": "12:00"}, "a later end"),
        ({"day0_0_from": "noon", "day0_0_to": "13:00"}, "a time such as 14:30"),
        ({}, "at least one time"),
    ],
)
def test_times_that_make_no_sense_are_refused_beside_the_field(
    page: str, client: Client, fair: Event, times: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"{page}fair/times/", times)
    assert answer.status_code == 422 and sentence in answer.text and not Availability.objects.exists()


def test_a_session_is_not_placed_outside_the_stated_times(
    profile: SpeakerProfile, fair: Event, alone: Session, ada: Person
) -> None:
    """PL-06: accepted proposals cannot be scheduled outside their stated availability."""
    actions.set_availability(profile, fair, [(at(7), at(9))])
    moved = {"starts_at": at(12), "ends_at": at(13)}
    with pytest.raises(Refused, match="Ada can be there only on 3 June 2030 from 09:00 to 11:00"):
        events.change_session(alone, by="test", values=moved)
    alone.refresh_from_db()
    assert alone.starts_at == at(8)
    assert queries.away(fair, [alone]) == []
    Session.objects.filter(pk=alone.pk).update(**moved)
    alone.refresh_from_db()
    assert queries.away(fair, [alone]) == [(alone, ada, [(at(7), at(9))])]


@pytest.mark.parametrize("file", [pdf(), packed("show.pptx", "ppt/presentation.xml")], ids=["pdf", "pptx"])
def test_slides_are_kept_and_given_back_as_an_attachment(
    page: str, client: Client, alone: Session, file: SimpleUploadedFile
) -> None:
    file.seek(0)
    address = f"{page}slides/{alone.pk}/"
    assert client.post(address, {"file": file}).status_code == 302
    answer = client.get(f"{address}?file=1")
    assert (
        answer["Content-Disposition"].startswith("attachment")
        and "sandbox" in answer["Content-Security-Policy"]
    )
    assert client.post(address, {"consents": "on"}).status_code == 302
    assert Slides.objects.get().consented_at and 'name="consents" checked' in re.sub(
        r' (type|class|id|aria-\w+)="[^"]*"', "", client.get(address).text
    )
    assert client.post(address, {"remove": "1"}).status_code == 302 and not Slides.objects.exists()


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("virus.pdf", b"MZ\x90\x00"),
        SimpleUploadedFile("../slides.pdf", b"%PDF-1.7\n%%EOF"),
        SimpleUploadedFile("a b?.pdf", b"%PDF-1.7\n%%EOF"),
        packed("macro.pptx", "ppt/presentation.xml", "ppt/vbaProject.bin"),
        packed("archive.pptx", "readme.txt"),
        SimpleUploadedFile("run.exe", b"MZ"),
    ],
)
def test_files_that_lie_are_refused(page: str, client: Client, alone: Session, file: Any) -> None:
    file.seek(0)
    answer = client.post(f"{page}slides/{alone.pk}/", {"file": file})
    if answer.status_code == 302:  # the browser's own path is cut off before we see it
        assert Slides.objects.get().name == "slides.pdf"
    else:
        assert answer.status_code == 422 and not Slides.objects.exists()


def test_nobody_gives_slides_for_a_session_of_others(
    page: str, client: Client, fair: Event, ben: Person
) -> None:
    other = talk(fair, "other", 14, ben)
    assert client.post(f"{page}slides/{other.pk}/", {"file": pdf()}).status_code == 404


def test_an_erased_person_leaves_nothing_here(
    profile: SpeakerProfile, fair: Event, alone: Session, ada: Person
) -> None:
    actions.set_availability(profile, fair, [(at(7), at(9))])
    actions.cannot_come(ada, [alone], by="speaker")
    reactions.person_erased(person=ada)
    assert (
        not SpeakerProfile.objects.exists()
        and not Availability.objects.exists()
        and not Absence.objects.exists()
    )


def test_after_a_merge_the_old_link_opens_the_kept_record(profile: SpeakerProfile, ben: Person) -> None:
    profile.person.merged_into = ben
    profile.person.save()
    assert link.open_profile(link.secret_of(profile)) == profile
    kept = actions.profile_of(ben)
    assert link.open_profile(link.secret_of(profile)) == kept


def test_needs_are_forgotten_when_the_last_event_is_long_over(profile: SpeakerProfile, fair: Event) -> None:
    actions.change_profile(profile, by="test", values={"needs_access": "Ramp"})
    assert jobs.forget_needs() == 0
    Event.objects.update(starts_on="2019-11-06", ends_on="2019-11-07")
    assert jobs.forget_needs() == 0  # answered just now, perhaps for the next one
    SpeakerProfile.objects.update(answered_at="2019-10-01T10:00Z")
    assert jobs.forget_needs() == 1
    profile.refresh_from_db()
    assert profile.needs == ""
