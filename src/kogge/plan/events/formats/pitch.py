"""Short presentations in front of people who can help."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

PITCH = Format(
    key="pitch",
    label_de="Pitch",
    label_en="Pitch",
    summary_de="Start-ups stellen sich in wenigen Minuten vor Menschen vor, die weiterhelfen können.",
    summary_en="Start-ups present themselves in a few minutes to people who can help.",
    family=Family.SELECTION,
    stages=stages(
        Stage.CALL, Stage.JURY, Stage.SESSIONS, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY,
        Stage.TIMETABLE,
    ),
    fields=(*shared.ANYWHERE, "parent", "people", "language"),
    announcement_de="[Zahl] Start-ups, je [Minuten] Minuten: Erleben Sie Ideen aus [Bereich] und sprechen Sie danach mit den "
    "Menschen dahinter.",
    announcement_en="[Number] start-ups, [minutes] minutes each: see ideas from [field] and talk to the people behind them.",
    starts=time(17, 0),
    minutes=120,
    seats=80,
    audiences=("startups", "companies"),
    sessions=timed(
        (15, "opening", "Begrüßung und Regeln", "Welcome and rules"),
        (60, "pitch", "Pitches mit Fragen", "Pitches with questions"),
        (45, "networking", "Gespräche mit den Teams", "Talks with the teams"),
    ),
    checklist=by_date((
        Task("selection", "Teams auswählen und benachrichtigen", "Select and inform the teams", 42),
        Task("order", "Reihenfolge auslosen", "Draw lots for the order", 7),
        Task("clock", "Uhr, Klicker und Probe vorbereiten", "Prepare clock, clicker and rehearsal", 2),
        shared.ROOM, shared.ACCESS, shared.MODERATION, shared.ANNOUNCE, shared.FUNDING, shared.PHOTOS,
        shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("startups", "Wie viele Start-ups traten auf?", "How many start-ups presented?", "number"),
        shared.RESULT, shared.NEXT,
    ),
)  # fmt: skip
