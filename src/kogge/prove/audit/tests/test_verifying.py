"""What the walk finds: every row that was changed behind the program's back, and no row that was not."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from kogge.core import history
from kogge.core.models import HistoryEntry
from kogge.network.directory.actions.merging import merge, undo_merge
from kogge.network.directory.models import Person
from kogge.plan.events import actions as plan
from kogge.plan.events.models import Event
from kogge.prove.audit import anchor, facts, jobs
from kogge.prove.audit.models import Verification
from kogge.prove.audit.verifying import verify
from kogge.prove.hours import settling
from kogge.take_part.attendance import actions
from kogge.take_part.attendance import jobs as attendance
from kogge.take_part.attendance.models import Attendance, Correction
from kogge.take_part.checkin import jobs as door
from kogge.take_part.checkin.models import Door, Scan
from kogge.take_part.registration import actions as registration

from .conftest import Proof

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path


def found() -> list[tuple[str, str, str]]:
    return [(one.kind, one.model, one.row) for one in verify().faults]


def test_what_the_program_did_itself_raises_no_alarm(proof: Proof) -> None:
    result = verify()
    assert result.faults == []
    assert result.rows >= 2 + 1 + 1 + 1 + 3 + 3


def test_an_edited_attendance_is_named_with_its_event(proof: Proof) -> None:
    """PR-F6."""
    row = Attendance.objects.get(serial=proof.alma.serial)
    Attendance.objects.filter(pk=row.pk).update(minutes=row.minutes + 600)
    one, hours = verify().faults
    assert hours.sentence == f"The hours of event {proof.scene.event.pk} do not follow from its attendance."
    assert (one.kind, one.model, one.row) == ("edited", "attendance.attendance", str(row.pk))
    assert one.where == f"event: {proof.scene.event}"
    assert str(one).startswith(f"attendance {row.pk} was edited without an entry in the history.")


def test_an_attendance_out_of_nothing_and_a_missing_one_are_found(proof: Proof) -> None:
    row = Attendance.objects.get(serial=proof.alma.serial)
    row.delete()
    made = Attendance.objects.create(door=proof.scene.door, serial="made-up", proof="scan", minutes=60)
    assert found()[:2] == [
        ("inserted", "attendance.attendance", str(made.pk)),
        ("deleted", "attendance.attendance", f"0/{proof.alma.serial}"),
    ]


def test_an_edited_a_new_and_a_missing_scan_are_found(proof: Proof) -> None:
    first, second = Scan.objects.order_by("pk")
    Scan.objects.filter(pk=first.pk).update(at=first.at - timedelta(hours=2))
    Scan.objects.filter(pk=second.pk).delete()
    first.pk, first.uid = None, "00000000-0000-0000-0000-000000000001"
    first.save()
    scans = [one for one in found() if one[1] == "checkin.scan"]
    edited = Scan.objects.order_by("pk")[0].pk
    assert scans == [
        ("edited", "checkin.scan", str(edited)),
        ("inserted", "checkin.scan", str(first.pk)),
        ("deleted", "checkin.scan", str(second.pk)),
    ]


def test_a_missing_row_leads_to_the_entry_that_last_spoke_of_it(proof: Proof) -> None:
    correction = Correction.objects.get()
    correction.delete()
    [one] = [one for one in verify().faults if one.model == "attendance.correction"]
    assert one.kind == "deleted"
    assert "correction stored" in one.where


def test_scans_of_the_last_minute_wait_for_their_seal(proof: Proof) -> None:
    proof.scan(proof.carl)
    assert found() == []
    facts.seal_scans()
    assert found() == []


def test_an_edited_scan_gets_no_new_seal_by_claiming_to_be_new(proof: Proof) -> None:
    scan = Scan.objects.order_by("-pk")[0]
    Door.objects.update(revision=10)
    Scan.objects.filter(pk=scan.pk).update(revision=10, serial="another")
    facts.seal_scans()
    assert ("edited", "checkin.scan", str(scan.pk)) in found()


def test_what_a_phone_showed_later_is_no_alarm_and_an_edit_of_it_is(proof: Proof) -> None:
    report = proof.phone.scan(proof.scene.gate_a, "unknown-one")
    proof.phone.push(report)
    facts.seal_scans()
    proof.phone.push(report | {"shown": "let_in", "override": True})
    assert Scan.objects.get(uid=report["uid"]).shown == "let_in"
    assert found() == []
    Scan.objects.filter(uid=report["uid"]).update(shown="admitted")
    assert [one[1] for one in found()] == ["checkin.scan"]


def test_names_of_old_stays_and_erased_registrations_may_go(proof: Proof, time_machine: Any) -> None:
    time_machine.move_to(timezone.now() + timedelta(days=60))
    assert attendance.forget_names() == 1
    registration.erase(proof.alma, by=proof.by)
    door.forget_old()
    assert Scan.objects.filter(registration=None).count() == 1
    assert found() == []


def test_merging_people_and_parting_them_raises_no_alarm(proof: Proof) -> None:
    alma, berta = Person.objects.get(slug="alma"), Person.objects.get(slug="berta")
    done = merge(alma, berta, by=proof.by, reason="One and the same")
    settling.bring_in_step()
    assert found() == []
    undo_merge(done, by=proof.by)
    settling.bring_in_step()
    assert found() == []


def test_new_times_of_the_event_give_new_minutes_and_no_alarm(proof: Proof) -> None:
    event = proof.scene.event
    before = Attendance.objects.get(serial=proof.carl.serial).minutes
    plan.change_event(event, by=proof.by, values={"starts_at": timezone.now() - timedelta(minutes=20)})
    assert Attendance.objects.get(serial=proof.carl.serial).minutes < before
    settling.bring_in_step()
    assert found() == []


def test_a_plan_that_is_deleted_takes_its_facts_along(proof: Proof) -> None:
    event = Event.objects.create(
        slug="idea", title_de="Idea", format_key="workshop", state="idea", precision="not_stated"
    )
    own = Door.objects.create(event=event)
    actions.count_heads(
        own, None, counted_at=timezone.now(), method="counted", low=1, value=1, high=1, note="", by=proof.by
    )
    plan.delete_event(event, by=proof.by)
    assert found() == []


def test_an_edited_a_missing_and_an_inserted_entry_of_the_history_are_found(proof: Proof) -> None:
    """I16."""
    entries = list(HistoryEntry.objects.order_by("pk"))
    with transaction.atomic():
        HistoryEntry.objects.filter(pk=entries[3].pk).update(verb="edited")
        assert [one.sentence for one in verify().faults] == [
            f"Entry {entries[3].pk} was changed after it was written."
        ]
        transaction.set_rollback(True)
    with transaction.atomic():
        entries[3].delete()
        assert f"Entry {entries[4].pk} does not follow its predecessor." in [
            one.sentence for one in verify().faults
        ]
        transaction.set_rollback(True)
    HistoryEntry.objects.create(
        at=timezone.now(), actor="x", verb="slipped in", kind="x", object_id="1", previous_hash="f" * 64,
        hash="e" * 64,
    )  # fmt: skip
    assert len(verify().faults) == 2


def test_entries_cut_off_the_end_are_missed_by_the_anchor(proof: Proof) -> None:
    anchor.keep()
    before = HistoryEntry.objects.count()
    history.record(proof.operation, "noted", by="test")
    HistoryEntry.objects.order_by("-pk")[0].delete()
    assert found() == []
    HistoryEntry.objects.order_by("-pk")[0].delete()
    sentences = [one.sentence for one in verify().faults if one.kind == "chain"]
    assert len(sentences) == 1
    assert f"The history had {before} entries on" in sentences[0]
    assert anchor.keep() == anchor.read()[-1], "a broken history gets no new anchor"


def test_a_chain_that_was_computed_anew_after_an_edit_is_found(proof: Proof) -> None:
    anchor.keep()
    entries = list(HistoryEntry.objects.order_by("pk"))
    entries[2].reason = "Another reason"
    previous = entries[1].hash
    for entry in entries[2:]:
        entry.previous_hash = previous
        previous = entry.hash = history.digest(entry)
        HistoryEntry.objects.filter(pk=entry.pk).update(
            hash=f"moved-{entry.pk}", previous_hash=f"m-{entry.pk}"
        )
    for entry in entries[2:]:
        entry.save()
    assert list(history.faults()) == []
    assert len(found()) == 1


def test_an_anchor_of_another_installation_is_refused(proof: Proof, tmp_path: Any) -> None:
    anchor.keep()
    text = anchor.path().read_text()
    anchor.path().write_text(text.replace('"entries": ', '"entries": 9'))
    assert "was not written by this installation" in verify().faults[0].sentence
    anchor.path().write_text("[]")
    assert verify().faults[0].sentence == "history-anchors.json is no list of anchors."


def test_after_a_restore_the_history_may_end_earlier(
    proof: Proof, django_capture_on_commit_callbacks: Any
) -> None:
    history.record(proof.operation, "noted", by="test")
    anchor.keep()
    HistoryEntry.objects.order_by("-pk")[0].delete()
    assert len(found()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        anchor.begin_anew(by=proof.by, reason="Backup of yesterday restored")
    assert found() == []
    entry = HistoryEntry.objects.get(verb="history restored from a backup")
    assert (entry.actor, entry.reason) == (str(proof.by.pk), "Backup of yesterday restored")


def test_the_command_tells_in_words_and_as_json(proof: Proof) -> None:
    out = StringIO()
    call_command("audit_verify", stdout=out, stderr=StringIO())
    assert out.getvalue().endswith("everything holds.\n")
    Attendance.objects.filter(serial=proof.alma.serial).update(minutes=9999)
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("audit_verify", "--json", stdout=out, stderr=StringIO())
    said = json.loads(out.getvalue())
    assert stop.value.code == 1
    assert (said["holds"], said["faults"][0]["kind"]) == (False, "edited")


def test_the_clock_verifies_once_a_day_and_when_somebody_asks(proof: Proof, time_machine: Any) -> None:
    assert jobs.work_off() == 1
    assert jobs.work_off() == 0
    first = Verification.objects.order_by("-pk")[0]
    assert (first.holds, first.asked_by, first.count) == (True, "clock", 0)
    Attendance.objects.filter(serial=proof.alma.serial).update(minutes=9999)
    jobs.ask("7")
    assert jobs.work_off() == 1
    second = Verification.objects.order_by("-pk")[0]
    assert (second.holds, second.count, second.faults[0]["model"]) == (False, 2, "attendance.attendance")
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert jobs.work_off() == 1


def test_a_walk_that_a_restart_broke_off_is_closed_and_another_follows(
    proof: Proof, time_machine: Any
) -> None:
    Verification.objects.all().delete()
    long_ago = timezone.now() - timedelta(hours=1)
    lost = Verification.objects.create(state="running", asked_by="clock", beat_at=long_ago)
    assert jobs.work_off() == 0
    lost.refresh_from_db()
    assert (lost.state, lost.holds) == ("done", False)
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert jobs.work_off() == 1


def test_facts_that_were_stored_before_seals_came_are_taken_up_once(proof: Proof) -> None:
    HistoryEntry.objects.all().delete()
    assert {one[1].partition(".")[0] for one in found()} == {"hours"}
    scan = Scan.objects.order_by("pk")[0]
    scan.pk, scan.uid = None, "00000000-0000-0000-0000-000000000002"
    scan.save()
    assert ("inserted", "checkin.scan", str(scan.pk)) in found()
