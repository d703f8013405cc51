"""A file is what was issued, to the last byte, or it is not."""

import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import translation

from kogge.core.models import HistoryEntry
from kogge.core.refusals import Refused
from kogge.prove.evidence import archives, files, queries
from kogge.prove.evidence.models import Archive
from kogge.prove.evidence.verifying import verify
from kogge.prove.lists.models import AttendanceList
from kogge.take_part.sign_up.tests.files import PDF

from .conftest import Scene, come, freeze


@pytest.fixture
def frozen(funded: Scene) -> AttendanceList:
    come(funded, "Alma Beispiel", "Berta Beispiel")
    return freeze(funded.event, by=funded.by)


def archive_of(about: Any, scene: Scene, scope: set[str] | None = None) -> tuple[Archive, bytes]:
    with translation.override("en"):
        asked = archives.ask(about, scope=scope, by=scene.by, sure=True)
    assert archives.work_off() == 1
    asked.refresh_from_db()
    return asked, b"".join(archives.taken(asked, by=scene.by))


def altered(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize("of", [queries.content, queries.table])
def test_any_byte_that_is_altered_is_found(frozen: AttendanceList, of: Any) -> None:
    """PR-06: "ok" for what was issued, "changed" after one byte, wherever it stands, also in the code itself."""
    content = of(frozen)
    assert verify(content).state == "ok"
    code = content.find(frozen.code.encode())
    places = {0, len(content) - 1, code, code + 15, *random.Random(4).sample(range(len(content)), 60)}
    found = {place: verify(altered(content, place)) for place in places}
    assert {place for place, verdict in found.items() if verdict.state != "changed"} == set()
    assert found[0].code == frozen.code
    assert verify(content[:-1]).state == "changed"


def test_a_file_of_somebody_else_is_unknown(db: None) -> None:
    for content in (b"", b"%PDF-1.7 something", b"PK\x03\x04 broken", b"A" * 16, b"kogge:2222222222222222"):
        assert verify(content).state == "unknown"


def test_an_older_version_is_still_what_was_issued(frozen: AttendanceList, funded: Scene) -> None:
    come(funded, "Carl Beispiel")
    freeze(funded.event, by=funded.by, reason="Carl was missing")
    verdict = verify(queries.content(frozen))
    assert (verdict.state, len(verdict.details)) == ("ok", 1)


def test_the_command_says_it_and_exits_with_it(
    frozen: AttendanceList, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """PR-06 C"""
    good, bad, other = (tmp_path / name for name in ("list.pdf", "bad.pdf", "other.pdf"))
    content = queries.content(frozen)
    good.write_bytes(content)
    bad.write_bytes(altered(content, len(content) // 2))
    other.write_bytes(PDF)
    for path, code in ((good, 0), (bad, 1), (other, 2)):
        with pytest.raises(SystemExit) as left:
            call_command("verify", str(path), "--json")
        assert left.value.code == code
    rows = [json.loads(line)["files"][0] for line in capsys.readouterr().out.splitlines()]
    assert [row["state"] for row in rows] == ["ok", "changed", "unknown"]
    assert rows[0]["code"] == frozen.code


def test_an_archive_holds_all_with_sums_and_the_same_state_gives_the_same_bytes(
    frozen: AttendanceList, funded: Scene
) -> None:
    upload = SimpleUploadedFile("signed.pdf", PDF)
    values = {"kind": "scan", "title": "Signed list", "attendance_list": frozen}
    scan = files.add(funded.event, upload, values=values, by=funded.by)
    link = {"kind": "media", "title": "Newspaper", "address": "https://paper.example/1"}
    files.add(funded.event, values=link, by=funded.by)
    one, first = archive_of(funded.event, funded)
    two, second = archive_of(funded.event, funded)
    assert first == second
    assert one.sha256 == two.sha256
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert set(archive.namelist()) == {
            "events/harbour-day/lists/event-v1.pdf", "events/harbour-day/lists/event-v1.csv",
            f"events/harbour-day/scan/{scan.code}.pdf", "events/harbour-day/links.json", "SHA256SUMS",
            "manifest.txt", "manifest.json",
        }  # fmt: skip
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["statement"] in archive.read("manifest.txt").decode()
        assert manifest["missing"] == {
            "harbour-day": ["Invitation: a released page, letters, or a file", "Photo that shows the emblem"]
        }
        assert archive.read("events/harbour-day/lists/event-v1.pdf") == queries.content(frozen)
    assert verify(first).state == "ok"


def test_a_byte_in_an_archive_is_found_and_the_file_named(frozen: AttendanceList, funded: Scene) -> None:
    asked, content = archive_of(funded.event, funded)
    place = content.find(queries.table(frozen)[:40]) + 30
    with translation.override("en"):
        verdict = verify(altered(content, place))
    assert (verdict.state, verdict.code) == ("changed", asked.code)
    assert verdict.details == ("events/harbour-day/lists/event-v1.csv was changed.",)
    places = {0, len(content) - 1, *random.Random(1).sample(range(len(content)), 40)}
    assert {place for place in places if verify(altered(content, place)).state != "changed"} == set()


def test_an_archive_needs_a_word_can_be_cancelled_and_goes_after_a_week(
    frozen: AttendanceList, funded: Scene, django_capture_on_commit_callbacks: Any
) -> None:
    with pytest.raises(Refused) as refused:
        archives.ask(funded.event, scope=None, by=funded.by, sure=False)
    assert refused.value.field == "sure"
    asked = archives.ask(funded.event, scope=None, by=funded.by, sure=True)
    archives.cancel(asked, by=funded.by)
    assert archives.work_off() == 0
    with pytest.raises(Refused):
        archives.taken(asked, by=funded.by)
    done, _content = archive_of(funded.event, funded)
    Archive.objects.filter(pk=done.pk).update(done_at="2024-01-01T00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        assert archives.forget_old() == 1
    done.refresh_from_db()
    assert (done.state, done.file, len(done.sha256)) == ("forgotten", "", 64)


def test_cancelling_while_it_is_made_leaves_nothing(
    frozen: AttendanceList, funded: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = archives.ask(funded.event, scope=None, by=funded.by, sure=True)
    beat = archives._beat

    def cancelled(one: Archive, number: int) -> None:
        archives.cancel(one, by=funded.by)
        beat(one, number)

    monkeypatch.setattr(archives, "_beat", cancelled)
    stored = queries.vault.names()
    assert archives.work_off() == 0
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    assert queries.vault.names() == stored


def test_a_process_that_died_half_way_is_followed_by_another(frozen: AttendanceList, funded: Scene) -> None:
    asked = archives.ask(funded.event, scope=None, by=funded.by, sure=True)
    Archive.objects.filter(pk=asked.pk).update(state="running", beat_at="2024-01-01T00:00Z")
    assert archives.work_off() == 1
    asked.refresh_from_db()
    assert asked.state == "done"


def test_who_took_an_archive_along_is_kept(frozen: AttendanceList, funded: Scene) -> None:
    asked, _content = archive_of(frozen.operation, funded, scope={"harbour-centre"})
    entry = HistoryEntry.objects.get(verb="archive downloaded")
    assert (entry.actor, entry.after["sha256"]) == (str(funded.by.pk), asked.sha256)


def test_the_archive_of_an_operation_covers_only_what_its_reader_may_see(
    frozen: AttendanceList, funded: Scene
) -> None:
    assert frozen.operation is not None
    for scope, expected in (
        ({"harbour-centre"}, ["harbour-day"]),
        ({"meadow-centre"}, []),
        (None, ["harbour-day"]),
    ):
        _asked, content = archive_of(frozen.operation, funded, scope=scope)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert json.loads(archive.read("manifest.json"))["events"] == expected
            assert any("harbour-day" in name for name in archive.namelist()) == bool(expected)
