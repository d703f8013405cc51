"""The desk's pages of reports: who sees what, and what each page says (PR-05, PR-10, PR-F4)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.prove.indicators import actions
from kogge.prove.indicators.models import Report
from kogge.take_part.attendance import actions as attendance
from kogge.take_part.checkin.models import Gate

from .scene import EMPLOYED, Scene
from .test_reports import Q1, four


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"indicators:{name}", args=args)


def test_the_office_freezes_and_others_look(scene: Scene) -> None:
    """PR-05"""
    four(scene)
    office, emil = signed_in(cast.office()), signed_in(cast.editor())
    days = {"since": "2024-01-01", "until": "2024-03-31"}
    assert emil.post(at("begin", "x"), days).status_code == 403
    office.post(at("begin", "x"), days)
    report = Report.objects.get()
    assert "Entwurf" in office.get(at("report", "x", report.pk)).content.decode()
    assert emil.post(at("freeze", "x", report.pk)).status_code == 403
    office.post(at("freeze", "x", report.pk))
    report.refresh_from_db()
    assert report.is_frozen
    said = emil.get(at("report", "x", report.pk)).content.decode()
    assert report.result_digest in said
    assert scene.participant("Ada").code not in said
    again = office.post(at("recompute", "x", report.pk), follow=True).content.decode()
    assert "Ziffer für Ziffer dasselbe" in again
    assert office.get(at("report_file", "x", report.pk, "csv")).content.startswith(b"\xef\xbb\xbfCode;")


def test_who_is_not_paid_by_an_operation_does_not_find_it(scene: Scene) -> None:
    other = signed_in(cast.editor("far-away-centre"))
    assert other.get(at("operation", "x")).status_code == 404
    assert "Kein Vorhaben" in other.get(at("reports")).content.decode()
    assert signed_in(cast.door()).get(at("start")).status_code == 403
    assert signed_in(cast.editor()).get(at("export", "x", "csv")).status_code == 403


def test_totals_that_do_not_add_up_stop_the_page_with_a_sentence(scene: Scene) -> None:
    four(scene)
    scene.answer("Ada", {**EMPLOYED, "employment": "astronaut"}, date(2024, 2, 12))
    office = signed_in(cast.office())
    said = office.get(at("operation", "x")).content.decode()
    assert "Die Summen gehen nicht auf" in said
    assert office.get(at("export", "x", "csv")).status_code == 302


def test_a_period_that_makes_no_sense_gets_a_sentence_beside_the_field(scene: Scene) -> None:
    office = signed_in(cast.office())
    page = office.get(at("operation", "x"), {"since": "2024-05-01", "until": "2024-04-01"})
    assert page.context["form"].errors["until"] == ["Der Zeitraum endet, bevor er beginnt."]
    page = office.get(at("operation", "x"), {"as_of": "2100-01-01"})
    assert page.context["form"].errors["as_of"] == ["Dieser Tag liegt in der Zukunft."]
    assert office.get(at("operation", "x"), {"since": "soon"}).status_code == 200


def test_late_facts_show_beside_what_was_reported(scene: Scene) -> None:
    """PR-F4"""
    office = cast.office()
    four(scene)
    frozen = actions.freeze(actions.draft(scene.operation, since=Q1[0], until=Q1[1], by=office), by=office)
    scene.answer("Cem", EMPLOYED, date(2024, 7, 1))
    said = (
        signed_in(office)
        .get(at("operation", "x"), {"since": "2024-04-01", "until": "2024-06-30"})
        .content.decode()
    )
    assert "1. Januar – 31. März 2024" in said
    assert scene.participant("Cem").code in said
    assert (
        scene.participant("Cem").code
        not in signed_in(cast.editor()).get(at("operation", "x")).content.decode()
    )
    frozen.refresh_from_db()
    assert frozen.result["result"]["incomplete"] == 1


def test_a_late_paper_list_needs_a_reason(scene: Scene) -> None:
    """PR-F4"""
    office = cast.office()
    four(scene)
    event = scene.event(date(2024, 3, 1))
    gate = Gate.objects.create(door=event.door, name="Paper")
    attendance.type_list(gate, {}, kind="in", at=timezone.now(), by=office)
    actions.freeze(actions.draft(scene.operation, since=Q1[0], until=Q1[1], by=office), by=office)
    with pytest.raises(Refused, match=r"1\. Januar – 31\. März 2024"):
        attendance.type_list(gate, {}, kind="in", at=timezone.now(), by=office)
    attendance.type_list(gate, {}, kind="in", at=timezone.now(), by=office, reason="It lay in the car.")


def test_a_page_asks_the_database_as_often_for_one_person_as_for_many(scene: Scene) -> None:
    office = signed_in(cast.office())
    four(scene)
    office.get(at("operation", "x"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            office.get(at("operation", "x"))
        counts.append(len(queries))
        event = scene.event(date(2024, 6, 1))
        for number in range(4):
            scene.attend(f"More {number}", event)
            scene.answer(f"More {number}", EMPLOYED, date(2024, 6, 2))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["operation", "definitions", "records"])
def test_pages_of_an_empty_operation_say_so(scene: Scene, name: str) -> None:
    assert signed_in(cast.office()).get(at(name, "x")).status_code == 200


def test_the_hub_shows_what_somebody_may_do_and_what_is_open(scene: Scene) -> None:
    four(scene)
    said = signed_in(cast.office()).get(at("start")).content.decode()
    assert "Fragebögen" in said
    assert "1 offener Fall" in said
    assert "Zertifikate" not in signed_in(cast.reviewer()).get(at("start")).content.decode()
