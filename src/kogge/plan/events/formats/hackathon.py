"""Teams write software against the clock for problems somebody really has."""

from datetime import time

from . import _shared as shared
from ._format import DefaultSession, Family, Format, ReportField, Stage, Task, by_date, stages

HACKATHON = Format(
    key="hackathon",
    label_de="Hackathon",
    label_en="Hackathon",
    summary_de="Teams entwickeln in wenigen Tagen lauffähige Lösungen für Aufgaben von Kommunen, Betrieben und Vereinen.",
    summary_en="In a few days, teams build working solutions for challenges set by towns, companies and associations.",
    family=Family.DAYS,
    stages=stages(
        Stage.SESSIONS, Stage.ROOMS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN, Stage.CHALLENGES,
        Stage.TEAMS, Stage.JURY, Stage.CERTIFICATE, Stage.CALL,
    ),
    fields=(*shared.ONSITE, "audience_text", "picture", "language"),
    announcement_de="[Zahl] Tage, echte Aufgaben von [Partnern], ein Team: Entwickeln Sie mit uns. Mitbringen müssen Sie nur "
    "einen Rechner und Neugier; für Essen und Schlafplatz ist gesorgt.",
    announcement_en="[Number] days, real challenges from [partners], one team: build with us. Bring a laptop and curiosity; "
    "food and a place to sleep are provided.",
    starts=time(10, 0),
    minutes=600,
    days=3,
    seats=40,
    audiences=("students", "developers"),
    sessions=(
        DefaultSession("Vorstellung der Aufgaben", "Presentation of the challenges", "opening", 0, 90),
        DefaultSession("Teams finden", "Finding teams", "networking", 90, 60),
        DefaultSession("Arbeit in Teams", "Team work", "workshop", 0, 600, day=2),
        DefaultSession("Präsentation und Jury", "Presentation and jury", "pitch", 240, 120, day=3),
        DefaultSession("Preisverleihung", "Award ceremony", "closing", 390, 45, day=3),
    ),
    checklist=by_date((
        Task("challenges", "Aufgaben einwerben und schärfen", "Collect and sharpen the challenges", 90),
        Task("jury", "Jury und Kriterien festlegen", "Settle jury and criteria", 45),
        Task("network", "Netz, Strom und Datenzugänge prüfen", "Check network, power and data access", 10),
        Task("rights", "Rechte an den Ergebnissen klären", "Clarify rights to the results", 30),
        shared.ROOM, shared.ACCESS, shared.ANNOUNCE, shared.FUNDING, shared.CATERING, shared.PHOTOS,
        shared.LIST, shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED, shared.TEAMS,
        ReportField("winners", "Welche Lösungen wurden ausgezeichnet?", "Which solutions won?"),
        shared.NEXT, shared.PRESS_ECHO,
    ),
)  # fmt: skip
