"""The import on the desk: nothing is saved before somebody confirms, and strangers see nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kogge.network.accounts.models import Membership, User
from kogge.network.directory.models import Organization
from kogge.plan.events.imports import jobs
from kogge.plan.events.models import Event, ImportJob

pytestmark = pytest.mark.django_db
TABLE = "Titel;Beginn\nWerkstatt;29.05.2030\nFalsch;morgen\n"


def member(name: str, organization: str, role: str = "editor") -> User:
    user = User.objects.create_user(f"{name}@{organization}.example", name=name)
    Membership.objects.create(user=user, organization_slug=organization, role=role)
    return user


@pytest.fixture
def harbour(db):
    return Organization.objects.create(slug="harbour", name="Harbour", kind="association")


@pytest.fixture
def emil(harbour, client):
    user = member("emil", "harbour")
    client.force_login(user)
    return user


def upload(client, harbour, text=TABLE, **values):
    file = SimpleUploadedFile("list.csv", text.encode() if isinstance(text, str) else text)
    return client.post("/en/desk/import/", {"file": file, "organization": harbour.pk, **values})


def test_a_file_is_tried_then_confirmed(client, emil, harbour):
    answer = upload(client, harbour)
    job = ImportJob.objects.get()
    assert answer["Location"] == f"/en/desk/import/{job.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "This is what would happen" in page
    assert "“morgen” is not a date." in page
    assert Event.objects.count() == 0
    client.post(f"/en/desk/import/{job.pk}/proceed/")
    assert Event.objects.get().title_de == "Werkstatt"
    assert "The import is done" in client.get(f"/en/desk/import/{job.pk}/").content.decode()
    job.refresh_from_db()
    assert (job.state, bytes(job.content)) == ("done", b"")


def test_progress_is_seen_and_it_can_be_stopped(client, emil, harbour, monkeypatch):
    monkeypatch.setattr(jobs, "PIECE", 2)
    upload(client, harbour, "Titel;Beginn\n" + "".join(f"Nummer {n};2030\n" for n in range(5)))
    job = ImportJob.objects.get()
    client.post(f"/en/desk/import/{job.pk}/proceed/")
    job.refresh_from_db()
    assert (job.state, job.done, job.total, Event.objects.count()) == ("running", 2, 5, 2)
    client.post(f"/en/desk/import/{job.pk}/stop/")
    client.post(f"/en/desk/import/{job.pk}/proceed/")
    assert Event.objects.count() == 2
    assert "The import was stopped" in client.get(f"/en/desk/import/{job.pk}/").content.decode()


def test_all_or_nothing_saves_nothing_when_a_row_is_broken(client, emil, harbour):
    upload(client, harbour, strict="on")
    job = ImportJob.objects.get()
    client.post(f"/en/desk/import/{job.pk}/proceed/")
    assert Event.objects.count() == 0
    assert "Nothing was saved" in client.get(f"/en/desk/import/{job.pk}/").content.decode()


def test_a_file_that_cannot_be_read_gets_a_sentence_beside_the_field(client, emil, harbour):
    answer = upload(client, harbour, b"\x00\x01", source="Meine Quelle")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "This is no text file." in text
    assert "Meine Quelle" in text
    assert ImportJob.objects.count() == 0


def test_markup_in_a_file_stays_text(client, emil, harbour):
    answer = upload(client, harbour, "Titel;Beginn;<b>x</b>\n<script>alert(1)</script>;2030;y\n")
    text = client.get(answer["Location"]).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_others_see_neither_the_file_nor_the_page(client, emil, harbour):
    upload(client, harbour)
    job = ImportJob.objects.get()
    client.force_login(member("frida", "meadow"))
    for address in ("", "proceed/", "stop/"):
        method = client.post if address else client.get
        assert method(f"/en/desk/import/{job.pk}/{address}").status_code == 404
    assert upload(client, harbour).status_code == 200
    client.force_login(member("dora", "harbour", "door"))
    assert client.get("/en/desk/import/").status_code == 403
    client.logout()
    assert client.get("/en/desk/import/").status_code == 302


def test_nobody_imports_any_more_once_the_membership_ended(client, emil, harbour):
    upload(client, harbour)
    Membership.objects.all().delete()
    assert client.post(f"/en/desk/import/{ImportJob.objects.get().pk}/proceed/").status_code == 403
    assert Event.objects.count() == 0
