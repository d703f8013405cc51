"""A day on which companies meet customers, partners and politics, often across borders."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

BUSINESS_CONFERENCE = Format(
    key="business-conference",
    label_de="Wirtschaftskonferenz",
    label_en="Business conference",
    summary_de="Unternehmen treffen Partner, Kundschaft und Politik; mit Gesprächsterminen und oft international.",
    summary_en="Companies meet partners, customers and politics, with appointed talks and often international.",
    family=Family.OPEN,
    stages=stages(
        Stage.SESSIONS, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN,
        Stage.BOOKING,
    ),
    fields=(*shared.ONSITE, "motto", "series", "edition", "people", "picture", "language", "cost_note"),
    announcement_de="Einen Tag lang knüpfen Unternehmen aus [Ländern] Kontakte. Es sprechen [Namen]; danach ist Zeit für "
    "verabredete Gespräche.",
    announcement_en="For a day, companies from [countries] make contacts. [Names] will speak; then there is time for "
    "appointed talks.",
    starts=time(9, 0),
    minutes=480,
    seats=300,
    audiences=("companies", "startups"),
    sessions=timed(
        (45, "opening", "Eröffnung", "Opening"),
        (90, "talk", "Märkte und Partner", "Markets and partners"),
        (90, "networking", "Gesprächstermine", "Appointed talks"),
        (60, "pause", "Mittagessen", "Lunch"),
        (90, "panel", "Podium", "Panel"),
        (105, "networking", "Ausklang", "Networking"),
    ),
    checklist=by_date((
        Task("patron", "Schirmherrschaft anfragen", "Ask for a patron", 150),
        Task("delegations", "Delegationen einladen, Dolmetschen bestellen", "Invite delegations, order interpreters", 90),
        shared.ROOM, shared.ACCESS, shared.SPEAKERS, shared.MODERATION, shared.ANNOUNCE, shared.FUNDING,
        shared.PRESS, shared.CATERING, shared.SIGNS, shared.PHOTOS, shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("countries", "Aus wie vielen Ländern?", "From how many countries?", "number"),
        shared.CONTACTS, shared.RESULT, shared.PRESS_ECHO,
    ),
)  # fmt: skip
