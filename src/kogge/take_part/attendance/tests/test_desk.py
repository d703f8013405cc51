"""The door's desk, with the people who may and may not open it."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pikepdf import Dictionary, Pdf
from pypdf import PdfReader

from kogge.core.models import HistoryEntry
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.grants.models import FunderProfile, Operation
from kogge.take_part.attendance import queries
from kogge.take_part.attendance.models import Attendance, HeadCount, OnlineStay
from kogge.take_part.attendance.settling import settle
from kogge.take_part.checkin.models import Device, Gate, Scan
from kogge.take_part.checkin.tests.conftest import Scene, dora, emil, english, midday, scene
from kogge.take_part.registration.models import Registration

__all__ = ["dora", "emil", "english", "midday", "scene"]


def at(client: Client, user: User) -> Client:
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def address(scene: Scene, name: str, **more: Any) -> str:
    return "/en" + reverse(f"attendance:{name}", kwargs={"slug": scene.event.slug, **more}).removeprefix(
        "/en"
    )


PAGES = ("door", "conflicts", "walk_in", "typed", "list", "heads", "online", "gate_add", "device_add")


def test_the_editor_of_the_leading_organisation_opens_every_page(scene: Scene, client: Client) -> None:
    scene.enter("Alma Beispiel")
    scene.phone()
    at(client, scene.by)
    for name in PAGES:
        assert client.get(address(scene, name)).status_code == 200, name


def test_door_staff_run_the_door_and_change_nothing_about_it(
    scene: Scene, dora: User, client: Client
) -> None:
    at(client, dora)
    for name in PAGES:
        expected = 200 if name in {"door", "conflicts", "walk_in", "typed"} else 403
        assert client.get(address(scene, name)).status_code == expected, name
    assert b"gates/new" not in client.get(address(scene, "door")).content


def test_other_organisations_find_nothing(scene: Scene, client: Client) -> None:
    at(client, cast.other_editor())
    for name in PAGES:
        assert client.get(address(scene, name)).status_code == 404, name


def test_a_gate_is_added_with_what_it_hands_over(scene: Scene, client: Client) -> None:
    session = scene.session()
    body = {
        "name": "Hall 2",
        "session": session.pk,
        "direction": "both",
        "usual": ["lunch"],
        "more": "Headset\n\n Headset ",
    }
    assert at(client, scene.by).post(address(scene, "gate_add"), body).status_code == 302
    gate = Gate.objects.get(name="Hall 2")
    assert (gate.area, gate.hand_out) == (session.pk, ["Lunch", "Headset"])
    again = client.post(address(scene, "gate_add"), body)
    assert "There is a gate with this name already." in again.content.decode()


def test_a_device_is_paired_by_a_code_and_locked_with_one_click(scene: Scene, client: Client) -> None:
    at(client, scene.by)
    added = client.post(address(scene, "device_add"), {"name": "Phone 1"})
    shown = client.post(added["Location"]).content.decode()
    assert "<svg" in shown
    assert "/#pair=" in shown
    assert "#pair=" not in client.get(added["Location"]).content.decode()
    device = Device.objects.get()
    client.post(address(scene, "device", pk=device.pk), {"revoke": "1"})
    device.refresh_from_db()
    assert device.revoked_at is not None


def test_a_walk_in_at_a_laptop_is_entered_once(scene: Scene, dora: User, client: Client) -> None:
    body = {"gate": scene.gate_a.pk, "name": "Franka Spontan", "email": "", "uid": str(uuid.uuid4())}
    for _ in range(2):
        assert at(client, dora).post(address(scene, "walk_in"), body).status_code == 302
    assert Registration.objects.get().name == "Franka Spontan"
    assert [row.proof for row in queries.attendance(scene.event)] == ["walk_in"]


def paper(scene: Scene, numbers: str, **more: Any) -> dict[str, Any]:
    start = timezone.localtime(scene.event.starts_at)
    return {
        "gate": scene.gate_a.pk, "kind": "in", "at": f"{start:%Y-%m-%dT%H:%M}", "which": "these", "numbers": numbers,
    } | more  # fmt: skip


def test_a_typed_list_gives_what_scanning_gives_also_when_typed_twice(scene: Scene, client: Client) -> None:
    guests = [scene.enter(f"{name} Beispiel") for name in ("Alma", "Berta", "Carl", "Dan")]
    at(client, scene.by)
    for _ in range(2):
        assert (
            client.post(address(scene, "typed"), paper(scene, f"1, 3 {guests[3].reference}")).status_code
            == 302
        )
    assert sorted(row.serial for row in queries.attendance(scene.event)) == sorted(
        guests[place].serial for place in (0, 2, 3)
    )
    assert Scan.objects.count() == 3
    assert {row.minutes for row in queries.attendance(scene.event)} == {480}


def test_all_but_those_who_stayed_away(scene: Scene, client: Client) -> None:
    guests = [scene.enter(f"{name} Beispiel") for name in ("Alma", "Berta", "Carl")]
    school = scene.enter("Edda Lehrerin", kind="headcount", heads=28)
    at(client, scene.by).post(address(scene, "typed"), paper(scene, "2", which="all_but"))
    found = {row.serial: row.heads for row in queries.attendance(scene.event)}
    assert found == {guests[0].serial: 1, guests[2].serial: 1, school.serial: 28}


def test_numbers_that_mean_nobody_are_named_and_nothing_is_stored(scene: Scene, client: Client) -> None:
    scene.enter("Alma Beispiel")
    answer = at(client, scene.by).post(address(scene, "typed"), paper(scene, "1 99 x"))
    assert "Nobody has these numbers: 99, x" in answer.content.decode()
    assert "1 99 x" in answer.content.decode()
    assert not Scan.objects.exists()


@pytest.mark.parametrize("name", ["printed_list", "badges"])
def test_paper_is_a_tagged_pdf_whatever_names_people_have(scene: Scene, client: Client, name: str) -> None:
    at(client, scene.by)
    assert client.get(address(scene, name)).content.startswith(b"%PDF")
    for guest in ("Å", "أحمد علي", '#import "x" $1$', "👩‍🚀 Nova Stern", "Anna " + "L" * 190):
        scene.enter(guest, email="")
    for size in ("a4", "a6"):
        answer = client.get(address(scene, name) + f"?size={size}")
        assert answer.content.startswith(b"%PDF")
        assert b"pdfuaid" in answer.content


@pytest.mark.parametrize("name", ["printed_list", "badges"])
def test_paper_of_a_funded_event_carries_statement_and_emblem(
    scene: Scene, client: Client, name: str
) -> None:
    """Regulation (EU) 2021/1060, Article 50: documents for participants show the funding."""
    fund = FunderProfile.objects.create(
        key="f", name="Fund", statement_de="Gefördert", statement_en="Paid by us", emblem="eu"
    )
    scene.event.operation = Operation.objects.create(
        slug="op",
        title="Werft",
        title_en="Shipyard",
        profile=fund,
        starts_on="2020-01-01",
        ends_on="2040-12-31",
    )
    scene.event.funding = "operation"
    scene.event.save()
    scene.enter("Alma Beispiel")
    answer = at(client, scene.by).get(address(scene, name) + "?size=a6")
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Paid by us" in text and "Shipyard" in text
    with Pdf.open(io.BytesIO(answer.content)) as pdf:
        tags = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == "/Figure"]
    assert any(str(one.get("/Alt", "")) == "Emblem of the European Union" for one in tags)


def test_an_attendance_shows_both_times_and_is_corrected_with_a_reason(scene: Scene, client: Client) -> None:
    alma = scene.enter("Alma Beispiel")
    phone = scene.phone(skew=600_000)
    phone.ask(scene.gate_a, alma.serial)
    at(client, scene.by)
    page = client.get(address(scene, "list")).content.decode()
    assert "Alma Beispiel" in page
    one = address(scene, "person", area=0, serial=alma.serial)
    assert "device:" in client.get(one).content.decode()
    refused = client.post(one, {"attended": "on", "minutes": "30", "reason": ""})
    assert refused.status_code == 200
    assert client.post(one, {"attended": "on", "minutes": "30", "reason": "Left early"}).status_code == 302
    row = queries.attendance(scene.event).get()
    assert (row.minutes, row.proof, row.first_in is not None) == (30, "staff", True)
    entry = HistoryEntry.objects.filter(verb="attendance corrected").get()
    assert (entry.after["minutes"], entry.reason) == (30, "Left early")


def test_a_copied_ticket_is_listed_after_two_offline_gates_sync(scene: Scene, client: Client) -> None:
    alma = scene.enter("Alma Beispiel")
    one, two = scene.phone("A"), scene.phone("B", skew=-300_000)
    late = two.scan(scene.gate_b, alma.serial, shown="admitted")
    early = one.scan(scene.gate_a, alma.serial, shown="admitted", at=one.now() - 60_000)
    two.push(late)
    one.push(early)
    [row] = queries.attendance(scene.event)
    [conflict] = queries.conflicts(scene.door)
    assert (conflict.kind, str(conflict.scan.uid), str(conflict.entry.uid)) == (
        "duplicate",
        late["uid"],
        early["uid"],
    )  # type: ignore[union-attr]
    assert row.heads == 1
    assert "Entered a second time" in at(client, scene.by).get(address(scene, "conflicts")).content.decode()


def test_a_head_count_keeps_method_and_range(scene: Scene, client: Client) -> None:
    at(client, scene.by)
    body = {"counted_at": "2026-05-04T10:00", "method": "estimate", "value": 250, "low": 200, "high": 300}
    assert client.post(address(scene, "heads"), body).status_code == 302
    count = HeadCount.objects.get()
    assert (count.low, count.value, count.high, count.method) == (200, 250, 300, "estimate")
    assert client.post(address(scene, "heads"), {**body, "low": 260}).status_code == 200
    assert "200–300" in client.get(address(scene, "heads")).content.decode()


def test_attendance_can_be_made_anew_from_the_facts(scene: Scene) -> None:
    alma, berta = scene.enter("Alma Beispiel"), scene.enter("Berta Muster")
    phone = scene.phone()
    phone.ask(scene.gate_a, alma.serial)
    phone.ask(scene.gate_a, berta.serial)
    before = list(queries.attendance(scene.event).values_list("serial", "first_in", "minutes"))
    assert list(queries.merge_faults()) == []
    Attendance.objects.filter(serial=alma.serial).delete()
    assert len(list(queries.merge_faults())) == 1
    scene.door.refresh_from_db()
    settle(scene.door, anew=True)
    assert list(queries.attendance(scene.event).values_list("serial", "first_in", "minutes")) == before


def test_a_constant_number_of_queries(
    scene: Scene, client: Client, django_assert_max_num_queries: Any
) -> None:
    at(client, scene.by)
    phone = scene.phone()
    for number in range(3):
        guest = scene.enter(f"Guest {number}", email=f"g{number}@guests.example")
        phone.ask(scene.gate_a, guest.serial)
    for name in ("door", "conflicts", "list"):
        client.get(address(scene, name))
        with CaptureQueriesContext(connection) as first:
            client.get(address(scene, name))
        before = len(first)
        assert before <= 50
        for number in range(3):
            guest = scene.enter(f"More {number}", email=f"{name}{number}@guests.example")
            phone.ask(scene.gate_a, guest.serial)
        client.get(address(scene, name))
        with django_assert_max_num_queries(before):
            client.get(address(scene, name))


def test_online_times_are_matched_and_the_rest_is_decided_by_a_person(scene: Scene, client: Client) -> None:
    alma, carl = scene.enter("Alma Beispiel"), scene.enter("Carl Muster")
    start = timezone.localtime(scene.event.starts_at)
    line = f"{start:%m/%d/%Y %I:%M:%S %p},{start + timedelta(minutes=90):%m/%d/%Y %I:%M:%S %p},90,Yes"
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
    text = f"{head}\nA. B.,ALMA@guests.example,{line}\nCarli,,{line}\n"
    at(client, scene.by)
    for _ in range(2):
        file = SimpleUploadedFile("zoom.csv", text.encode())
        assert client.post(address(scene, "online"), {"file": file}).status_code == 302
    assert OnlineStay.objects.count() == 2
    [row] = queries.attendance(scene.event)
    assert (row.serial, row.minutes, row.proof) == (alma.serial, 90, "online")
    assert "Carli" in client.get(address(scene, "online")).content.decode()
    stay = OnlineStay.objects.get(serial="")
    client.post(address(scene, "match", pk=stay.pk), {"serial": carl.serial})
    assert queries.attendance(scene.event).count() == 2
    lie = SimpleUploadedFile("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0")
    assert "no table with names" in client.post(address(scene, "online"), {"file": lie}).content.decode()
