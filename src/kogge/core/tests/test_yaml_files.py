"""Broken files of operators are named with their line."""

from pathlib import Path

import pytest

from kogge.core import yaml_files
from kogge.core.yaml_files import BrokenFile


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "areas.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_rows_know_their_line(tmp_path: Path):
    first, second = yaml_files.rows(
        written(tmp_path, "areas:\n  - {slug: a}\n  - slug: b\n    name: B\n"), "areas"
    )
    assert (first.line, second.line, second["name"]) == (2, 3, "B")
    assert str(second.fault("kind is missing.")) == "areas.yaml, line 3: kind is missing."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("areas:\n  - {slug: a\n  - b", "areas.yaml, line 3"),
        ("a: 1\nb: 2\na: 3\n", "areas.yaml, line 3: a is written twice"),
        ("- just\n- a list\n", "line 1: a list of names"),
        ("areas: nothing\n", "a list called areas"),
        ("areas: [1]\n", "entry 1 of areas"),
        ("areas: !!python/object/apply:os.system [ls]\n", "line 1"),
        (b"areas: \xff\xfe\n", "not written in UTF-8"),
    ],
)
def test_broken_files_get_a_sentence(tmp_path: Path, text: str | bytes, sentence: str):
    with pytest.raises(BrokenFile, match=sentence):
        yaml_files.rows(written(tmp_path, text), "areas")


def test_a_missing_file_has_no_rows(tmp_path: Path):
    assert yaml_files.rows(tmp_path / "none.yaml", "areas") == []
