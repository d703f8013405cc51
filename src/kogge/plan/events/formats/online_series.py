"""Short online impulses at a fixed hour, week by week."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

ONLINE_SERIES = Format(
    key="online-series",
    label_de="Online-Reihe",
    label_en="Online series",
    summary_de="Kurze Online-Impulse zur festen Stunde, zum Beispiel jeden Donnerstag; mit Regel für die Bescheinigung.",
    summary_en="Short online impulses at a fixed hour, for example every Thursday, with a rule for the certificate.",
    family=Family.SERIES,
    stages=stages(
        Stage.SESSIONS, Stage.SERIES, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CHECKIN, Stage.CERTIFICATE,
        Stage.ONLINE,
    ),
    fields=("summary", "online_url", "audiences", "topics", "series", "people", "language", "access"),
    announcement_de="Jeden [Wochentag] um [Uhrzeit]: ein kurzer Impuls zu [Thema] und Zeit für Ihre Fragen. Den Link "
    "erhalten Sie mit der Anmeldung.",
    announcement_en="Every [weekday] at [time]: a short impulse on [topic] and time for your questions. You receive the "
    "link when you register.",
    starts=time(16, 0),
    minutes=45,
    mode="online",
    audiences=("everybody",),
    sessions=timed(
        (25, "impulse", "Impuls", "Impulse"),
        (20, "discussion", "Fragen und Antworten", "Questions and answers"),
    ),
    checklist=by_date((
        Task("topics", "Themen aller Termine festlegen", "Settle the topics of all dates", 42),
        Task("rule", "Regel für die Bescheinigung veröffentlichen", "Publish the rule for the certificate", 28),
        Task("captions", "Untertitel und Aufzeichnung klären", "Clarify captions and recording", 14),
        shared.SPEAKERS, shared.ANNOUNCE, shared.FUNDING, shared.LINK, shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("questions", "Welche Fragen kamen immer wieder?", "Which questions kept coming up?"),
        shared.BETTER,
    ),
)  # fmt: skip
