"""What people and organisations did at an event, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PEOPLE: dict[str, str | Promise] = {
    "patron": _("Patron"),
    "host": _("Host"),
    "convener": _("Convened by"),
    "speaker": _("Speaker"),
    "moderator": _("Moderator"),
    "guest": _("Guest"),
    "appointed": _("Appointed"),
    "attendee": _("For the network"),
    "participant": _("Took part"),
    "music": _("Music"),
}
ORGANIZATIONS: dict[str, str | Promise] = {
    "lead": _("Organiser"),
    "co": _("Organiser"),
    "host": _("Host"),
    "partner": _("Partner"),
    "exhibitor": _("Co-exhibitor"),
    "participant": _("Took part"),
}


def of_person(role: str) -> str:
    return str(PEOPLE.get(role, role))


def of_organization(role: str) -> str:
    return str(ORGANIZATIONS.get(role, role))
