"""Keys of public records in words: kinds of sessions, roles of people and organisations, languages."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.plan.events import formats

SESSION_KINDS: dict[str, Promise] = {
    "opening": _("Opening"),
    "keynote": _("Keynote"),
    "talk": _("Talk"),
    "short_talk": _("Short talk"),
    "topic": _("Subject"),
    "panel": _("Panel"),
    "workshop": _("Workshop"),
    "practice_report": _("Practice report"),
    "conversation": _("Conversation"),
    "pitch": _("Pitch"),
    "exhibition": _("Exhibition"),
    "networking": _("Networking"),
    "visit": _("Visit"),
    "travel": _("Travel"),
    "music": _("Music"),
    "pause": _("Break"),
    "closing": _("Closing"),
}
PEOPLE: dict[str, Promise] = {
    "patron": _("Patron"),
    "host": pgettext_lazy("person", "Host"),
    "convener": _("Invited to it"),
    "speaker": _("Speaker"),
    "moderator": _("Moderator"),
    "guest": _("Guest"),
    "appointed": _("Was appointed"),
    "attendee": _("Took part"),
    "participant": _("Took part"),
    "contact": _("Contact"),
    "music": _("Music"),
}
ORGANIZERS: dict[str, Promise] = {
    "lead": _("Organiser"),
    "co": _("Co-organiser"),
    "host": pgettext_lazy("organisation", "Host"),
    "partner": _("Partner"),
    "exhibitor": _("Co-exhibitor"),
    "participant": _("Took part"),
}
NETWORK: dict[str, Promise] = {
    "visitor": _("Visitor"),
    "exhibitor": _("Exhibitor"),
    "partner": _("Partner"),
    "participant": _("Took part"),
}
LANGUAGES: dict[str, Promise] = {
    "de": _("German"),
    "en": _("English"),
    "de,en": _("German and English"),
    "dgs": _("German sign language"),
}
PARTS_OF_DAY: dict[str, Promise] = {
    "morning": _("In the morning"),
    "Vormittag": _("In the morning"),
    "noon": _("At noon"),
    "Mittag": _("At noon"),
    "afternoon": _("In the afternoon"),
    "Nachmittag": _("In the afternoon"),
    "evening": _("In the evening"),
    "Abend": _("In the evening"),
}


def of(table: dict[str, Promise], key: str) -> str:
    """The word for a key; an unknown key is shown readable as it is."""
    return str(table.get(key) or key.replace("_", " ").capitalize())


def format_label(record: dict[str, Any]) -> str:
    """The name of an event's format: as printed in its source, else that of the catalogue; none for none."""
    printed = str((record.get("facts") or {}).get("printed_format") or "")
    key = record["format"]
    known = formats.get(key).label if key and formats.exists(key) else ""
    return known or printed.replace("-", " ").replace("_", " ").capitalize()
