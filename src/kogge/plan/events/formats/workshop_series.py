"""Workshops that build on each other, with a rule for the certificate."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

WORKSHOP_SERIES = Format(
    key="workshop-series",
    label_de="Workshopreihe",
    label_en="Workshop series",
    summary_de="Mehrere Workshops bauen aufeinander auf; wer genug besucht, erhält eine Teilnahmebescheinigung.",
    summary_en="Several workshops build on each other; those who attend enough of them get a certificate.",
    family=Family.SERIES,
    stages=stages(
        Stage.SESSIONS, Stage.SERIES, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY,
        Stage.CHECKIN, Stage.CERTIFICATE,
    ),
    fields=(*shared.ANYWHERE, "series", "people"),
    announcement_de="In [Zahl] Teilen machen wir Sie fit für [Thema]. Jeder Teil dauert [Zeit]. Wer [n] von [m] Terminen "
    "besucht, erhält eine Bescheinigung.",
    announcement_en="In [number] parts we prepare you for [topic]. Each part takes [time]. Attend [n] of [m] dates to get a "
    "certificate.",
    starts=time(18, 0),
    minutes=120,
    seats=20,
    audiences=("retail", "companies"),
    sessions=timed(
        (15, "opening", "Rückblick auf den letzten Teil", "Looking back on the last part"),
        (85, "workshop", "Thema des Abends", "Topic of the evening"),
        (20, "closing", "Aufgabe bis zum nächsten Mal", "Task until next time"),
    ),
    checklist=by_date((
        Task("curriculum", "Teile und Lernziele festlegen", "Settle the parts and their goals", 60),
        Task("rule", "Regel für die Bescheinigung veröffentlichen", "Publish the rule for the certificate", 35),
        shared.ROOM, shared.ACCESS, shared.SPEAKERS, shared.ANNOUNCE, shared.FUNDING, shared.MATERIAL,
        shared.REMINDER, shared.LIST, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("completed", "Wie viele haben die Reihe abgeschlossen?", "How many completed the series?", "number"),
        shared.RESULT, shared.BETTER,
    ),
)  # fmt: skip
