"""Whoever was there stands on the list as what they are: in any script, as a group, unknown, online, counted."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from kogge.core.refusals import Refused
from kogge.prove.lists import attendees, freezing, paper, queries
from kogge.prove.lists.attendees import Line
from kogge.take_part.attendance import actions as attendance
from kogge.take_part.attendance.models import OnlineStay

from .conftest import Scene, come, freeze
from .test_lists import pdf_of, text_of

NAMES = ("Åsa Ångström", "Олена Приклад", "Ελένη Παράδειγμα", "أحمد مثال", "שרה דוגמה", "=1+1", "#import x")


def test_names_in_any_script_stand_on_paper_and_as_given_in_the_table(funded: Scene) -> None:
    come(funded, "Alma Beispiel")
    for number, name in enumerate((*NAMES, "张伟", "김철수", "👩‍🚀 Nova Stern")):
        guest = funded.enter(name, email=f"guest{number}@guests.example")
        start = funded.event.starts_at
        assert start is not None
        attendance.type_list(funded.gate_a, {guest.serial: 1}, kind="in", at=start, by=funded.by)
    frozen = freeze(funded.event, by=funded.by)
    listed = {line.name for line in freezing.lines_of(frozen)}
    assert {"张伟", "김철수", "Олена Приклад", "'=1+1", "#import x"} <= listed
    shown = text_of(pdf_of(frozen))
    for part in ("Олена Приклад", "Ελένη Παράδειγμα", "ZhangWei", "=1+1", "Nova Stern", "Latin letters"):
        assert part in shown, part


def test_groups_strangers_online_stays_and_counted_heads_appear_as_such(funded: Scene) -> None:
    """PR-06"""
    now, start = timezone.now(), funded.event.starts_at
    assert start is not None
    school = funded.enter("Edda Lehrerin", kind="headcount", heads=28, organization="Hafenschule")
    attendance.type_list(funded.gate_a, {school.serial: 26}, kind="in", at=start, by=funded.by)
    funded.phone().ask(funded.gate_a, shown="let_in")
    OnlineStay.objects.create(
        door=funded.door, name="iPhone von B", joined_at=now - timedelta(hours=1), left_at=now, tool="tool",
        digest="d",
    )  # fmt: skip
    count = {"counted_at": now, "method": "estimate", "low": 30, "value": 40, "high": 50, "note": ""}
    attendance.count_heads(funded.door, None, by=funded.by, **count)  # type: ignore[arg-type]
    frozen = freeze(funded.event, by=funded.by)
    found = {line.name: (line.heads, line.minutes > 0) for line in freezing.lines_of(frozen)}
    assert found == {
        "Hafenschule (group counted by heads)": (26, True), "Unknown person, let in at the door": (1, False),
        "“iPhone von B” in the video room": (0, False), "Heads counted (30–50)": (40, False),
    }  # fmt: skip
    assert (frozen.people, frozen.heads) == (1, 27)
    with translation.override("en"):
        assert freezing.differences(frozen) == []


def test_a_session_has_a_list_of_its_own(funded: Scene) -> None:
    session = funded.session()
    gate = funded.gate("Hall 1", session=session)
    guest = funded.enter("Alma Beispiel")
    funded.phone().ask(gate, guest.serial)
    with pytest.raises(Refused):
        freeze(funded.event, by=funded.by)
    frozen = freeze(funded.event, session, by=funded.by)
    assert (frozen.area, frozen.people) == (session.pk, 1)
    assert "Talk" in text_of(pdf_of(frozen))
    assert [one.pk for one in queries.lists(funded.event)] == [frozen.pk]


def test_an_event_that_has_not_begun_and_an_empty_list_are_refused(funded: Scene) -> None:
    with pytest.raises(Refused):
        freeze(funded.event, by=funded.by)
    come(funded, "Alma Beispiel")
    type(funded.event).objects.filter(pk=funded.event.pk).update(
        starts_on=timezone.localdate() + timedelta(days=3), ends_on=timezone.localdate() + timedelta(days=3)
    )
    with pytest.raises(Refused, match="not begun"):
        freeze(funded.event, by=funded.by)


@pytest.mark.slow
def test_two_thousand_five_hundred_rows_repeat_the_heading_on_every_page(funded: Scene) -> None:
    line = Line(
        "serial", "Alma Beispiel", "Hafenschule", "01.02.2024 10:00", "01.02.2024 11:00", 60, 1, "Scanned"
    )
    many = [replace(line, ticket=f"{number:016x}", name=f"Guest {number}") for number in range(2500)]
    facts = paper.Facts(
        "2" * 16, funded.event, None, funded.event.operation, 1, "", timezone.now(), "Emil", fictional=False
    )
    with translation.override("en"):
        made = paper.pdf(many, facts, "0" * 64)
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) > 40
    texts = [page.extract_text() for page in (pages[0], pages[20], pages[-2])]
    assert all("How it was proved" in text for text in texts)
    assert attendees.totals(many) == (2500, 2500, 150_000)
