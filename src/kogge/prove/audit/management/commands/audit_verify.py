"""`./kogge audit verify`: was anything changed behind the program's back?"""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from kogge.prove.audit.verifying import verify


class Command(BaseCommand):
    """Walks the chain and compares anchors, every sealed row, attendance and hours."""

    help = "Name every entry of the history and every row that was edited, deleted or inserted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON, for programs")
        parser.add_argument(
            "--anchors", type=Path, metavar="FILE", help="compare with anchors kept elsewhere"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if options["anchors"] and not options["anchors"].exists():
            raise CommandError(f"There is no file {options['anchors']}.")
        told = 0.0

        def progress(step: str) -> None:
            nonlocal told
            if self.stderr.isatty() or time.monotonic() - told >= 10:
                told = time.monotonic()
                self.stderr.write(step)

        result = verify(progress, anchors=options["anchors"])
        if options["json"]:
            facts = {"entries": result.entries, "rows": result.rows, "seconds": round(result.seconds, 1)}
            faults = [asdict(one) for one in result.faults]
            self.stdout.write(
                json.dumps({"holds": not faults, **facts, "faults": faults}, ensure_ascii=False)
            )
        else:
            for one in result.faults:
                self.stdout.write(str(one))
            says = "everything holds" if not result.faults else f"{len(result.faults)} faults"
            self.stdout.write(
                f"{result.entries} entries and {result.rows} rows in {result.seconds:.1f} s: {says}."
            )
        if result.faults:
            sys.exit(1)
