"""Everything that changes what speakers keep."""

from .absences import cannot_come
from .first_words import Said, take_over
from .links import invite, invite_many, profile_of, remind, replace_link
from .people import put_people
from .profiles import change_profile, give_slides, set_availability, take_slides_back

__all__ = [
    "Said",
    "cannot_come",
    "change_profile",
    "give_slides",
    "invite",
    "invite_many",
    "profile_of",
    "put_people",
    "remind",
    "replace_link",
    "set_availability",
    "take_over",
    "take_slides_back",
]
