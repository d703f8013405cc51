"""Volunteers are formally given an office and start working together."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

AMBASSADOR_APPOINTMENT = Format(
    key="ambassador-appointment",
    label_de="Ernennung von Botschafterinnen und Botschaftern",
    label_en="Appointment of ambassadors",
    summary_de="Ehrenamtliche erhalten ihre Ernennung und arbeiten danach gemeinsam an ihrem Auftrag.",
    summary_en="Volunteers receive their appointment and then work together on their mission.",
    family=Family.SELECTION,
    stages=stages(Stage.CALL, Stage.JURY, Stage.APPOINTMENT, Stage.SESSIONS, Stage.SPEAKERS),
    fields=(*shared.BASICS, "parent", "people", "picture", "access"),
    announcement_de="[Name] ernennt [Zahl] Menschen, die sich ehrenamtlich für den digitalen Wandel einsetzen. Danach arbeiten "
    "alle gemeinsam an [Thema].",
    announcement_en="[Name] appoints [number] people who volunteer for digital change. Then everybody works on [topic].",
    starts=time(14, 0),
    minutes=180,
    cost="not_stated",
    audiences=("network",),
    sessions=timed(
        (30, "opening", "Begrüßung", "Welcome"),
        (45, "appointment", "Ernennung", "Appointment"),
        (75, "workshop", "Gemeinsame Arbeit am Ehrenamt", "Working on the office together"),
        (30, "networking", "Ausklang", "Networking"),
    ),
    checklist=by_date((
        Task("consent", "Zustimmung der Vorgeschlagenen einholen", "Get the nominees' consent", 60),
        Task("patron", "Termin mit der ernennenden Person sichern", "Secure the date of the appointing person", 60),
        Task("documents", "Urkunden ausstellen, Namen prüfen lassen", "Issue certificates, have names checked", 14),
        shared.ROOM, shared.ACCESS, shared.PRESS, shared.PHOTOS, shared.REPORT,
    )),
    report=(
        ReportField("appointed", "Wie viele Personen wurden ernannt?", "How many people were appointed?", "number"),
        shared.RESULT, shared.NEXT, shared.PRESS_ECHO,
    ),
)  # fmt: skip
