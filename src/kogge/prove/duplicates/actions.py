"""Records that may be one human: suggested, never merged by the program (PR-F3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kogge.core.folding import folded
from kogge.network.directory import actions as directory
from kogge.network.directory.actions.merging import UNDO_DAYS
from kogge.network.directory.models import Person, PersonMerge
from kogge.prove.hours import settling
from kogge.prove.hours.models import Credit
from kogge.take_part.registration.models import Registration

MOST = 200


@dataclass(frozen=True)
class Pair:
    """Two records, and why they may be one."""

    left: Person
    right: Person
    why: str | Promise


@dataclass
class Hours:
    """Minutes of somebody in each operation, and without one."""

    rows: dict[str, int] = field(default_factory=dict)

    @property
    def lines(self) -> list[dict[str, str]]:
        return [
            {"term": name or str(_("without an operation")), "value": f"{minutes // 60}:{minutes % 60:02d} h"}
            for name, minutes in sorted(self.rows.items())
        ]


def suggestions() -> list[Pair]:
    """Same name with another mail address, or one address under two names; with the same postcode first."""
    people = {one.pk: one for one in Person.objects.filter(merged_into=None).exclude(name="").order_by("pk")}
    by_name, by_mail = defaultdict(list), defaultdict(list)
    for one in people.values():
        by_name[folded(one.name)].append(one)
        if one.email:
            by_mail[one.email.casefold()].append(one)
    named = [pair for same in by_name.values() for pair in combinations(same[:10], 2)]
    mailed = [pair for same in by_mail.values() for pair in combinations(same[:10], 2)]
    codes = _postcodes({one.pk for pair in named for one in pair})
    near = [pair for pair in named if codes[pair[0].pk] & codes[pair[1].pk]]
    far = [pair for pair in named if pair not in near]
    found = [Pair(*pair, _("Same name and postcode")) for pair in near]
    found += [Pair(*pair, _("Same name, other mail address")) for pair in far]
    found += [Pair(*pair, _("Same mail address, other name")) for pair in mailed if pair not in named]
    return found[:MOST]


def hours_of(people: Iterable[Person]) -> Hours:
    """What is counted for these records now, added up; the same event once, with the longer stay."""
    best: dict[int, tuple[str, int]] = {}
    rows = Credit.objects.filter(person__in=list(people)).values_list(
        "event", "event__operation__title", "minutes"
    )
    for event, title, minutes in rows:
        best[event] = max(best.get(event, (title or "", 0)), (title or "", minutes))
    total: dict[str, int] = defaultdict(int)
    for title, minutes in best.values():
        total[title] += minutes
    return Hours(dict(total))


@transaction.atomic
def merge(kept: Person, merged: Person, *, by: Any, reason: str) -> PersonMerge:
    """Merge and recount the hours at once, so that what the page shows is true."""
    row = directory.merge(kept, merged, by=by, reason=reason)
    settling.bring_in_step()
    return row


@transaction.atomic
def undo(row: PersonMerge, *, by: Any) -> None:
    """Part them again and recount."""
    directory.undo_merge(row, by=by)
    settling.bring_in_step()


def undoable() -> QuerySet[PersonMerge]:
    """Merges of the last 30 days, newest first."""
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    rows = PersonMerge.objects.filter(undone_at=None, merged_at__gte=since)
    return rows.select_related("kept", "merged").order_by("-merged_at")


def _postcodes(people: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Registration.objects.filter(person__in=list(people)).exclude(postcode="")
    for person, code in rows.values_list("person", "postcode").distinct():
        found[person].add(code)
    return found
