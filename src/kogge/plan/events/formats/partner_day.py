"""A visit at a partner's house with a look at work and laboratories."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, Stage, Task, by_date, stages, timed

PARTNER_DAY = Format(
    key="partner-day",
    label_de="Partnertag",
    label_en="Partner day",
    summary_de="Das Netzwerk besucht einen Partner: Vorstellung, Rundgang durch Labore oder Werkstätten, Verabredungen.",
    summary_en="The network visits a partner: introduction, tour of laboratories or workshops, agreements.",
    family=Family.BODY,
    stages=stages(Stage.SESSIONS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY),
    fields=(*shared.BASICS, "capacity", "access", "picture", "people", "audience_text"),
    announcement_de="Wir sind zu Gast bei [Partner]. Gezeigt werden [Projekte]; danach sprechen wir darüber, woran wir "
    "gemeinsam arbeiten können.",
    announcement_en="We are guests of [partner], who shows us [projects]; then we discuss what we can work on together.",
    starts=time(13, 0),
    minutes=240,
    seats=40,
    audiences=("network",),
    sessions=timed(
        (30, "opening", "Begrüßung durch die Gastgeber", "Welcome by the hosts"),
        (60, "talk", "Einblicke in Projekte", "Insight into projects"),
        (75, "visit", "Rundgang", "Tour"),
        (75, "networking", "Verabredungen", "Agreements"),
    ),
    checklist=by_date((
        Task("host", "Ablauf mit den Gastgebern abstimmen", "Agree on the day with the hosts", 35),
        Task("groups", "Gruppen für den Rundgang einteilen", "Divide into groups for the tour", 5),
        Task("safety", "Sicherheitsregeln der Labore erfragen", "Ask for the laboratories' safety rules", 10),
        shared.ACCESS, shared.ANNOUNCE, shared.FUNDING, shared.PHOTOS, shared.THANKS, shared.REPORT,
    )),
    report=(shared.ATTENDED, shared.RESULT, shared.NEXT),
)  # fmt: skip
