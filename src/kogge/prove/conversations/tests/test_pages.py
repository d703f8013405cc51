"""The phone's deliveries, the list, corrections and spreadsheets. PR-11."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast

from .. import queries
from ..models import Entry
from .conftest import World

Log = Callable[..., Entry]
PHONE = "/en/desk/conversations/new/"


def signed_in(user: User, **more: Any) -> Client:
    client = Client(**more)
    client.force_login(user)
    return client


def noted(world: World, **values: Any) -> dict[str, Any]:
    usual = {"kind": "network_talk", "usual": "30", "minutes": "", "aim": "person", "centre": cast.HARBOUR,
             "on": f"{timezone.localdate():%Y-%m-%d}", "operation": "auto"}  # fmt: skip
    return {"uid": str(uuid4()), "author": str(world.emil.pk), "values": usual | values}


def deliver(client: Client, *entries: Any, **more: Any) -> Any:
    body = json.dumps({"entries": entries})
    return client.post(f"{PHONE}entries/", body, content_type="application/json", **more)


def test_without_scripts_three_answers_are_enough(world: World) -> None:
    client = signed_in(world.emil)
    page = client.get(PHONE)
    values = {
        "uid": str(page.context["form"]["uid"].value()),
        "kind": "coaching",
        "usual": "45",
        "aim": "company",
    }
    values |= {"on": f"{timezone.localdate():%Y-%m-%d}", "centre": cast.HARBOUR}
    for _twice in range(2):
        assert client.post(PHONE, values).status_code == 302
    entry = Entry.objects.get()
    assert (entry.kind, entry.minutes, entry.centre, entry.operation) == (
        "coaching", 45, world.harbour, world.operation,
    )  # fmt: skip
    refused = client.post(PHONE, values | {"uid": str(uuid4()), "aim": ""})
    assert refused.status_code == 422
    assert "for a person or for a company" in refused.content.decode()


def test_what_a_phone_sends_again_is_stored_once(world: World) -> None:
    client = signed_in(world.emil)
    first, second, broken = noted(world), noted(world, aim="company"), noted(world, usual="", minutes="-4")
    answer = deliver(client, first, second, broken).json()["results"]
    assert [answer[one["uid"]]["state"] for one in (first, second, broken)] == ["stored", "stored", "refused"]
    assert "Other length in minutes" in answer[broken["uid"]]["error"]
    assert deliver(client, second, first).json()["results"][first["uid"]] == {"state": "stored"}
    assert Entry.objects.count() == 2


def test_entries_of_somebody_else_wait_and_of_other_centres_are_refused(world: World) -> None:
    frida = signed_in(world.frida)
    mine, foreign = noted(world), noted(world) | {"author": str(world.frida.pk)}
    answer = deliver(frida, mine, foreign).json()["results"]
    assert answer[mine["uid"]]["state"] == "waiting"
    assert answer[foreign["uid"]]["state"] == "refused"
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"entries": 3}', b'{"entries": [{"uid": "x"}]}', b"[" * 50_000]
)
def test_what_cannot_be_read_is_answered_with_a_sentence(world: World, body: bytes) -> None:
    answer = signed_in(world.emil).post(f"{PHONE}entries/", body, content_type="application/json")
    assert (answer.status_code, "error" in answer.json()) == (400, True)


def test_sending_needs_the_form_key_that_was_just_asked_for(world: World) -> None:
    client = signed_in(world.emil, enforce_csrf_checks=True)
    assert deliver(client, noted(world)).status_code == 403
    key = client.get(f"{PHONE}state/").json()
    assert key["author"] == str(world.emil.pk)
    assert deliver(client, noted(world), headers={"X-CSRFToken": key["csrf"]}).status_code == 200


def test_who_is_signed_out_is_led_to_the_sign_in_and_nothing_is_lost(world: World) -> None:
    for answer in (Client().get(f"{PHONE}state/"), deliver(Client(), noted(world))):
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"]


def test_the_kept_copy_has_no_form_key_and_eats_no_message(world: World) -> None:
    client = signed_in(world.emil)
    client.post(PHONE, noted(world)["values"] | {"uid": str(uuid4())})
    copy = client.get(f"{PHONE}?copy").content.decode()
    assert "csrfmiddlewaretoken" not in copy
    assert "Stored." not in copy
    assert "Stored." in client.get(PHONE).content.decode()


def test_others_entries_answer_404(world: World, log: Log) -> None:
    entry = log()
    frida = signed_in(world.frida)
    assert frida.get(f"/desk/conversations/{entry.pk}/").status_code == 404
    assert frida.post(f"/desk/conversations/{entry.pk}/deletion/").status_code == 404
    assert list(frida.get("/desk/conversations/").context["page"]) == []
    assert list(signed_in(world.olga).get("/desk/conversations/").context["page"]) == [entry]
    assert signed_in(cast.auditor()).get("/desk/conversations/").status_code == 403


def test_the_list_is_filtered_and_counted(world: World, log: Log) -> None:
    log()
    log(kind="helping", aim="", volunteer=world.ambassador, minutes=120)
    client = signed_in(world.emil)
    everything = client.get("/en/desk/conversations/")
    assert everything.context["counts"] == queries.Counts(1, 1, 30, 120)
    assert "What counts?" in everything.content.decode()
    only = client.get("/en/desk/conversations/?sort=activities")
    assert [row.minutes for row in only.context["page"]] == [120]
    assert "at least 10 minutes" in client.get("/en/desk/conversations/definition/").content.decode()


def test_the_list_asks_the_database_as_often_for_many(world: World, log: Log) -> None:
    client = signed_in(world.emil)
    log(topic=world.topic)
    client.get("/desk/conversations/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/conversations/")
    for number in range(5):
        log(topic=world.topic, organization=f"Firma {number}", kind="coaching")
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/conversations/")
    assert len(many) == len(one)


def test_a_correction_and_a_deletion_on_the_desk(world: World, log: Log) -> None:
    entry = log(note="confidential words", minutes=50)
    address = f"/en/desk/conversations/{entry.pk}/"
    client = signed_in(world.emil)
    assert "confidential words" in client.get(address).content.decode()
    assert "confidential words" not in signed_in(world.olga).get(address).content.decode()
    values = noted(world, minutes="70")["values"] | {"uid": str(entry.uid)}
    assert signed_in(world.olga).post(address, values).status_code == 302
    entry.refresh_from_db()
    assert (entry.minutes, bool(entry.note)) == (70, True)
    assert client.post(f"{address}deletion/").status_code == 302
    assert not Entry.objects.exists()


TABLE = """Tag;Art;Minuten;Für wen;Unternehmen;Thema;Ehrenamt
{day};Netzwerkgespräch;45;Unternehmen oder Organisation;'=Werft;Daten;
{day};Consultation;20;person;;;
{day};Consultation;20;person;;;
{day};Sitzung eines Gremiums;90;;;;Ada Ambassador
"""


def send_file(client: Client, text: str, **more: Any) -> Any:
    file = SimpleUploadedFile("talks.csv", text.encode("utf-8"))
    return client.post("/en/desk/conversations/import/", {"file": file, **more})


def test_a_spreadsheet_is_tried_then_stored_and_twice_counts_once(world: World) -> None:
    client = signed_in(world.emil)
    text = TABLE.format(day=f"{timezone.localdate():%d.%m.%Y}")
    tried = send_file(client, text)
    assert "4 lines would be stored." in tried.content.decode()
    assert not Entry.objects.exists()
    assert send_file(client, text, store="yes").status_code == 302
    assert queries.count(world.operation) == queries.Counts(3, 1, 85, 90)
    send_file(client, text, store="yes")
    assert Entry.objects.count() == 4
    assert Entry.objects.get(minutes=45).organization == "=Werft"


def test_what_is_exported_can_be_imported_and_holds_no_names(world: World, log: Log) -> None:
    log(contact="Bente Beispiel", note="secret", organization="=cmd()")
    client = signed_in(world.emil)
    content = client.get("/en/desk/conversations/list.csv?").content.decode("utf-8-sig")
    assert "Beispiel" not in content
    assert "secret" not in content
    (row,) = csv.DictReader(io.StringIO(content), delimiter=";")
    assert row["Company or organisation"] == "'=cmd()"
    assert "1 line is known already" in send_file(client, content).content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Tag;Ort\n1;2\n", "Missing: Kind and Minutes."),
        ("Tag;Art;Minuten;Für wen\n31.02.2024;Coaching;30;person\n", "Line 2, Day:"),
        ("Tag;Art;Minuten;Für wen\n1.2.2024;Tanzen;30;person\n", "Line 2, What was it?:"),
        ("Tag;Art;Minuten;Für wen\n1.2.2024;Coaching;30;\n", "Line 2, For whom?: Please say whether"),
        ("\0\0", "no text file"),
    ],
)
def test_a_broken_table_says_line_and_field_and_stores_nothing(
    world: World, text: str, sentence: str
) -> None:
    good = "\n1.3.2024;Coaching;30;person" if text.startswith("Tag;Art") else ""
    answer = send_file(signed_in(world.emil), text + good, store="yes")
    assert sentence in answer.content.decode()
    assert not Entry.objects.exists()
