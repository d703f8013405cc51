"""People who should know each other get to know each other."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

NETWORKING_EVENING = Format(
    key="networking-evening",
    label_de="Netzwerkabend",
    label_en="Networking evening",
    summary_de="Menschen, die sich kennen sollten, lernen sich kennen: kurze Vorstellung, Tischgespräche, Ausklang.",
    summary_en="People who should know each other meet: short introductions, table talks, an open end.",
    family=Family.SEATS,
    stages=stages(Stage.SESSIONS, Stage.ROOMS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN),
    fields=(*shared.ONSITE, "parent", "series", "audience_text"),
    announcement_de="Wer arbeitet in unserer Gegend an [Thema]? Kommen Sie, stellen Sie sich in einem Satz vor und nehmen Sie "
    "neue Kontakte mit.",
    announcement_en="Who works on [topic] around here? Come, introduce yourself in one sentence and take new contacts home.",
    starts=time(18, 0),
    minutes=180,
    seats=60,
    audiences=("companies", "startups"),
    sessions=timed(
        (30, "opening", "Begrüßung und Vorstellung in einem Satz", "Welcome and one-sentence introductions"),
        (60, "networking", "Wechselnde Tischgespräche", "Rotating table talks"),
        (90, "networking", "Offener Ausklang", "Open end"),
    ),
    checklist=by_date((
        Task("mix", "Gästeliste auf Mischung prüfen", "Check the guest list for variety", 14),
        shared.ROOM, shared.ACCESS, shared.ANNOUNCE, shared.FUNDING, shared.CATERING, shared.SIGNS,
        shared.LIST, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("matches", "Welche Verbindungen sind entstanden?", "Which connections came about?"),
        shared.NEXT,
    ),
)  # fmt: skip
