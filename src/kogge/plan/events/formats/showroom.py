"""A room in which technology can be touched and tried."""

from datetime import time

from . import _shared as shared
from ._format import DefaultSession, Family, Format, ReportField, Stage, Task, by_date, stages

SHOWROOM = Format(
    key="showroom",
    label_de="Showroom",
    label_en="Showroom",
    summary_de="Ein Raum, in dem man Technik anfassen und ausprobieren kann, mit Menschen, die sie erklären.",
    summary_en="A room in which technology can be touched and tried, with people who explain it.",
    family=Family.OPEN,
    stages=stages(Stage.EXHIBITS, Stage.SESSIONS, Stage.ROOMS, Stage.STAND),
    fields=(*shared.BASICS, "room", "access", "parent", "picture"),
    announcement_de="Anfassen erwünscht: Hier probieren Sie [Technik] aus. [Partner] erklärt, wie sie im Alltag hilft.",
    announcement_en="Please touch: try out [technology] here. [Partner] explains how it helps in everyday life.",
    starts=time(10, 0),
    minutes=420,
    audiences=("everybody", "companies"),
    sessions=(
        DefaultSession("Ausprobieren", "Trying things out", "exhibition", 0, 420),
        DefaultSession("Kurze Führung", "Short guided tour", "visit", 60, 30),
    ),
    checklist=by_date((
        Task("exhibits", "Geräte auswählen und versichern", "Choose and insure the devices", 42),
        Task("labels", "Erklärtafeln in einfacher Sprache schreiben", "Write labels in plain language", 14),
        Task("hygiene", "Reinigung von Brillen und Geräten regeln", "Arrange cleaning of headsets and devices", 5),
        shared.ROOM, shared.ACCESS, shared.FUNDING, shared.PHOTOS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("favourite", "Was wurde am meisten ausprobiert?", "What was tried most?"),
        shared.BETTER,
    ),
)  # fmt: skip
