"""The files of the usual video tools, in German and English."""

import contextlib
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kogge.take_part.attendance.online_files import NoTable, moment, read

ZONE = ZoneInfo("Europe/Berlin")
DAY = date(2027, 5, 4)


def t(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2027, 5, 4, hour, minute, second, tzinfo=ZONE)


ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
123,Talk,05/04/2027 09:00:00 AM,05/04/2027 10:00:00 AM,host@house.example,60,2

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Alma Beispiel,alma@guests.example,05/04/2027 09:00:00 AM,05/04/2027 09:45:00 AM,45,Yes
"""
ZOOM_DE = """Name (Originalname);Benutzer-E-Mail;Beitrittszeit;Verlassen um;Dauer (Minuten);Gast
Alma Beispiel;alma@guests.example;04.05.2027 09:00:00;04.05.2027 09:45:00;45;Ja
"""
TEAMS = """1. Summary
Meeting title\tTalk
Attended participants\t1

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Alma Beispiel\t5/4/27, 9:00:00 AM\t5/4/27, 9:45:00 AM\t45m 0s\talma@guests.example\talma@guests.example\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Alma Beispiel\t5/4/27, 9:00:00 AM\t5/4/27, 9:20:00 AM\t20m\talma@guests.example\tAttendee
"""
TEAMS_DE = """Name\tErste Teilnahme\tLetztes Verlassen\tBesprechungsdauer\tE-Mail\tTeilnehmer-ID (UPN)\tRolle
Alma Beispiel\t04.05.27, 09:00:00\t04.05.27, 09:45:00\t45 Min.\talma@guests.example\t\tTeilnehmer
"""
TEAMS_OLD = """Full Name\tUser Action\tTimestamp
Alma Beispiel\tJoined\t5/4/2027, 9:00:00 AM
Alma Beispiel\tLeft\t5/4/2027, 9:45:00 AM
"""
BBB = """Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Join,Left,Duration
Alma Beispiel,FALSE,3,00:01:00,00:00:00,2,2027-05-04 09:00:00,2027-05-04 09:45:00,00:45:00
"""
JITSI = """displayName,joined,left
Alma Beispiel,2027-05-04T07:00:00+00:00,2027-05-04T07:45:00+00:00
"""


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        (ZOOM, "Zoom"),
        (ZOOM_DE, "Zoom"),
        (TEAMS, "Teams"),
        (TEAMS_DE, "Teams"),
        (TEAMS_OLD, "Teams"),
        (BBB, "BigBlueButton"),
        (JITSI, "Jitsi"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_tool_is_read(text: str, tool: str, encoding: str) -> None:
    [stay] = read(text.encode(encoding), on=DAY, zone=ZONE)
    assert (stay.name, stay.joined, stay.left, stay.tool) == ("Alma Beispiel", t(9), t(9, 45), tool)
    assert stay.email in {"alma@guests.example", ""}


def test_the_day_of_the_event_decides_between_april_and_may() -> None:
    assert moment("04/05/2027 09:00", on=DAY, zone=ZONE) == t(9)
    assert moment("05/04/2027 09:00", on=DAY, zone=ZONE) == t(9)
    assert moment("9:05 AM", on=DAY, zone=ZONE) == t(9, 5)
    assert moment("soon", on=DAY, zone=ZONE) is None


def test_a_missing_end_is_taken_from_the_duration() -> None:
    [stay] = read(b"Name,Join,Duration\nAlma,2027-05-04 09:00,1h 30m\n", on=DAY, zone=ZONE)
    assert stay.left == t(10, 30)


def test_what_is_no_table_is_refused() -> None:
    for content in (b"", b"\x89PNG", b"a,b\n1,2\n", "Grüße".encode("latin-1")):
        with pytest.raises(NoTable):
            read(content, on=DAY, zone=ZONE)


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    with contextlib.suppress(NoTable):
        read(b"Name,Join,Left\n" + content, on=DAY, zone=ZONE)
