"""Training and exchange for volunteers of clubs and associations."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

ASSOCIATION_EVENT = Format(
    key="association-event",
    label_de="Veranstaltung für Vereine",
    label_en="Event for associations",
    summary_de="Ehrenamtliche lernen digitale Werkzeuge für ihren Verein kennen, abends und ohne Fachsprache.",
    summary_en="Volunteers get to know digital tools for their association, in the evening and in plain words.",
    family=Family.SEATS,
    stages=stages(
        Stage.SESSIONS, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN,
        Stage.CERTIFICATE,
    ),
    fields=(*shared.ANYWHERE, "plain", "audience_text", "people"),
    announcement_de="Weniger Papier, mehr Zeit fürs Ehrenamt: Wir zeigen, wie Ihr Verein mit [Werkzeugen] [Aufgabe] erledigt. "
    "Vorkenntnisse brauchen Sie nicht.",
    announcement_en="Less paper, more time for volunteering: we show how your association does [task] with [tools]. No "
    "previous knowledge needed.",
    starts=time(17, 30),
    minutes=150,
    seats=30,
    audiences=("associations",),
    sessions=timed(
        (15, "opening", "Ankommen", "Arrival"),
        (45, "impulse", "Werkzeuge, die wenig kosten", "Tools that cost little"),
        (60, "workshop", "Ausprobieren am eigenen Fall", "Trying it on your own case"),
        (30, "discussion", "Fragen aus den Vereinen", "Questions from associations"),
    ),
    checklist=by_date((
        Task("invite", "Vereine über Ehrenamtsstellen und Zeitung einladen", "Invite associations through volunteer offices and the newspaper", 35),
        Task("devices", "Leihgeräte bereitstellen", "Provide devices to borrow", 5),
        shared.ROOM, shared.ACCESS, shared.SPEAKERS, shared.FUNDING, shared.MATERIAL, shared.LIST,
        shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("associations", "Wie viele Vereine waren vertreten?", "How many associations were represented?", "number"),
        ReportField("wishes", "Was wünschen sich die Vereine als Nächstes?", "What do they wish for next?"),
    ),
)  # fmt: skip
