"""A fixed time at which anybody may drop in with a question."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages

OFFICE_HOURS = Format(
    key="office-hours",
    label_de="Sprechstunde",
    label_en="Office hours",
    summary_de="Zu einer festen Zeit kommt vorbei, wer eine Frage hat; ohne Anmeldung, auch im Dorf.",
    summary_en="At a fixed time anybody drops in with a question; no registration, in the village too.",
    family=Family.CONTACT,
    stages=stages(Stage.BOOKING, Stage.SERIES, Stage.ONLINE),
    fields=("mode", *shared.BASICS, "online_url", "plain", "series", "access"),
    announcement_de="Fragen zu [Thema]? Kommen Sie ohne Anmeldung vorbei. Bringen Sie Ihr Gerät gern mit.",
    announcement_en="Questions about [topic]? Drop in without registration. Feel free to bring your device.",
    starts=time(15, 0),
    minutes=120,
    audiences=("everybody",),
    checklist=by_date((
        Task("place", "Ort im Ort aushängen und im Amtsblatt ankündigen", "Put up notices and announce it in the gazette", 21),
        Task("stand_in", "Vertretung benennen", "Name a stand-in", 7),
        shared.ACCESS, shared.FUNDING, shared.MATERIAL, shared.REPORT,
    )),
    report=(
        shared.CONTACTS,
        ReportField("topics", "Welche Fragen kamen (ohne Namen)?", "Which questions came up (no names)?"),
        shared.BETTER,
    ),
)  # fmt: skip
