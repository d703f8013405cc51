"""A public festival with hands-on stations for everybody."""

from datetime import time

from . import _shared as shared
from ._format import DefaultSession, Family, Format, ReportField, Stage, Task, by_date, stages

CITIZENS_FESTIVAL = Format(
    key="citizens-festival",
    label_de="Bürgerfest",
    label_en="Citizens' festival",
    summary_de="Ein Fest für alle: Mitmachstationen, Bühne, Gespräche, ohne Anmeldung.",
    summary_en="A festival for everybody: hands-on stations, a stage, conversations, no registration.",
    family=Family.OPEN,
    stages=stages(Stage.SESSIONS, Stage.ROOMS, Stage.SPEAKERS, Stage.STAND, Stage.EXHIBITS),
    fields=("summary", "plain", "place", "place_note", "audiences", "topics", "access", "parent", "picture", "network_role"),
    announcement_de="Kommen Sie vorbei und probieren Sie aus, was digital möglich ist: [Stationen]. Für Kinder gibt es "
    "[Angebot]. Der Eintritt ist frei.",
    announcement_en="Drop in and try what digital technology can do: [stations]. For children there is [offer]. Admission "
    "is free.",
    starts=time(11, 0),
    minutes=480,
    days=3,
    audiences=("everybody", "families"),
    sessions=(
        DefaultSession("Mitmachstationen geöffnet", "Hands-on stations open", "exhibition", 0, 480),
        DefaultSession("Bühnengespräch", "Talk on stage", "panel", 180, 45),
        DefaultSession("Vorlesen und Roboterstunde für Kinder", "Stories and robots for children", "workshop", 240, 60),
    ),
    checklist=by_date((
        Task("space", "Fläche, Strom und Netz mit der Leitung klären", "Clarify space, power and network with the host", 120),
        Task("stations", "Mitmachstationen und Betreuung festlegen", "Settle the stations and who staffs them", 60),
        Task("weather", "Regen, Wind und Hitze einplanen", "Plan for rain, wind and heat", 21),
        Task("shifts", "Schichten einteilen", "Assign the shifts", 14),
        shared.ACCESS, shared.ANNOUNCE, shared.FUNDING, shared.PRESS, shared.PHOTOS, shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("counted_how", "Wie wurde gezählt oder geschätzt?", "How was it counted or estimated?"),
        shared.CONTACTS, shared.RESULT, shared.PRESS_ECHO,
    ),
)  # fmt: skip
