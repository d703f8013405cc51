"""`./kogge check publicity`: does every public page of a funded activity show statement and emblem?"""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kogge.website import publicity


class Command(BaseCommand):
    """Fetches the pages as a visitor does and names each that lacks something; exits 1 then."""

    help = "Name every public page of a funded activity that lacks the funder's statement or emblem."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        pages = list(publicity.owed())
        faults = list(publicity.faults(pages))
        if options["json"]:
            found = {"pages": len(pages), "faults": [asdict(fault) for fault in faults]}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            for fault in faults:
                self.stderr.write(f"{fault.address} {fault.sentence}")
            self.stdout.write(f"{len(pages)} pages of funded activities read, {len(faults)} faults.")
        if faults:
            sys.exit(1)
