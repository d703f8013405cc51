"""The teams of the network meet among themselves."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, Stage, Task, by_date, stages, timed

NETWORK_MEETING = Format(
    key="network-meeting",
    label_de="Netzwerktreffen",
    label_en="Network meeting",
    summary_de="Die Teams der Zentren und Partner treffen sich untereinander: Neues, offene Fragen, gemeinsame Pläne.",
    summary_en="The teams of centres and partners meet among themselves: news, open questions, common plans.",
    family=Family.BODY,
    stages=stages(Stage.SESSIONS, Stage.SERIES, Stage.ROOMS, Stage.BODY, Stage.BOARD),
    fields=("mode", "summary", "place", "room", "online_url", "series", "topics", "is_internal"),
    announcement_de="Alle Teams kommen zusammen. Themen bisher: [Themen]. Bitte melden Sie weitere bis [Tag].",
    announcement_en="All teams come together. Topics so far: [topics]. Please send more by [day].",
    starts=time(10, 0),
    minutes=360,
    seats=60,
    cost="not_stated",
    audiences=("network",),
    sessions=timed(
        (60, "opening", "Neues aus den Zentren", "News from the centres"),
        (120, "barcamp", "Offene Runden", "Open rounds"),
        (60, "pause", "Mittagspause", "Lunch break"),
        (90, "workshop", "Gemeinsame Vorhaben", "Common projects"),
        (30, "closing", "Verabredungen", "Agreements"),
    ),
    checklist=by_date((
        Task("topics", "Themen in den Teams sammeln", "Collect topics in the teams", 28),
        Task("host", "Gastgebendes Zentrum bestätigen", "Confirm the hosting centre", 60),
        shared.ACCESS, shared.MODERATION, shared.CATERING, shared.LIST, shared.REPORT,
    )),
    report=(shared.ATTENDED, shared.RESULT, shared.NEXT),
)  # fmt: skip
