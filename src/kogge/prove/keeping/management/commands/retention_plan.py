"""`./kogge retention plan`: what is deleted when, and why."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from kogge.prove.keeping import retention


class Command(BaseCommand):
    """Lists; changes nothing."""

    help = "List what is deleted when, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", type=date.fromisoformat, help="as seen on this day (2035-01-01)")
        parser.add_argument("--json", action="store_true", help="print one JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = retention.plan(options["date"])
        if options["json"]:
            self.stdout.write(json.dumps(retention.as_lines(plan), ensure_ascii=False))
            return
        for row in plan:
            day = row.due.isoformat() if row.due else "no day yet"
            mark = "  DUE" if retention.is_due(row, plan.today) else ""
            of = f"{row.of}: " if row.of else ""
            self.stdout.write(
                f"{day:<11}{mark:<5}  {row.app:<14} {row.count:>7}  {of}{row.what}\n{'':>19}{row.rule}"
            )
        if not plan:
            self.stdout.write("Nothing is kept that has a term.")
