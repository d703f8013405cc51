"""`./kogge jury ranking --call SLUG`: how the files of a call stand, the same bytes for the same records."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kogge.plan.juries.comparing import standing
from kogge.plan.juries.models import Jury, Phase


class Command(BaseCommand):
    """Prints the ranking of one phase; people need no names of jurors for it, so there are none."""

    help = "the ranking of a call's jury: place, interval, raw and normalised mean"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--call", required=True, help="the call's address, its last part")
        parser.add_argument(
            "--phase", type=int, help="number of the phase; without it the last that has begun"
        )
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        phase = _phase(options["call"], options["phase"])
        found = standing.ranking(phase)
        if options["json"]:
            rows = [asdict(row) for row in found.rows]
            answer = {"call": options["call"], "phase": phase.position, "rows": rows}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(f"{options['call']}, {phase.title}: {len(found.rows)} files")
        for row in found.rows:
            means = " ".join("    –" if v is None else f"{v:5.1f}" for v in (row.raw_mean, row.normalised))
            spread = f"({row.low}–{row.high})"
            self.stdout.write(
                f"{row.place:4} {spread:9} {row.submission:10} {means}  {row.count} scores, {row.votes} comparisons"
            )


def _phase(slug: str, position: int | None) -> Phase:
    """The phase, or a sentence why there is none."""
    jury = Jury.objects.select_related("call__event").filter(call__slug=slug).first()
    if jury is None:
        raise CommandError(f"There is no jury for a call named “{slug}”.")
    phases = [one for one in jury.phases.all() if position in {None, one.position}]
    if not phases:
        raise CommandError(f"The jury of “{slug}” has no such phase.")
    begun = [one for one in phases if one.has_begun()]
    found = (begun or phases[:1])[-1]
    found.jury = jury
    return found
