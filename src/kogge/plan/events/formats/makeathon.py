"""Teams of mixed trades make something tangible for a town or company."""

from datetime import time

from . import _shared as shared
from ._format import DefaultSession, Family, Format, ReportField, Stage, Task, by_date, stages

MAKEATHON = Format(
    key="makeathon",
    label_de="Makeathon",
    label_en="Makeathon",
    summary_de="Gemischte Teams bauen in wenigen Tagen etwas Greifbares: Modelle, Prototypen, Konzepte für einen Ort.",
    summary_en="Mixed teams make something tangible in a few days: models, prototypes, concepts for a place.",
    family=Family.DAYS,
    stages=stages(
        Stage.SESSIONS, Stage.ROOMS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN, Stage.CHALLENGES,
        Stage.TEAMS, Stage.CERTIFICATE,
    ),
    fields=(*shared.ONSITE, "motto", "audience_text", "picture"),
    announcement_de="Drei Tage arbeiten Menschen verschiedener Berufe an der Frage: [Frage]. Gemeinsam mit [Partnern] entstehen "
    "Prototypen, die vor Ort weiterleben.",
    announcement_en="For three days people of different trades work on one question: [question]. With [partners] they make "
    "prototypes that live on locally.",
    starts=time(9, 0),
    minutes=480,
    days=3,
    seats=50,
    audiences=("companies", "students", "administration"),
    sessions=(
        DefaultSession("Auftakt mit den Aufgabengebern", "Kick-off with the challenge owners", "opening", 0, 120),
        DefaultSession("Erkundung vor Ort", "Exploring the place", "visit", 150, 180),
        DefaultSession("Bauen und Testen", "Making and testing", "workshop", 0, 480, day=2),
        DefaultSession("Ausstellung der Ergebnisse", "Exhibition of the results", "exhibition", 300, 150, day=3),
    ),
    checklist=by_date((
        Task("challenges", "Aufgaben mit Stadt und Betrieben abstimmen", "Agree on challenges with town and companies", 90),
        Task("tools", "Werkstatt, Material und Einweisung organisieren", "Organise workshop, material and training", 30),
        Task("coaches", "Begleitung für die Teams finden", "Find coaches for the teams", 42),
        shared.ROOM, shared.ACCESS, shared.ANNOUNCE, shared.FUNDING, shared.CATERING, shared.PHOTOS,
        shared.LIST, shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED, shared.TEAMS,
        ReportField("prototypes", "Was wurde gebaut?", "What was made?"),
        shared.NEXT, shared.PRESS_ECHO,
    ),
)  # fmt: skip
