"""What a release changes for each speaker. The same code previews it and writes the letters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core.periods import hours, moment
from kogge.core.translated import translated
from kogge.network.directory.models import Person
from kogge.plan.events.models import Contribution, Event

from .differences import OFF, Facts, facts_of, notices
from .models import Told

Record = dict[str, Any]


@dataclass(frozen=True)
class Notice:
    """What one person has to know: of the whole event, and of each session (title, what is different)."""

    person: Person
    whole: str
    lines: tuple[tuple[str, str], ...]
    now: dict[str, Facts]
    is_off: bool

    @property
    def language(self) -> str:
        return language_of(self.person)

    def __bool__(self) -> bool:
        return bool(self.whole or self.lines)


def language_of(person: Person) -> str:
    """The language of letters to somebody."""
    profile = getattr(person, "speaker_profile", None)
    return profile.language if profile else "de"


def of_release(event: Event, whole: Record | None, records: Mapping[str, Record]) -> list[Notice]:
    """One for each person of the sessions, also where nothing is new; `records` by uid. Two queries."""
    mine: dict[int, dict[str, Facts]] = defaultdict(dict)
    people: dict[int, Person] = {}
    for person, uid in _contributions(event):
        people[person.pk] = person
        if uid in records:
            mine[person.pk][uid] = facts_of(records[uid])
    told = {row.person_id: row for row in Told.objects.filter(event=event)}
    if gone := told.keys() - people.keys():
        found = Person.objects.filter(pk__in=gone, merged_into=None).select_related("speaker_profile")
        people |= {one.pk: one for one in found}
    off = bool(whole and whole["state"] in OFF)
    reason = str(whole.get("state_reason") or "") if whole else ""
    return [
        _one(person, told.get(pk), mine.get(pk, {}), records, off=off, reason=reason)
        for pk, person in people.items()
    ]


def _contributions(event: Event) -> Iterable[tuple[Person, str]]:
    rows = Contribution.objects.filter(session__event=event).annotate(uid=F("session__uid"))
    rows = rows.select_related("person__speaker_profile", "person__merged_into__speaker_profile")
    for row in rows:
        yield row.person.merged_into or row.person, str(row.uid)


def _one(
    person: Person,
    told: Told | None,
    now: dict[str, Facts],
    records: Mapping[str, Record],
    *,
    off: bool,
    reason: str,
) -> Notice:
    with translation.override(language_of(person)):
        before: dict[str, Facts] = told.sessions if told else {}
        whole = f"{_('The event does not take place as planned.')} {reason}".strip() if off else ""
        if told and told.is_off == off:
            whole = ""
        elif told and told.is_off:
            whole = _("The event takes place after all.")
        found = []
        for uid in {**now, **before}:
            what = _words(before.get(uid), now.get(uid), still_on=uid in records)
            if what and not off:
                found.append((str(translated(now.get(uid) or before[uid], "title")), "; ".join(what)))
        return Notice(person, whole if now or before else "", tuple(found), now, off)


def _words(before: Facts | None, now: Facts | None, *, still_on: bool) -> list[str]:
    """What is different of one session."""
    if before is None:
        return [] if now is None or now["off"] else [_("new for you: %(slot)s") % {"slot": slot(now)}]
    if now is None:
        return [_("you no longer take part")] if still_on else notices(before, None)
    renamed = (before["title_de"], before["title_en"]) != (now["title_de"], now["title_en"])
    return [*notices(before, now), *([_("it has another title now")] if renamed else [])]


def slot(facts: Facts) -> str:
    """Day, time and room of a session in one line."""
    start = moment(facts["starts_at"])
    day = (
        f"{date_format(start, 'D')} {date_format(start, 'SHORT_DATE_FORMAT')}"
        if start
        else _("time not stated")
    )
    return ", ".join(
        part for part in (day, hours(facts["starts_at"], facts["ends_at"]), facts["room"]) if part
    )
