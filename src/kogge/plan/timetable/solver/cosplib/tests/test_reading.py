"""An instance comes in from JSON or a workbook alike, and a file that is none is refused with a sentence."""

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from kogge.plan.timetable.solver.cosplib.model import Solution, Unreadable
from kogge.plan.timetable.solver.cosplib.reading import is_instance, parse, read
from kogge.plan.timetable.solver.cosplib.workbook import write_solution

FOLDER = Path(__file__).parents[7] / "bench" / "instances" / "cosplib"


def small(**changes: object) -> dict[str, object]:
    data = {"sessions": ["Morning"], "rooms": ["Hall"], "tracks": ["Sea"], "subs": ["A", "B"], "slots": [3]}
    return data | {"sub_track": [0, 0], "dur": [1, 2], "order": [0, 0]} | changes


def test_workbook_and_json_give_the_same_conference():
    assert read(FOLDER / "N2OR.xlsx") == read(FOLDER / "N2OR.json")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_every_conference_of_the_bench_can_be_read(path):
    assert len(read(path).submissions) == len(json.loads(path.read_text())["subs"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"subs": []}, "subs must be a list with at least one name."),
        ({"subs": ["A", "A"]}, "A stands twice in subs."),
        ({"dur": [1]}, "dur must have 2 numbers."),
        ({"dur": [1, 1.5]}, "dur holds 1.5, which is no whole number."),
        ({"dur": [0, 1]}, "A takes no time slot."),
        ({"dur": [1, 4]}, "B takes 4 time slots; no session has so many."),
        ({"dur": [2, 2]}, "All submissions together take 4 time slots; the rooms have 3."),
        ({"sub_track": [0, 7]}, "B is in a track that does not exist."),
        ({"ts": [[-1]]}, "ts holds a penalty below zero."),
        ({"ns": [[0], [float("nan")]]}, "ns, row 2 holds nan, which is no whole number."),
        ({"pc": [[0, 5]]}, "pc holds the pair [0, 5], which does not exist."),
        ({"w": {"joy": 1}}, "w has the unknown weight 'joy'."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(changes, sentence):
    with pytest.raises(Unreadable) as refused:
        parse(small(**changes))
    assert str(refused.value) == sentence


def test_other_files_are_refused(tmp_path):
    lie = tmp_path / "conference.xlsx"
    lie.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(Unreadable, match=r"conference.xlsx is no workbook that can be read."):
        read(lie)
    cut = tmp_path / "conference.json"
    cut.write_text('{"subs": [')
    with pytest.raises(Unreadable, match="neither a workbook"):
        read(cut)
    assert not is_instance([1, 2]) and not is_instance({"slots_per_day": 20})


def test_solution_as_workbook_names_tracks_above_and_submissions_below(tmp_path):
    write_solution(parse(small()), Solution((0, 0), (0, 0), (2, 0)), tmp_path / "solution.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "solution.xlsx")).get_sheet_by_index(0).to_python()
    assert [row for row in rows if any(row)] == [
        ["", "Hall"], ["Morning", "Sea"], ["Morning", "B"], ["Morning", "B"], ["Morning", "A"]
    ]  # fmt: skip
