"""Frozen lists: what stands on them, their versions, and that a changed byte shows."""

import io
from datetime import timedelta

import pikepdf
import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.prove.lists import freezing, vault
from kogge.prove.lists.models import AttendanceList
from kogge.prove.seals import rows as seals
from kogge.prove.seals.box import BrokenSealError
from kogge.take_part.attendance import actions as attendance
from kogge.take_part.registration import actions as registration

from .conftest import Scene, come, freeze


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def pdf_of(frozen: AttendanceList) -> bytes:
    return vault.whole(frozen.pdf, about=frozen.code)


def test_a_list_carries_names_times_hours_proof_statement_emblem_and_hash(funded: Scene) -> None:
    """PR-06, PU-03"""
    come(funded, "Alma Beispiel")
    frozen = freeze(funded.event, by=funded.by)
    shown = text_of(pdf_of(frozen))
    for part in (
        "Alma Beispiel", "Scanned", "Co-funded by the European Union", "Phase-One", frozen.table_sha256[:20],
        frozen.code, "Version 1",
    ):  # fmt: skip
        assert part in shown, part
    with pikepdf.open(io.BytesIO(pdf_of(frozen))) as paper:
        about = str(paper.open_metadata())
        assert "<pdfaid:part>2</pdfaid:part>" in about
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
        assert "<pdfuaid:part>1</pdfuaid:part>" in about
        assert "/StructTreeRoot" in paper.Root
    [line] = freezing.lines_of(frozen)
    assert (line.name, line.heads, line.proof) == ("Alma Beispiel", 1, "Scanned")
    assert list(seals.faults([AttendanceList])) == []


def test_stored_files_are_sealed_and_a_changed_byte_shows(funded: Scene) -> None:
    come(funded, "Alma Beispiel")
    frozen = freeze(funded.event, by=funded.by)
    path = vault._path(frozen.table)
    stored = bytearray(path.read_bytes())
    assert b"Alma" not in stored
    stored[40] ^= 1
    path.write_bytes(stored)
    with pytest.raises(BrokenSealError):
        freezing.lines_of(frozen)


def test_a_later_change_is_version_two_with_a_reason(funded: Scene) -> None:
    """PR-06, PR-F1: the wrong name is corrected, the list gets a second version, the first stays as it was."""
    [serial] = come(funded, "Alma Beispeil")
    first = freeze(funded.event, by=funded.by)
    before = pdf_of(first)
    with pytest.raises(Refused, match="Nothing differs"):
        freeze(funded.event, by=funded.by, reason="again")
    guest = funded.admission.registrations.get(serial=serial)
    registration.correct_name(guest, name="Alma Beispiel", by=funded.by)
    AttendanceList.objects.filter(to_compare=True).get()
    [change] = freezing.differences(first)
    assert (change.field, change.before, change.after) == (
        "Alma Beispiel: Name",
        "Alma Beispeil",
        "Alma Beispiel",
    )
    with pytest.raises(Refused) as refused:
        freeze(funded.event, by=funded.by, reason=" ")
    assert refused.value.field == "reason"
    second = freeze(funded.event, by=funded.by, reason="Name misspelt")
    assert (second.version, second.reason) == (2, "Name misspelt")
    assert "Alma Beispeil" in text_of(pdf_of(second))
    assert "Name misspelt" in text_of(pdf_of(second))
    assert pdf_of(first) == before


def test_a_paper_list_six_weeks_late_is_version_two(funded: Scene, olga: User) -> None:
    """PR-F4"""
    come(funded, "Alma Beispiel")
    berta = funded.enter("Berta Beispiel")
    first = freeze(funded.event, by=funded.by)
    with time_machine.travel(timezone.now() + timedelta(weeks=6)):
        start = funded.event.starts_at
        assert start is not None
        attendance.type_list(funded.gate_a, {berta.serial: 1}, kind="in", at=start, by=olga)
        assert freezing.compare_waiting() == 1
        first.refresh_from_db()
        assert first.differs == 1
        second = freeze(funded.event, by=olga, reason="A paper list arrived six weeks late")
    line = next(line for line in freezing.lines_of(second) if line.name == "Berta Beispiel")
    assert line.proof == "Paper list, signed"
    assert [line.name for line in freezing.lines_of(first)] == ["Alma Beispiel"]
