"""Impulse, discussion, networking: an evening in three parts."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, Stage, Task, by_date, stages, timed

MEET_DISCUSS_CREATE = Format(
    key="meet-discuss-create",
    label_de="Meet Discuss Create",
    label_en="Meet Discuss Create",
    summary_de="Ein Abend in drei Teilen: Impuls, Gespräch in der Runde, gemeinsames Weiterdenken.",
    summary_en="An evening in three parts: impulse, discussion in the round, thinking ahead together.",
    family=Family.SEATS,
    stages=stages(
        Stage.SESSIONS, Stage.SERIES, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN
    ),
    fields=(*shared.ANYWHERE, "series", "people"),
    announcement_de="[Name] gibt einen Einblick in [Thema]. Danach diskutieren wir gemeinsam, was das für [Zielgruppe] "
    "heißt, und lassen den Abend bei Getränken ausklingen.",
    announcement_en="[Name] gives an insight into [topic]. Then we discuss what it means for [audience] and end the evening "
    "over drinks.",
    starts=time(17, 30),
    minutes=150,
    seats=40,
    audiences=("companies", "startups"),
    sessions=timed(
        (45, "impulse", "Meet: Impuls", "Meet: impulse"),
        (45, "discussion", "Discuss: Gespräch in der Runde", "Discuss: conversation in the round"),
        (60, "networking", "Create: Ideen und Kontakte", "Create: ideas and contacts"),
    ),
    checklist=by_date((
        Task("question", "Leitfrage des Abends formulieren", "Put the question of the evening", 42),
        shared.ROOM, shared.ACCESS, shared.SPEAKERS, shared.MODERATION, shared.ANNOUNCE, shared.FUNDING,
        shared.CATERING, shared.REMINDER, shared.LIST, shared.THANKS, shared.REPORT,
    )),
    report=(shared.ATTENDED, shared.RESULT, shared.NEXT),
)  # fmt: skip
