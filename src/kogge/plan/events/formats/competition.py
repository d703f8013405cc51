"""A contest with a call, criteria known beforehand, a jury and a decision with reasons."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

COMPETITION = Format(
    key="competition",
    label_de="Wettbewerb",
    label_en="Competition",
    summary_de="Ein Aufruf, vorher bekannte Kriterien, eine Jury ohne Befangene und eine begründete Entscheidung.",
    summary_en="A call, criteria known beforehand, a jury without conflicts of interest and a reasoned decision.",
    family=Family.SELECTION,
    stages=stages(Stage.CALL, Stage.JURY, Stage.SESSIONS, Stage.SPEAKERS, Stage.REGISTRATION),
    fields=("mode", *shared.BASICS, "online_url", "series", "edition", "parent", "picture", "audience_text"),
    announcement_de="Gesucht: [Wer oder was]. Bewerben Sie sich bis [Tag]. Eine unabhängige Jury entscheidet nach [Kriterien]. "
    "Zu gewinnen gibt es [Preis].",
    announcement_en="Wanted: [who or what]. Apply by [day]. An independent jury decides by [criteria]. The prize is [prize].",
    starts=time(17, 0),
    minutes=120,
    audiences=("startups",),
    sessions=timed(
        (15, "opening", "Begrüßung", "Welcome"),
        (60, "pitch", "Die Nominierten stellen sich vor", "The nominees present themselves"),
        (15, "pause", "Beratung der Jury", "Jury deliberates"),
        (30, "closing", "Preisverleihung", "Award ceremony"),
    ),
    checklist=by_date((
        Task("rules", "Teilnahmeregeln und Kriterien beschließen", "Decide on rules and criteria", 150),
        Task("call", "Aufruf veröffentlichen", "Publish the call", 120),
        Task("jury", "Jury berufen, Befangenheit abfragen", "Appoint the jury, ask for conflicts of interest", 75),
        Task("decision", "Entscheidung mit Begründung festhalten", "Record the decision with reasons", 21),
        Task("inform", "Alle benachrichtigen, auch die anderen", "Inform everybody, the others too", 14),
        shared.FUNDING, shared.PRESS, shared.PHOTOS, shared.THANKS, shared.REPORT,
    )),
    report=(
        ReportField("entries", "Wie viele Bewerbungen gab es?", "How many entries were there?", "number"),
        ReportField("winners", "Wer hat gewonnen, warum?", "Who won, and why?"),
        shared.PRESS_ECHO,
    ),
)  # fmt: skip
