"""A journey of a group to a fair, a region or partners abroad."""

from datetime import time

from . import _shared as shared
from ._format import DefaultSession, Family, Format, ReportField, Stage, Task, by_date, stages

DELEGATION_TRIP = Format(
    key="delegation-trip",
    label_de="Delegationsreise",
    label_en="Delegation trip",
    summary_de="Eine Gruppe reist gemeinsam zu Partnern, einer Messe oder einem Start-up-Treffen, oft nach einer Auswahl.",
    summary_en="A group travels to partners, a fair or a start-up gathering, often after a selection.",
    family=Family.ELSEWHERE,
    stages=stages(
        Stage.SESSIONS, Stage.TRIP, Stage.CALL, Stage.JURY, Stage.REGISTRATION, Stage.CAPACITY, Stage.SPEAKERS
    ),
    fields=("summary", "place", "capacity", "audiences", "topics", "cost", "cost_note", "parent", "people", "network_role"),
    announcement_de="Reisen Sie mit nach [Ort]. Auf dem Programm stehen [Besuche]. [Zahl] Plätze sind frei; bewerben können "
    "sich [Zielgruppe] bis [Tag].",
    announcement_en="Join us on a trip to [place]. The programme includes [visits]. [Number] seats are free; [audience] may "
    "apply until [day].",
    starts=time(8, 0),
    minutes=600,
    days=3,
    seats=30,
    cost="not_stated",
    audiences=("startups", "companies"),
    sessions=(
        DefaultSession("Anreise", "Arrival", "travel", 0, 300),
        DefaultSession("Besuch bei Partnern", "Visit to partners", "visit", 60, 240, day=2),
        DefaultSession("Abend der Delegation", "Delegation evening", "networking", 600, 150, day=2),
        DefaultSession("Rückreise", "Return", "travel", 240, 300, day=3),
    ),
    checklist=by_date((
        Task("call", "Aufruf zur Bewerbung veröffentlichen", "Publish the call for applications", 120),
        Task("selection", "Auswahl treffen und begründen", "Select and give reasons", 75),
        Task("travel", "Reise und Unterkunft buchen", "Book travel and lodging", 60),
        Task("brief", "Reisemappe mit Notfallnummern verschicken", "Send the travel folder with emergency numbers", 10),
        Task("private", "Persönliche Reisedaten löschen", "Delete personal travel data", -90),
        shared.FUNDING, shared.PRESS, shared.PHOTOS, shared.THANKS, shared.REPORT,
    )),
    report=(
        ReportField("delegation", "Wie viele Personen reisten mit?", "How many people travelled?", "number"),
        shared.CONTACTS, shared.RESULT, shared.NEXT, shared.PRESS_ECHO,
    ),
)  # fmt: skip
