"""The desk of evidence, and who may open it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kogge.core.models import HistoryEntry
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.plan.events.actions import change_event
from kogge.prove.evidence import archives, queries
from kogge.prove.evidence.models import Archive, EvidenceFile
from kogge.prove.lists import vault
from kogge.prove.lists.models import AttendanceList
from kogge.take_part.sign_up.tests.files import PDF, picture

from .conftest import Scene, come, freeze, make_event


def at(client: Client, user: User) -> Client:
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def path(name: str, *args: Any) -> str:
    return "/en" + reverse(f"evidence:{name}", args=args).removeprefix("/en")


@pytest.fixture
def frozen(funded: Scene) -> AttendanceList:
    come(funded, "Alma Beispiel")
    return freeze(funded.event, by=funded.by)


def test_a_list_is_frozen_opened_and_versioned_on_the_desk(funded: Scene, client: Client) -> None:
    come(funded, "Alma Beispiel")
    at(client, funded.by)
    assert "Freeze" in client.get(path("event", funded.event.slug)).content.decode()
    answer = client.post(path("freeze", funded.event.slug), {"session": ""}, follow=True)
    shown = answer.content.decode()
    assert "Nothing differs" in shown
    frozen = AttendanceList.objects.get()
    opened = client.get(path("list_pdf", frozen.code))
    assert opened.content.startswith(b"%PDF")
    assert opened["Content-Disposition"].startswith("attachment")
    assert opened["Content-Security-Policy"].startswith("sandbox")
    assert HistoryEntry.objects.filter(verb="list opened", actor=str(funded.by.pk)).count() == 1
    come(funded, "Berta Beispiel")
    page = client.get(path("list", frozen.code)).content.decode()
    assert "Berta Beispiel" in page
    refused = client.post(path("list", frozen.code), {"reason": ""}).content.decode()
    assert "This field is required" in refused
    client.post(path("list", frozen.code), {"reason": "Berta was forgotten"})
    assert list(AttendanceList.objects.values_list("version", "reason").order_by("version")) == [
        (1, ""), (2, "Berta was forgotten"),
    ]  # fmt: skip
    assert "There is a newer version" in client.get(path("list", frozen.code)).content.decode()


def test_pages_open_to_whom_they_should(frozen: AttendanceList, client: Client, olga: User) -> None:
    slug = frozen.event.slug
    pages = [("event", slug), ("list", frozen.code), ("list_csv", frozen.code), ("event_file_add", slug)]
    wanted = {
        cast.auditor(): [200, 200, 200, 403], cast.other_editor(): [404, 404, 404, 404],
        cast.door(): [403, 403, 403, 403], olga: [200, 200, 200, 200],
    }  # fmt: skip
    for user, codes in wanted.items():
        at(client, user)
        assert [client.get(path(*one)).status_code for one in pages] == codes, user


def test_an_operation_shows_gaps_and_what_closes_them(
    frozen: AttendanceList, olga: User, client: Client
) -> None:
    """PR-12"""
    operation = frozen.operation
    assert operation is not None
    page = at(client, olga).get(path("operation", operation.slug)).content.decode()
    assert "0 of 1 have all that is owed now." in page
    for text in ("Photo that shows the emblem", "Poster of at least A3", "Media list"):
        assert text in page, text
    body = {
        "kind": "poster", "title": "Poster at the door", "alt": "Poster with emblem", "rights": "Emil, CC0",
        "file": SimpleUploadedFile("poster.jpg", picture("JPEG")),
    }  # fmt: skip
    assert client.post(path("operation_file_add", operation.slug), body).status_code == 302
    page = client.get(path("operation", operation.slug)).content.decode()
    assert 'k-checklist__done"><span class="kern-sr-only">Done: </span>Poster of at least A3' in page
    stored = EvidenceFile.objects.get()
    assert (stored.mime, queries.content(stored)[:2]) == ("image/jpeg", b"\xff\xd8")


def test_a_photo_needs_words_and_rights_and_a_scan_its_list(
    frozen: AttendanceList, client: Client, funded: Scene
) -> None:
    at(client, funded.by)
    add = path("event_file_add", frozen.event.slug)
    photo = {"kind": "photo", "title": "Hall", "file": SimpleUploadedFile("a.png", picture("PNG"))}
    assert "Please describe the picture" in client.post(add, photo).content.decode()
    scan = {"kind": "scan", "title": "Signed", "file": SimpleUploadedFile("a.pdf", PDF)}
    assert "Please choose the frozen list" in client.post(add, scan).content.decode()
    scan = {
        "kind": "scan", "title": "Signed", "attendance_list": frozen.pk,
        "file": SimpleUploadedFile("a.pdf", PDF),
    }  # fmt: skip
    assert client.post(add, scan).status_code == 302
    assert [one.title for one in frozen.scans.all()] == ["Signed"]
    lying = {"kind": "other", "title": "x", "file": SimpleUploadedFile("a.pdf", b"MZ\x00")}
    assert "Please choose a PDF" in client.post(add, lying).content.decode()
    assert len(vault.names()) == 3


def test_a_removed_file_is_gone_and_its_trace_stays(
    frozen: AttendanceList, client: Client, funded: Scene, django_capture_on_commit_callbacks: Any
) -> None:
    at(client, funded.by)
    body = {"kind": "minutes", "title": "Minutes", "file": SimpleUploadedFile("a.pdf", PDF)}
    client.post(path("event_file_add", frozen.event.slug), body)
    file = EvidenceFile.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path("file_remove", file.code), {"reason": "Wrong event"})
    file.refresh_from_db()
    assert (file.file, file.removed_because, len(file.sha256)) == ("", "Wrong event", 64)
    assert len(vault.names()) == 2
    assert HistoryEntry.objects.filter(verb="evidence removed").get().reason == "Wrong event"


def test_an_archive_is_asked_for_watched_and_taken_along(
    frozen: AttendanceList, client: Client, funded: Scene
) -> None:
    at(client, funded.by)
    ask = path("event_archive", frozen.event.slug)
    client.post(ask)
    assert not Archive.objects.exists()
    answer = client.post(ask, {"sure": "yes"}, follow=True)
    assert "Waits" in answer.content.decode()
    assert archives.work_off() == 1
    asked = Archive.objects.get()
    assert "The archive is ready" in client.get(path("archive", asked.code)).content.decode()
    taken = client.post(path("archive_file", asked.code))
    content = b"".join(taken.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"PK")
    assert HistoryEntry.objects.filter(verb="archive downloaded", actor=str(funded.by.pk)).count() == 1
    upload = {"file": SimpleUploadedFile("a.zip", content)}
    assert "archive of" in client.post(path("check"), upload).content.decode()


def test_the_page_of_an_event_and_of_an_operation_ask_a_constant_number_of_questions(
    frozen: AttendanceList, client: Client, olga: User, funded: Scene
) -> None:
    operation = frozen.operation
    assert operation is not None
    at(client, olga)
    addresses = [path("event", frozen.event.slug), path("operation", operation.slug), path("start")]
    for address in addresses:
        client.get(address)

    def count() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries_:
                client.get(address)
            found.append(len(queries_))
        return found

    few = count()
    come(funded, *(f"Guest{number} Beispiel" for number in range(5)))
    freeze(funded.event, by=olga, reason="more came")
    for number in range(4):
        body = {
            "kind": "social_media",
            "title": f"Post {number}",
            "address": f"https://posts.example/{number}",
        }
        client.post(path("event_file_add", frozen.event.slug), body)
        client.post(path("operation_file_add", operation.slug), body)
    for number in range(3):
        more = make_event(f"day-{number}")
        change_event(more, by=olga, values={"operation": operation})
    assert count() == few
