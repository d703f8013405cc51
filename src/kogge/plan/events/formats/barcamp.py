"""The agenda is made on the spot by those who are there."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

BARCAMP = Format(
    key="barcamp",
    label_de="BarCamp",
    label_en="BarCamp",
    summary_de="Die Tagesordnung entsteht vor Ort: Wer mag, bietet ein Thema an, alle wählen, wohin sie gehen.",
    summary_en="The agenda is made on the spot: anybody offers a topic, everybody chooses where to go.",
    family=Family.OPEN,
    stages=stages(
        Stage.SESSIONS, Stage.ROOMS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN, Stage.BOARD, Stage.TIMETABLE
    ),
    fields=(*shared.ONSITE, "series", "audience_text", "is_internal"),
    announcement_de="Sie bestimmen das Programm: Bringen Sie eine Frage, ein Projekt oder eine Erfahrung mit. Morgens werden "
    "die Sessions geplant, danach geht es in [Zahl] Räumen los.",
    announcement_en="You make the programme: bring a question, a project or an experience. Sessions are planned in the "
    "morning, then we start in [number] rooms.",
    starts=time(9, 30),
    minutes=390,
    seats=80,
    sessions=timed(
        (30, "opening", "Vorstellung mit drei Schlagworten", "Introductions in three words"),
        (45, "planning", "Sessionplanung", "Session planning"),
        (90, "barcamp", "Sessions am Vormittag", "Morning sessions"),
        (60, "pause", "Mittagspause", "Lunch break"),
        (135, "barcamp", "Sessions am Nachmittag", "Afternoon sessions"),
        (30, "closing", "Abschlussrunde", "Closing round"),
    ),
    checklist=by_date((
        Task("rooms", "Räume in verschiedenen Größen sichern", "Secure rooms of different sizes", 60),
        Task("board", "Tafel oder Leinwand für den Sessionplan vorbereiten", "Prepare the board for the session plan", 3),
        Task("notes", "Wer schreibt in den Sessions mit?", "Who takes notes in the sessions?", 3),
        shared.ACCESS, shared.MODERATION, shared.ANNOUNCE, shared.FUNDING, shared.CATERING, shared.PHOTOS,
        shared.LIST, shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("sessions", "Wie viele Sessions fanden statt?", "How many sessions took place?", "number"),
        shared.RESULT, shared.NEXT,
    ),
)  # fmt: skip
