"""One-to-one coaching in slots that can be booked."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages

COACHING_HOURS = Format(
    key="coaching-hours",
    label_de="Coaching-Stunden",
    label_en="Coaching hours",
    summary_de="Einzelgespräche mit einer Fachperson in buchbaren Zeiten, vertraulich und kostenfrei.",
    summary_en="One-to-one talks with an expert at times that can be booked, confidential and free of charge.",
    family=Family.CONTACT,
    stages=stages(Stage.BOOKING, Stage.SPEAKERS, Stage.ROOMS, Stage.ONLINE),
    fields=(*shared.ANYWHERE, "people", "series"),
    announcement_de="Sie haben eine Idee oder eine Frage zu [Thema]? [Name] nimmt sich [Minuten] Minuten Zeit für Sie allein. "
    "Was Sie besprechen, bleibt unter Ihnen.",
    announcement_en="Do you have an idea or a question about [topic]? [Name] takes [minutes] minutes for you alone. What you "
    "discuss stays between you.",
    starts=time(13, 0),
    minutes=240,
    seats=5,
    audiences=("startups", "companies"),
    checklist=by_date((
        Task("slots", "Zeiten mit Pausen dazwischen festlegen", "Set times with breaks in between", 21),
        Task("quiet", "Ruhigen Raum mit geschlossener Tür buchen", "Book a quiet room with a door that closes", 21),
        Task("questions", "Anliegen vorab erfragen", "Ask for the questions beforehand", 3),
        Task("follow_up", "Nachfragen, was daraus wurde", "Ask what became of it", -30),
        shared.FUNDING, shared.ANNOUNCE, shared.REPORT,
    )),
    report=(
        shared.CONTACTS,
        ReportField("topics", "Worum ging es (ohne Namen)?", "What was it about (no names)?"),
        shared.NEXT,
    ),
)  # fmt: skip
