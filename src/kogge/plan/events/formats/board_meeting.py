"""A session of an advisory board or committee with agenda and minutes."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, ReportField, Stage, Task, by_date, stages, timed

BOARD_MEETING = Format(
    key="board-meeting",
    label_de="Beiratssitzung",
    label_en="Board meeting",
    summary_de="Ein Gremium tagt: Einladung mit Tagesordnung, Berichte, Beschlüsse, Protokoll.",
    summary_en="A body meets: invitation with agenda, reports, resolutions, minutes.",
    family=Family.BODY,
    stages=stages(Stage.SESSIONS, Stage.SPEAKERS, Stage.BODY, Stage.ONLINE),
    fields=("mode", "summary", "place", "room", "online_url", "series", "edition", "people", "topics", "is_internal"),
    announcement_de="Der Beirat tritt zu seiner [Zahl]. Sitzung zusammen. Auf der Tagesordnung stehen [Punkte].",
    announcement_en="The board convenes for session number [number]. On the agenda: [items].",
    starts=time(13, 0),
    minutes=240,
    seats=80,
    cost="not_stated",
    audiences=("network",),
    sessions=timed(
        (15, "agenda_item", "Eröffnung und Tagesordnung", "Opening and agenda"),
        (90, "agenda_item", "Berichte", "Reports"),
        (30, "pause", "Pause", "Break"),
        (75, "discussion", "Beratung", "Deliberation"),
        (30, "agenda_item", "Beschlüsse und Verschiedenes", "Resolutions and other business"),
    ),
    checklist=by_date((
        Task("invitation", "Einladung mit Tagesordnung verschicken", "Send the invitation with agenda", 28),
        Task("papers", "Vorlagen einsammeln und bereitstellen", "Collect and provide the papers", 14),
        Task("minutes", "Protokollführung bestimmen", "Name somebody to take minutes", 7),
        Task("sent", "Protokoll verschicken", "Send the minutes", -14),
        shared.ROOM, shared.ACCESS, shared.LINK, shared.LIST, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("resolutions", "Welche Beschlüsse wurden gefasst?", "Which resolutions were passed?"),
        shared.NEXT,
    ),
)  # fmt: skip
