"""`./kogge retention`: removes registration data whose time is over, or says what it would remove."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kogge.take_part.guests import retention


class Command(BaseCommand):
    """The same clean-up as the nightly one."""

    help = "Remove registration data whose period is over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
        parser.add_argument("--json", action="store_true", help="print one JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = retention.due_now() if options["dry_run"] else retention.run()
        if options["json"]:
            found = [
                {"event": str(row.admission), "kind": row.kind, "records": row.count, "due": str(row.due)}
                for row in rows
            ]
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"{row.admission}: {row.label} ({row.count}), due {row.due}")
        verb = "would be removed" if options["dry_run"] else "removed"
        self.stdout.write(f"{len(rows)} kinds of data {verb}." if rows else "Nothing is due.")
