"""A record's history in words: what was done, by whom, to which fields."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core import history
from kogge.core.models import HistoryEntry
from kogge.network.accounts.models import User

from . import words

MOST = 20
VERBS = {
    "created": gettext_lazy("created"),
    "changed": gettext_lazy("changed"),
    "deleted": gettext_lazy("deleted"),
    "profile changed": gettext_lazy("public profile changed"),
    "profile released": gettext_lazy("public profile released"),
    "profile withdrawn": gettext_lazy("public profile withdrawn"),
    "organisations set": gettext_lazy("organisations chosen"),
}
ACTORS = {
    "region": gettext_lazy("the region’s files"),
    "demo": gettext_lazy("the demo data"),
    "import": gettext_lazy("an import"),
}
FIELDS = {
    "rows": gettext_lazy("entries with a period"),
    "refs": gettext_lazy("sources"),
    "source_note": gettext_lazy("note on the source"),
    "not_stated": gettext_lazy("what is not stated"),
    "name_incomplete": gettext_lazy("name incomplete"),
    "printed_as": gettext_lazy("as printed"),
    "facts": gettext_lazy("further facts"),
    "parent": gettext_lazy("belongs to"),
    "place": gettext_lazy("place"),
    "within": gettext_lazy("part of"),
    "area": gettext_lazy("area"),
    "slug": gettext_lazy("address"),
    "photo": gettext_lazy("photo"),
}
ROW_VERBS = {
    "added to ": gettext_lazy("added to “%s”"),
    "changed in ": gettext_lazy("changed in “%s”"),
    "removed from ": gettext_lazy("removed from “%s”"),
}


@dataclass(frozen=True)
class Line:
    """One change."""

    at: datetime
    what: str
    who: str
    fields: list[str]


def lines(record: models.Model) -> list[Line]:
    """The newest changes of a record."""
    entries = list(history.of(record)[:MOST])
    people = User.objects.in_bulk([int(entry.actor) for entry in entries if entry.actor.isdigit()])
    return [
        Line(entry.at, _verb(entry.verb), _actor(entry.actor, people), _fields(record, entry))
        for entry in entries
    ]


def _verb(verb: str) -> str:
    for start, sentence in ROW_VERBS.items():
        if verb.startswith(start):
            key = verb.removeprefix(start)
            return str(sentence) % words.ROWS.get(key, key)
    return str(VERBS.get(verb, verb))


def _actor(actor: str, people: dict[int, User]) -> str:
    if actor.isdigit():
        return str(people.get(int(actor), _("a former member")))
    return str(ACTORS.get(actor, actor))


def _fields(record: models.Model, entry: HistoryEntry) -> list[str]:
    named = entry.after.get("fields")
    return [_label(record, name) for name in (named if isinstance(named, list) else entry.after)]


def _label(record: models.Model, name: str) -> str:
    if name in FIELDS:
        return str(FIELDS[name])
    try:
        return str(getattr(record._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return str(words.ROWS.get(name, name))
