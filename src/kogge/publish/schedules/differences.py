"""What changed of a session since somebody last read of it, in words. Pure: facts before and now."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core.periods import moment

Facts = dict[str, Any]
OFF = {"cancelled", "postponed"}


def facts_of(record: Facts) -> Facts:
    """What a person who wants to be there must know, out of a public record."""
    room = record["room"] or {}
    return {
        "starts_at": record["starts_at"], "ends_at": record["ends_at"], "room": room.get("name", ""),
        "off": record["state"] in OFF, "title_de": record["title_de"], "title_en": record["title_en"],
    }  # fmt: skip


def notices(before: Facts, now: Facts | None) -> list[str]:
    """One line for each change that matters on the day; none when nothing of it changed."""
    if now is None:
        return [_("no longer in the programme")]
    if now["off"]:
        return [] if before["off"] else [_("cancelled")]
    lines = [_("takes place after all")] if before["off"] else []
    if (before["starts_at"], before["ends_at"]) != (now["starts_at"], now["ends_at"]):
        lines.append(_moved(before, now))
    if before["room"] != now["room"]:
        lines.append(_room(before["room"], now["room"]))
    return lines


def _moved(before: Facts, now: Facts) -> str:
    old, new = moment(before["starts_at"]), moment(now["starts_at"])
    if new is None:
        return _("the time is open again")
    if old is None:
        return _("now has a time: %(when)s") % {
            "when": f"{date_format(new, 'SHORT_DATE_FORMAT')}, {new:%H:%M}"
        }
    if old == new:
        end = moment(now["ends_at"])
        return _("now ends at %(time)s") % {"time": f"{end:%H:%M}" if end else "?"}
    if old.date() == new.date():
        return _("moved from %(before)s to %(now)s") % {"before": f"{old:%H:%M}", "now": f"{new:%H:%M}"}
    words = [f"{date_format(one, 'SHORT_DATE_FORMAT')}, {one:%H:%M}" for one in (old, new)]
    return _("moved from %(before)s to %(now)s") % {"before": words[0], "now": words[1]}


def _room(before: str, now: str) -> str:
    if not now:
        return _("the room is open again (was %(room)s)") % {"room": before}
    if not before:
        return _("the room is %(room)s") % {"room": now}
    return _("room changed: now %(now)s, not %(before)s") % {"before": before, "now": now}
