"""A small group learns or makes something with a guide."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, Stage, Task, by_date, stages, timed

WORKSHOP = Format(
    key="workshop",
    label_de="Workshop",
    label_en="Workshop",
    summary_de="Eine kleine Gruppe lernt oder erarbeitet etwas unter Anleitung. Mit Plätzen und Warteliste.",
    summary_en="A small group learns or makes something with a guide. With seats and a waiting list.",
    family=Family.SEATS,
    stages=stages(
        Stage.SESSIONS, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN,
        Stage.CERTIFICATE,
    ),
    fields=(*shared.ANYWHERE, "people", "series"),
    announcement_de="In diesem Workshop lernen Sie [was]. Vorkenntnisse brauchen Sie [keine]; bringen Sie bitte [was] mit.",
    announcement_en="In this workshop you learn [what]. You need [no] previous knowledge; please bring [what].",
    starts=time(14, 0),
    minutes=180,
    seats=16,
    sessions=timed(
        (20, "opening", "Ankommen und Vorstellen", "Arrival and introductions"),
        (70, "workshop", "Erster Teil", "First part"),
        (15, "pause", "Pause", "Break"),
        (60, "workshop", "Zweiter Teil", "Second part"),
        (15, "closing", "Rückmeldung", "Feedback"),
    ),
    checklist=by_date((
        Task("goal", "Lernziel in einem Satz aufschreiben", "Write down the learning goal in one sentence", 42),
        shared.ROOM, shared.ACCESS, shared.SPEAKERS, shared.ANNOUNCE, shared.FUNDING, shared.MATERIAL,
        shared.REMINDER, shared.LIST, shared.THANKS, shared.REPORT,
    )),
    report=(shared.ATTENDED, shared.RESULT, shared.BETTER),
)  # fmt: skip
