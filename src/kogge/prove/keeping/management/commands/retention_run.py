"""`./kogge retention run`: deletes exactly what the plan says is due."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kogge.prove.keeping import retention
from kogge.prove.seals.contracts import RetentionRow


class Command(BaseCommand):
    """The same run as the nightly one. Broken off, the next run goes on where it stopped."""

    help = "Delete what the retention plan says is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--date", type=date.fromisoformat, help="as if it were this day (2035-01-01); on a copy"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be deleted")
        parser.add_argument("--json", action="store_true", help="print one JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        day, dry, as_json = options["date"], options["dry_run"], options["json"]
        if day and day > timezone.localdate() and not dry and sys.stdin.isatty():
            answer = input(
                f"This deletes what is due by {day} now, for good. On a copy only. Write {day} to go on: "
            )
            if answer.strip() != str(day):
                raise CommandError("Nothing was deleted.")
        rows = (
            retention.due(day) if dry else retention.run(day, progress=self._quiet if as_json else self._tell)
        )
        if as_json:
            self.stdout.write(json.dumps(retention.as_lines(rows), ensure_ascii=False))
            return
        if dry:
            for number, row in enumerate(rows, 1):
                self._tell(row, number, len(rows))
        verb = "would be deleted" if dry else "deleted"
        self.stdout.write(f"{len(rows)} kinds of data {verb}." if rows else "Nothing is due.")

    def _tell(self, row: RetentionRow, done: int, of: int) -> None:
        name = f"{row.of}: " if row.of else ""
        self.stdout.write(f"{done}/{of}  {name}{row.what} ({row.count}), due {row.due}")

    def _quiet(self, row: RetentionRow, done: int, of: int) -> None:
        """JSON speaks for itself."""
