"""An evening of one community, with a topic and much time to talk."""

from datetime import time

from . import _shared as shared
from ._format import Family, Format, Stage, Task, by_date, stages, timed

COMMUNITY_EVENING = Format(
    key="community-evening",
    label_de="Community-Abend",
    label_en="Community evening",
    summary_de="Eine Gruppe mit gemeinsamem Anliegen trifft sich: ein Thema, Gäste, viel Zeit zum Reden.",
    summary_en="A group with a common concern meets: a topic, guests, plenty of time to talk.",
    family=Family.SEATS,
    stages=stages(
        Stage.SESSIONS, Stage.SERIES, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY, Stage.CHECKIN
    ),
    fields=(*shared.ONSITE, "community", "series", "people", "audience_text"),
    announcement_de="Diesmal geht es um [Thema]. [Gast] erzählt vom eigenen Weg; danach ist Zeit, einander kennenzulernen.",
    announcement_en="This time it is about [topic]. [Guest] tells of her own path; then there is time to get to know each other.",
    starts=time(18, 0),
    minutes=180,
    seats=80,
    sessions=timed(
        (30, "opening", "Ankommen", "Arrival"),
        (60, "conversation", "Gespräch mit Gästen", "Conversation with guests"),
        (90, "networking", "Austausch", "Exchange"),
    ),
    checklist=by_date((
        Task("guests", "Gäste einladen und vorstellen lassen", "Invite guests and ask for an introduction", 42),
        Task("childcare", "Kinderbetreuung klären", "Clarify childcare", 21),
        shared.ROOM, shared.ACCESS, shared.MODERATION, shared.ANNOUNCE, shared.FUNDING, shared.CATERING,
        shared.PHOTOS, shared.LIST, shared.THANKS, shared.REPORT,
    )),
    report=(shared.ATTENDED, shared.RESULT, shared.NEXT),
)  # fmt: skip
