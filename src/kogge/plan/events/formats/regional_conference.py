"""A centre's conference on one subject of its area."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, Stage, Task, by_date, stages, timed

REGIONAL_CONFERENCE = Format(
    key="regional-conference",
    label_de="Regionalkonferenz",
    label_en="Regional conference",
    summary_de="Ein Zentrum lädt die eigene Gegend zu einem Thema ein: Impuls, Talkrunde, Marktplatz der Angebote.",
    summary_en="A centre invites its own area on one subject: impulse, panel, marketplace of offers.",
    family=Family.OPEN,
    stages=stages(
        Stage.SESSIONS, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN,
        Stage.EXHIBITS,
    ),
    fields=(*shared.ANYWHERE, "motto", "series", "picture"),
    announcement_de="Was bedeutet [Thema] für unsere Gegend? Nach einem Impuls von [Name] sprechen Betriebe, Kommunen und "
    "Forschung darüber. Auf dem Marktplatz zeigen Partner ihre Angebote.",
    announcement_en="What does [topic] mean for our area? After an impulse by [name], companies, towns and researchers "
    "discuss it. Partners show their offers on the marketplace.",
    starts=time(10, 0),
    minutes=360,
    seats=100,
    audiences=("companies", "administration"),
    sessions=timed(
        (30, "opening", "Begrüßung", "Welcome"),
        (45, "impulse", "Impuls", "Impulse"),
        (75, "panel", "Talkrunde", "Panel"),
        (60, "pause", "Mittagspause und Marktplatz", "Lunch and marketplace"),
        (105, "workshop", "Workshops", "Workshops"),
        (45, "closing", "Ergebnisse", "Results"),
    ),
    checklist=by_date((
        Task("partners", "Partner für den Marktplatz gewinnen", "Win partners for the marketplace", 60),
        shared.ROOM, shared.ACCESS, shared.SPEAKERS, shared.MODERATION, shared.ANNOUNCE, shared.FUNDING,
        shared.PRESS, shared.CATERING, shared.REMINDER, shared.PHOTOS, shared.LIST, shared.THANKS, shared.REPORT,
    )),
    report=(shared.ATTENDED, shared.RESULT, shared.NEXT, shared.PRESS_ECHO),
)  # fmt: skip
