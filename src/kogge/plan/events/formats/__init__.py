"""The formats of events: one file each, all named in one list.

A new format is a new file and one line in `FORMATS`. Nothing outside this package compares format keys;
code asks `event.format.uses(Stage.CALL)`.
"""

from ._format import DefaultSession, Family, Format, ReportField, Stage, Task
from ._plain import PLAIN
from .ambassador_appointment import AMBASSADOR_APPOINTMENT
from .apprentice_day import APPRENTICE_DAY
from .association_event import ASSOCIATION_EVENT
from .barcamp import BARCAMP
from .board_meeting import BOARD_MEETING
from .business_conference import BUSINESS_CONFERENCE
from .citizens_festival import CITIZENS_FESTIVAL
from .coaching_hours import COACHING_HOURS
from .community_evening import COMMUNITY_EVENING
from .competition import COMPETITION
from .conference import CONFERENCE
from .convention import CONVENTION
from .delegation_trip import DELEGATION_TRIP
from .exhibition import EXHIBITION
from .hackathon import HACKATHON
from .makeathon import MAKEATHON
from .meet_discuss_create import MEET_DISCUSS_CREATE
from .network_meeting import NETWORK_MEETING
from .networking_evening import NETWORKING_EVENING
from .office_hours import OFFICE_HOURS
from .online_series import ONLINE_SERIES
from .partner_day import PARTNER_DAY
from .pitch import PITCH
from .regional_conference import REGIONAL_CONFERENCE
from .residency import RESIDENCY
from .showroom import SHOWROOM
from .trade_fair_stand import TRADE_FAIR_STAND
from .workshop import WORKSHOP
from .workshop_series import WORKSHOP_SERIES
from .world_cafe import WORLD_CAFE

__all__ = [
    "DefaultSession",
    "Family",
    "Format",
    "ReportField",
    "Stage",
    "Task",
    "all_formats",
    "exists",
    "get",
]

FORMATS: tuple[Format, ...] = (
    CONVENTION, CONFERENCE, REGIONAL_CONFERENCE, BUSINESS_CONFERENCE, TRADE_FAIR_STAND, DELEGATION_TRIP,
    CITIZENS_FESTIVAL, WORKSHOP, WORKSHOP_SERIES, ONLINE_SERIES, MEET_DISCUSS_CREATE, COMMUNITY_EVENING,
    NETWORKING_EVENING, HACKATHON, MAKEATHON, APPRENTICE_DAY, ASSOCIATION_EVENT, PARTNER_DAY, BOARD_MEETING,
    WORLD_CAFE, BARCAMP, NETWORK_MEETING, COMPETITION, PITCH, AMBASSADOR_APPOINTMENT, COACHING_HOURS,
    OFFICE_HOURS, SHOWROOM, EXHIBITION, RESIDENCY,
)  # fmt: skip
_BY_KEY = {format_.key: format_ for format_ in (*FORMATS, PLAIN)}


def get(key: str) -> Format:
    """The format of that key; the empty key is an event without a format, such as a milestone. Raises KeyError."""
    return _BY_KEY[key]


def all_formats() -> tuple[Format, ...]:
    """The formats to choose from, in the order of the list."""
    return FORMATS


def exists(key: str) -> bool:
    """Whether an event may have this format."""
    return key in _BY_KEY
