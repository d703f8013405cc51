"""A day of talks and discussion on one subject."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, Stage, Task, by_date, stages, timed

CONFERENCE = Format(
    key="conference",
    label_de="Fachkonferenz",
    label_en="Conference",
    summary_de="Ein Tag mit Vorträgen, Gesprächen und Pausen zum Kennenlernen, meist zu einem Fachthema.",
    summary_en="A day of talks, discussions and breaks to meet people, usually on one professional subject.",
    family=Family.OPEN,
    stages=stages(
        Stage.SESSIONS, Stage.TRACKS, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY,
        Stage.CALL, Stage.TIMETABLE, Stage.CHECKIN,
    ),
    fields=(*shared.ANYWHERE, "motto", "series", "edition", "picture", "language"),
    announcement_de="Wie gelingt [Thema]? Fachleute aus [Bereichen] berichten, was sich bewährt hat, und diskutieren mit Ihnen.",
    announcement_en="How does [topic] succeed? Experts from [fields] report what works and discuss it with you.",
    starts=time(9, 30),
    minutes=420,
    seats=150,
    sessions=timed(
        (30, "opening", "Begrüßung", "Welcome"),
        (45, "keynote", "Hauptvortrag", "Keynote"),
        (105, "talk", "Vorträge aus der Praxis", "Talks from practice"),
        (60, "pause", "Mittagspause", "Lunch break"),
        (90, "workshop", "Vertiefung in Gruppen", "Groups in depth"),
        (60, "panel", "Podiumsgespräch", "Panel discussion"),
        (30, "closing", "Zusammenfassung und Ausblick", "Summary and outlook"),
    ),
    checklist=by_date((
        Task("theme", "Thema und Leitfragen festlegen", "Settle the theme and its questions", 120),
        shared.ROOM, shared.ACCESS, shared.SPEAKERS, shared.MODERATION, shared.ANNOUNCE, shared.FUNDING,
        shared.PRESS, shared.CATERING, shared.REMINDER, shared.SIGNS, shared.PHOTOS, shared.LIST,
        shared.THANKS, shared.REPORT,
    )),
    report=(shared.ATTENDED, shared.RESULT, shared.PRESS_ECHO, shared.BETTER),
)  # fmt: skip
