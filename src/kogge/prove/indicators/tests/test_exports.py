"""Files of a report: the funder's columns, codes instead of names, the same bytes (PR-05, PR-13)."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from kogge.prove.indicators import exports, reports
from kogge.prove.profiles.queries import profile_of

from .scene import Scene
from .test_reports import LATE, Q1, four


def text_of(kind: str, content: bytes) -> str:
    """Everything a file says."""
    if kind == "pdf":
        return "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return content.decode()


@pytest.mark.parametrize("kind", exports.FORMATS)
def test_no_file_names_anybody_and_each_is_the_same_twice(scene: Scene, kind: str) -> None:
    """PR-13"""
    four(scene)
    made = reports.computed(scene.operation, *Q1, LATE)
    first, second = (
        exports.made(kind, made.content, made.tables, profile_of(scene.operation), fictional=True)
        for _ in range(2)
    )
    assert first == second
    said = text_of(kind, first)
    assert "EECO01" in said
    for person in scene.people.values():
        assert person.name not in said
        assert person.email not in said
    if kind != "csv":
        assert scene.participant("Ada").code in said


def test_the_layout_is_the_funders(scene: Scene) -> None:
    four(scene)
    scene.operation.profile.rules["export"] = {
        "columns": ["label", "gender:female", "total", "as_of"],
        "language": "en",
    }
    scene.operation.profile.save()
    made = reports.computed(scene.operation, *Q1, LATE)
    rows = exports.made("csv", made.content, made.tables, profile_of(scene.operation), fictional=False)
    first, second, *_more = rows.decode("utf-8-sig").split("\r\n")
    assert (first, second) == ("Indicator,female,Total,As of", "Total number of participants,1,2,2025-01-01")


def test_the_command_gives_the_same_file_twice(scene: Scene, tmp_path: Path) -> None:
    """PR-05"""
    four(scene)
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for file in files:
        call_command(
            "report_indicators",
            operation="x",
            as_of=date(2024, 12, 31),
            format="csv",
            out=file,
            stdout=io.StringIO(),
        )
    assert files[0].read_bytes() == files[1].read_bytes()
    lines = files[0].read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("EECO01;Teilnehmende insgesamt;2;1;1;0;")
    assert next(line for line in lines if line.startswith("incomplete;")).split(";")[2] == "1"
    out = io.StringIO()
    call_command("report_indicators", operation="ESF-1", format="json", stdout=out)
    assert json.loads(out.getvalue())["result"]["incomplete"] == 1


def test_the_command_says_what_is_wrong(scene: Scene) -> None:
    with pytest.raises(CommandError, match=r"no operation y\. Known are: x"):
        call_command("report_indicators", operation="y")
    with pytest.raises(CommandError, match="ends before it begins"):
        call_command("report_indicators", operation="x", since=date(2024, 2, 1), until=date(2024, 1, 1))
