"""A stand of one's own at somebody else's fair, with talks and shifts."""

from datetime import time

from . import _shared as shared
from ._format import DefaultSession, Family, Format, ReportField, Stage, Task, by_date, stages

TRADE_FAIR_STAND = Format(
    key="trade-fair-stand",
    label_de="Messestand",
    label_en="Trade-fair stand",
    summary_de="Ein eigener Stand auf einer fremden Messe, mit Talks, Schichten und Mitausstellenden.",
    summary_en="A stand of our own at somebody else's fair, with talks, shifts and co-exhibitors.",
    family=Family.ELSEWHERE,
    stages=stages(Stage.SESSIONS, Stage.SPEAKERS, Stage.STAND, Stage.TIMETABLE),
    fields=("summary", "place", "place_note", "audiences", "topics", "parent", "picture", "network_role"),
    announcement_de="Besuchen Sie uns auf [Messe] in [Halle, Stand]. An unserem Stand zeigen [Mitausstellende], was bei uns "
    "entsteht; täglich gibt es Talks.",
    announcement_en="Visit us at [fair] in [hall, stand]. At our stand [co-exhibitors] show what is being made here, with "
    "talks every day.",
    starts=time(9, 0),
    minutes=540,
    days=3,
    cost="not_stated",
    audiences=("administration", "companies"),
    sessions=(
        DefaultSession("Eröffnung am Stand", "Opening at the stand", "opening", 60, 30),
        DefaultSession("Talk am Stand", "Talk at the stand", "panel", 180, 45),
    ),
    checklist=by_date((
        Task("stand", "Standfläche buchen, Standbau beauftragen", "Book the space, commission the stand", 180),
        Task("exhibitors", "Mitausstellende auswählen und einweisen", "Choose and brief co-exhibitors", 90),
        Task("shifts", "Standdienste einteilen", "Assign the shifts", 21),
        Task("tickets", "Eintrittskarten für Gäste verteilen", "Hand out tickets to guests", 21),
        Task("transport", "Transport von Technik und Material planen", "Plan transport of equipment", 14),
        shared.SPEAKERS, shared.FUNDING, shared.PRESS, shared.PHOTOS, shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.CONTACTS,
        ReportField("talks", "Wie viele Talks fanden statt?", "How many talks took place?", "number"),
        shared.RESULT, shared.NEXT, shared.PRESS_ECHO,
    ),
)  # fmt: skip
