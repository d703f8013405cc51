"""A day on which apprentices of a company or town solve tasks in groups."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

APPRENTICE_DAY = Format(
    key="apprentice-day",
    label_de="Azubi-Tag",
    label_en="Apprentice day",
    summary_de="Auszubildende eines Betriebs oder einer Gegend lösen in Gruppen Aufgaben zu einem digitalen Thema.",
    summary_en="Apprentices of a company or an area solve tasks on a digital topic in groups.",
    family=Family.SEATS,
    stages=stages(
        Stage.SESSIONS, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN,
        Stage.TEAMS, Stage.CERTIFICATE,
    ),
    fields=(*shared.ONSITE, "audience_text", "people"),
    announcement_de="Ein Tag für Auszubildende: Was ändert [Thema] an meinem Beruf? In Gruppen lösen wir Aufgaben aus dem "
    "Betrieb, am Ende gewinnt die beste Idee.",
    announcement_en="A day for apprentices: how does [topic] change my trade? In groups we solve tasks from the company; "
    "the best idea wins.",
    starts=time(9, 0),
    minutes=360,
    seats=25,
    audiences=("apprentices",),
    sessions=timed(
        (30, "opening", "Begrüßung und Gruppen", "Welcome and groups"),
        (60, "impulse", "Einführung ins Thema", "Introduction to the topic"),
        (120, "workshop", "Aufgaben in Gruppen", "Tasks in groups"),
        (45, "pause", "Mittagspause", "Lunch break"),
        (75, "pitch", "Vorstellung der Lösungen", "Presenting the solutions"),
        (30, "closing", "Siegerehrung und Rückmeldung", "Awards and feedback"),
    ),
    checklist=by_date((
        Task("company", "Aufgaben mit dem Ausbildungsbetrieb abstimmen", "Agree on the tasks with the company", 42),
        Task("minors", "Einverständnis der Eltern Minderjähriger einholen", "Get parents' consent for minors", 14),
        shared.ROOM, shared.ACCESS, shared.SPEAKERS, shared.FUNDING, shared.MATERIAL, shared.CATERING,
        shared.PHOTOS, shared.LIST, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("ideas", "Welche Ideen nimmt der Betrieb mit?", "Which ideas does the company take up?"),
        shared.BETTER,
    ),
)  # fmt: skip
