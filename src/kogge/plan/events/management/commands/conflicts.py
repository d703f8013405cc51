"""`./kogge conflicts`: events that get in each other's way."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kogge.plan.events import queries
from kogge.plan.events.clashes import Candidate, Clash
from kogge.plan.events.models import Event


class Command(BaseCommand):
    """Lists overlaps of rooms, people and audiences. Finding some is no failure: the exit code is 0."""

    help = "List events that share a room, a person, or an audience within 50 km on one day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", help="first day, such as 2024-09-01 (default: today)")
        parser.add_argument("--to", dest="last", help="last day (default: a year after the first)")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        first = _day(options["first"]) or timezone.localdate()
        last = _day(options["last"]) or date(first.year + 1, first.month, min(first.day, 28))
        if last < first:
            raise CommandError("The last day lies before the first. Please exchange them.")
        found = queries.clashes_between(first, last)
        keys = {side.pk or 0 for clash in found for side in (clash.one, clash.other)}
        slugs = dict(Event.objects.filter(pk__in=keys).values_list("pk", "slug"))
        if options["json"]:
            data = {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "conflicts": [_as_data(clash, slugs) for clash in found],
            }
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        for clash in found:
            near = f", {clash.km:g} km apart" if clash.km is not None else ""
            self.stdout.write(
                f"{clash.first.isoformat()}  {clash.kind}: {clash.what}{near}\n"
                f"            {clash.one.title} / {clash.other.title}"
            )
        self.stdout.write(f"{len(found)} conflicts from {first.isoformat()} to {last.isoformat()}.")


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is not a day. Please write it like 2024-09-01.") from error


def _as_data(clash: Clash, slugs: dict[int, str]) -> dict[str, Any]:
    return {
        "kind": clash.kind,
        "what": clash.what,
        "from": clash.first.isoformat(),
        "to": clash.last.isoformat(),
        "km": clash.km,
        "events": [_side(side, slugs) for side in (clash.one, clash.other)],
    }


def _side(side: Candidate, slugs: dict[int, str]) -> dict[str, Any]:
    return {"slug": slugs.get(side.pk or 0), "title": side.title, "place": side.place}
