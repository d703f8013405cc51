"""Rotating tables: everybody talks about every question."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

WORLD_CAFE = Format(
    key="world-cafe",
    label_de="World-Café",
    label_en="World café",
    summary_de="Kleine Runden wechseln von Tisch zu Tisch; an jedem wartet eine Frage und jemand, der die Ergebnisse hütet.",
    summary_en="Small rounds move from table to table; each has a question and a host who keeps the results.",
    family=Family.SEATS,
    stages=stages(
        Stage.SESSIONS, Stage.ROOMS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN, Stage.BOARD, Stage.ONLINE
    ),
    fields=(*shared.ANYWHERE, "parent"),
    announcement_de="An [Zahl] Tischen sprechen wir über [Fragen]. Nach [Minuten] Minuten wird gewechselt, so kommt jede und "
    "jeder zu Wort.",
    announcement_en="At [number] tables we talk about [questions]. We change after [minutes] minutes, so everybody is heard.",
    starts=time(14, 0),
    minutes=150,
    seats=48,
    sessions=timed(
        (20, "opening", "Einführung", "Introduction"),
        (30, "world_cafe", "Erste Runde", "First round"),
        (30, "world_cafe", "Zweite Runde", "Second round"),
        (30, "world_cafe", "Dritte Runde", "Third round"),
        (40, "closing", "Ernte: Ergebnisse der Tische", "Harvest: results of the tables"),
    ),
    checklist=by_date((
        Task("questions", "Fragen der Tische formulieren", "Word the questions of the tables", 21),
        Task("hosts", "Gastgebende für jeden Tisch finden", "Find a host for every table", 14),
        shared.ROOM, shared.ACCESS, shared.ANNOUNCE, shared.FUNDING, shared.MATERIAL, shared.CATERING,
        shared.LIST, shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("harvest", "Was steht auf den Tischdecken?", "What do the tablecloths say?"),
        shared.NEXT,
    ),
)  # fmt: skip
