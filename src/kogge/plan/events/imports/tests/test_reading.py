"""Files as offices have them, and files that nobody should have."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, time

import pytest
import time_machine
import xlsxwriter
from django.utils import translation

from kogge.core.imprecise_date import Precision
from kogge.plan.events.imports import dates
from kogge.plan.events.imports.reading import read
from kogge.plan.events.imports.rows import MOST_BYTES, Unreadable

TABLE = "Titel;Beginn;Ende;Ort\nKüstentag;29.05.2024 10:00;29.05.2024 12:00;Häfen\n"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"), time_machine.travel(datetime(2024, 4, 1, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_read_in_every_usual_encoding_and_separation(encoding, separator):
    (row,) = read(TABLE.replace(";", separator).encode(encoding), "list.csv").rows
    assert row.values == {
        "title_de": "Küstentag",
        "place": "Häfen",
        "starts_at": datetime(2024, 5, 29, 8, tzinfo=UTC),
        "ends_at": datetime(2024, 5, 29, 10, tzinfo=UTC),
    }
    assert row.line == 2


def test_headings_are_recognised_in_both_languages_below_a_title_line():
    text = "Unsere Liste 2024\n\nEvent,Date,Start time,End time,Venue,Seats,Cost,Mode,Colour\n"
    text += "Talk,2024-05-29,10:00,11:30,Hall,80,free,online,red\n"
    found = read(text.encode(), "list.csv")
    (row,) = found.rows
    assert row.values["starts_at"] == datetime(2024, 5, 29, 8, tzinfo=UTC)
    assert row.values["ends_at"] == datetime(2024, 5, 29, 9, 30, tzinfo=UTC)
    assert (row.values["capacity"], row.values["cost"], row.values["mode"]) == (80, "free", "online")
    assert found.notes == ["Not used: column “Colour”."]


def test_a_workbook_is_read_with_its_own_dates():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "dd.mm.yyyy"})
    book.add_worksheet("Deckblatt").write(0, 0, "Nichts")
    sheet = book.add_worksheet("Termine")
    clock = book.add_format({"num_format": "hh:mm"})
    sheet.write_row(0, 0, ["Titel", "Datum", "Uhrzeit", "Ende", "Plätze"])
    sheet.write(1, 0, "Werkstatt")
    sheet.write_datetime(1, 1, datetime(2024, 5, 29))
    sheet.write_datetime(1, 2, time(10, 0), clock)
    sheet.write_datetime(1, 3, time(12, 0), clock)
    sheet.write_number(1, 4, 12)
    sheet.write_row(2, 0, ["Sommerfest", "Juni 2024"])
    book.close()
    first, second = read(out.getvalue(), "list.xlsx").rows
    assert first.values["starts_at"] == datetime(2024, 5, 29, 8, tzinfo=UTC)
    assert first.values["ends_at"] == datetime(2024, 5, 29, 10, tzinfo=UTC)
    assert first.values["capacity"] == 12
    assert second.values == {"title_de": "Sommerfest", "starts_on": date(2024, 6, 1), "precision": "month"}


@pytest.mark.parametrize(
    ("written", "first", "precision", "clock"),
    [
        ("29.05.2024", date(2024, 5, 29), "day", None),
        ("29.5.24", date(2024, 5, 29), "day", None),
        ("Mi, 29.05.2024 10:30", date(2024, 5, 29), "day", time(10, 30)),
        ("29. Mai 2024, 9 Uhr", date(2024, 5, 29), "day", time(9)),
        ("29 May 2024", date(2024, 5, 29), "day", None),
        ("2024-05-29 10:30:00", date(2024, 5, 29), "day", time(10, 30)),
        ("Juni 2024", date(2024, 6, 1), "month", None),
        ("März 2024", date(2024, 3, 1), "month", None),
        ("2024-06", date(2024, 6, 1), "month", None),
        ("06/2024", date(2024, 6, 1), "month", None),
        ("2024", date(2024, 1, 1), "year", None),
        (2024.0, date(2024, 1, 1), "year", None),
    ],
)
def test_dates_as_people_write_them(written, first, precision, clock):
    found = dates.when(written)
    assert (found.date.first, found.date.precision, found.clock) == (first, Precision(precision), clock)


@pytest.mark.parametrize(
    "written", ["31.02.2024", "bald", "2024-13", "29.05.2024 25:00", "x" * 5000, "Foo 2024", "=1"]
)
def test_what_is_no_date_gets_a_sentence(written):
    with pytest.raises(ValueError, match="is not a"):
        dates.when(written)


def test_the_night_of_the_clock_change():
    text = "Titel;Beginn;Ende\nNacht;27.10.2024 01:00;27.10.2024 04:00\nDoppelt;27.10.2024 02:30;27.10.2024 04:00\n"
    text += "Lücke;31.03.2024 02:30;31.03.2024 04:00\nGenau;2024-10-27T02:30+01:00;2024-10-27T04:00+01:00\n"
    night, double, gap, exact = read(text.encode(), "x.csv").rows
    assert (night.values["ends_at"] - night.values["starts_at"]).total_seconds() == 4 * 3600
    assert double.values["starts_at"] == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert double.notes == ["02:30 comes twice in that night; the first was taken."]
    assert (
        gap.fault == "02:30 does not exist on 31.03.2024, because clocks go forward. The next time is 03:00."
    )
    assert exact.values["starts_at"] == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)


def test_broken_lines_are_named_and_the_rest_is_read():
    text = "Titel;Beginn;Plätze\nGut;29.05.2024;\n;29.05.2024;\nOhne;;\nFalsch;morgen;\n"
    text += "Voll;29.05.2024;viele\n\nGut;29.05.2024;\n"
    rows = read(text.encode(), "x.csv").rows
    assert [(row.line, row.fault) for row in rows] == [
        (2, ""),
        (3, "The title is missing."),
        (4, "The beginning is missing."),
        (5, "“morgen” is not a date. Please write 29.05.2024, 2024-05-29, June 2024 or 2024."),
        (6, "“viele” is not a number of seats."),
        (8, "The same event stands in an earlier line."),
    ]


def ics(*events: str) -> bytes:
    blocks = "".join(
        f"BEGIN:VEVENT\r\n{event.replace(chr(10), chr(13) + chr(10))}\r\nEND:VEVENT\r\n" for event in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{blocks}END:VCALENDAR\r\n".encode()


def test_a_calendar_is_read():
    content = ics(
        "UID:1\nSUMMARY:Talk\nDTSTART:20240529T080000Z\nDURATION:PT2H\nLOCATION:Hall\\, Quay 1\nSTATUS:CANCELLED",
        "UID:2\nSUMMARY:Days\nDTSTART;VALUE=DATE:20240529\nDTEND;VALUE=DATE:20240531",
        "UID:3\nSUMMARY:Month\nDTSTART;VALUE=DATE:20240601\nDTEND;VALUE=DATE:20240701",
        "UID:4\nSUMMARY:No end\nDTSTART;TZID=Europe/Berlin:20240529T100000",
        "UID:5\nDTSTART:20240529T080000Z",
    )
    one, two, three, four, five = read(content, "x.ics").rows
    assert one.values == {
        "title_de": "Talk", "starts_at": datetime(2024, 5, 29, 8, tzinfo=UTC), "place": "Hall, Quay 1",
        "ends_at": datetime(2024, 5, 29, 10, tzinfo=UTC), "state": "cancelled",
    }  # fmt: skip
    assert two.values["ends_on"] == date(2024, 5, 30)
    assert three.values == {"title_de": "Month", "starts_on": date(2024, 6, 1), "precision": "month"}
    assert four.values["starts_on"] == date(2024, 5, 29)
    assert four.notes == ["Without an end the time is not taken over, only the day."]
    assert five.fault == "The title is missing."


def test_a_recurring_event_becomes_its_dates():
    content = ics(
        "UID:w\nSUMMARY:Weekly\nDTSTART;TZID=Europe/Berlin:20241021T180000\nDTEND;TZID=Europe/Berlin:20241021T190000\n"
        "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20241104T180000",
        "UID:w\nRECURRENCE-ID;TZID=Europe/Berlin:20241028T180000\nSUMMARY:Moved\n"
        "DTSTART;TZID=Europe/Berlin:20241029T180000\nDTEND;TZID=Europe/Berlin:20241029T190000",
    )
    first, second = read(content, "x.ics").rows
    assert [first.values["title_de"], second.values["title_de"]] == ["Weekly", "Moved"]
    assert second.values["starts_at"] == datetime(2024, 10, 29, 17, tzinfo=UTC)
    assert first.key != second.key


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=5", "FREQ=DAILY;BYHOUR=0,1,2;BYMINUTE=0,1,2;BYSECOND=0,1,2",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYSETPOS=9", "FREQ=DAILY", "FREQ=WEEKLY;BYYEARDAY=366",
        "FREQ=YEARLY;BYMONTHDAY=" + ",".join(["1"] * 80), "FREQ=NONSENSE", "FREQ=DAILY;INTERVAL=0",
    ],
)  # fmt: skip
def test_endless_recurrence_is_refused_at_once(rule):
    content = ics(f"UID:b\nSUMMARY:Bomb\nDTSTART:20240401T080000Z\nDTEND:20240401T090000Z\nRRULE:{rule}")
    (row,) = read(content, "x.ics").rows
    assert row.fault


ENTITY_BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><schedule>&b;</schedule>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><schedule>&a;</schedule>'


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (120 * 2**20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "x.csv"), (b"   \n", "x.csv"), (b"a" * (MOST_BYTES + 1), "x.csv"), (b"\x00\x01\x02binary", "x.csv"),
        (b"just some words", "x.csv"), (b"Titel;Ort\nA;B\n", "x.csv"), (b'Titel;Beginn\n"offen;1\n', "x.csv"),
        ("Titel;Beginn\nKüste;2024\n".encode() + "Häfen;2024\n".encode("cp1252"), "x.csv"),
        (b"\xff\xfe\x00", "x.csv"), (b"PK\x03\x04 no zip", "x.xlsx"), (b"no zip", "x.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "x.xls"), (zip_bomb(), "x.xlsx"), (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "x.ics"),
        (ics(), "x.ics"), (b"no calendar", "x.ics"), (b"<schedule>", "x.xml"), (b"<html><body/></html>", "x.xml"),
        (ENTITY_BOMB, "x.xml"), (OUTSIDE, "x.xml"), (b"{", "x.json"), (b"[]", "x.json"), (b'{"schedule": 1}', "x.json"),
        (b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "x.json"), (b"words", "x.xml"),
        (b'{"schedule": {"conference": {"title": "", "days": []}}}', "x.json"),
    ],
    ids=range(26),
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence(content, name):
    with pytest.raises(Unreadable) as refusal:
        found = read(content, name)
        if any(row.fault for row in found.rows):
            raise Unreadable(found.rows[0].fault)
    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) > 15


def test_a_schedule_is_read():
    talk = {
        "guid": "5f0a1c9e-5a5e-4a35-9d7c-d1f5a8a3a001", "title": "Boats", "date": "2024-10-27T01:00:00+02:00",
        "duration": "04:00", "language": "en", "track": "Sea", "abstract": "A.", "description": "B.", "type": "talk",
        "persons": [{"public_name": "Ada"}, {"name": "Ben"}, "nonsense"],
    }  # fmt: skip
    days = [{"rooms": {"Stage": [talk, {"title": "Broken", "date": "x"}]}}]
    about = {"title": "Fair", "acronym": "fair", "start": "2024-10-27", "end": "2024-10-27", "days": days}
    data = {"schedule": {"conference": about}}
    (row,) = read(json.dumps(data).encode(), "schedule.json").rows
    assert row.values["starts_on"] == date(2024, 10, 27)
    good, broken = row.sessions
    assert (good.values["ends_at"] - good.values["starts_at"]).total_seconds() == 4 * 3600
    assert good.values["people"] == ["Ada", "Ben"]
    assert (good.values["room"], good.values["abstract_de"]) == ("Stage", "A.\n\nB.")
    assert broken.fault == "The time cannot be read."
