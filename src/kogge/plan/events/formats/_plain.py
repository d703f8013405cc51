"""What an event without a format is: a milestone, or something taken over from elsewhere."""

from . import _shared as shared
from ._format import Family, Format, Stage, stages

PLAIN = Format(
    key="",
    label_de="Veranstaltung",
    label_en="Event",
    summary_de="Ohne eigenes Format, zum Beispiel ein Meilenstein.",
    summary_en="Without a format of its own, for example a milestone.",
    family=Family.OPEN,
    stages=stages(Stage.SESSIONS, Stage.SPEAKERS),
    fields=(*shared.ANYWHERE, "parent", "series", "people", "picture", "network_role"),
    announcement_de="",
    announcement_en="",
    checklist=(shared.REPORT,),
    report=(shared.RESULT,),
    cost="not_stated",
    mode="not_stated",
)
