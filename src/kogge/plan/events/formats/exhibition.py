"""Works or projects on show for days or weeks."""

from datetime import time

from . import _shared as shared
from ._format import DefaultSession, Family, Format, Stage, Task, by_date, stages

EXHIBITION = Format(
    key="exhibition",
    label_de="Ausstellung",
    label_en="Exhibition",
    summary_de="Arbeiten oder Projekte sind über Tage oder Wochen zu sehen, mit Eröffnung und Führungen.",
    summary_en="Works or projects are on show for days or weeks, with an opening and guided tours.",
    family=Family.OPEN,
    stages=stages(Stage.EXHIBITS, Stage.SESSIONS, Stage.ROOMS, Stage.SPEAKERS),
    fields=(*shared.BASICS, "room", "access", "cost", "cost_note", "picture", "people"),
    announcement_de="Zu sehen sind [Arbeiten] von [Namen]. Geöffnet ist [Zeiten]; Führungen gibt es [wann].",
    announcement_en="On show: [works] by [names]. Open [hours]; guided tours [when].",
    starts=time(10, 0),
    minutes=420,
    days=14,
    audiences=("everybody", "schools"),
    sessions=(
        DefaultSession("Eröffnung", "Opening", "opening", 420, 90),
        DefaultSession("Führung", "Guided tour", "visit", 240, 60, day=7),
    ),
    checklist=by_date((
        Task("loans", "Leihgaben und Versicherung regeln", "Arrange loans and insurance", 75),
        Task("rights", "Bildrechte für Werbung klären", "Clarify picture rights for publicity", 42),
        Task("supervision", "Aufsicht und Öffnungszeiten einteilen", "Assign supervision and opening hours", 21),
        Task("schools", "Schulen einladen", "Invite schools", 35),
        shared.ROOM, shared.ACCESS, shared.ANNOUNCE, shared.FUNDING, shared.PRESS, shared.REPORT,
    )),
    report=(shared.ATTENDED, shared.RESULT, shared.PRESS_ECHO),
)  # fmt: skip
