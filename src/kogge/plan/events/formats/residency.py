"""People live and work in a place for months and give something back."""

from datetime import time

from . import _shared as shared
from ._format import DefaultSession, Family, Format, ReportField, Stage, Task, by_date, stages

RESIDENCY = Format(
    key="residency",
    label_de="Residenz auf Zeit",
    label_en="Residency",
    summary_de="Menschen leben und arbeiten einige Monate an einem Ort und bringen sich mit eigenen Projekten ein.",
    summary_en="People live and work in a place for some months and contribute projects of their own.",
    family=Family.DAYS,
    stages=stages(Stage.CALL, Stage.JURY, Stage.SESSIONS, Stage.CAPACITY, Stage.TRIP),
    fields=(*shared.BASICS, "capacity", "cost", "cost_note", "picture", "audience_text", "people"),
    announcement_de="[Zahl] Menschen ziehen für [Monate] nach [Ort]. Wohnung und Arbeitsplatz stehen bereit; dafür setzen sie "
    "ein Projekt um, von dem der Ort etwas hat. Bewerben Sie sich bis [Tag].",
    announcement_en="[Number] people move to [place] for [months]. A flat and a desk are ready; in return they carry out a "
    "project the place benefits from. Apply by [day].",
    starts=time(10, 0),
    minutes=480,
    days=180,
    seats=12,
    cost="paid",
    audiences=("creatives", "startups"),
    sessions=(
        DefaultSession("Ankommen mit den Nachbarn", "Arrival with the neighbours", "opening", 420, 180),
        DefaultSession("Offener Werkstattabend", "Open workshop evening", "networking", 480, 120, day=60),
        DefaultSession("Abschluss: Was bleibt", "Closing: what remains", "closing", 420, 180, day=180),
    ),
    checklist=by_date((
        Task("homes", "Wohnungen und Schreibtische sichern", "Secure flats and desks", 180),
        Task("call", "Aufruf mit Wünschen des Ortes veröffentlichen", "Publish the call with the place's wishes", 150),
        Task("selection", "Auswählen und absagen, mit Begründung", "Select and decline, with reasons", 75),
        Task("hosts", "Patinnen und Paten im Ort finden", "Find local hosts", 42),
        shared.FUNDING, shared.PRESS, shared.PHOTOS, shared.THANKS, shared.REPORT,
    )),
    report=(
        ReportField("residents", "Wie viele Menschen waren da?", "How many people lived there?", "number"),
        ReportField("projects", "Welche Projekte sind entstanden?", "Which projects came about?"),
        ReportField("stayed", "Wer ist geblieben, was bleibt?", "Who stayed, what remains?"),
    ),
)  # fmt: skip
