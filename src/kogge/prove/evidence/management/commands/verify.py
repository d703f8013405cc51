"""`./kogge verify FILE`: is this a list, certificate, report or archive of this installation, byte by byte?"""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kogge.prove.evidence.verifying import CHANGED, OK, UNKNOWN, verify

EXIT = {OK: 0, CHANGED: 1, UNKNOWN: 2}


class Command(BaseCommand):
    """Says ok, changed or unknown for each file; exits with 0, 1 or 2 for the worst of them."""

    help = "Compare files with what was issued: 0 ok, 1 changed, 2 unknown, 3 not readable."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        found = {}
        for path in options["files"]:
            try:
                found[str(path)] = verify(path.read_bytes())
            except OSError as error:
                raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=3) from error
        if options["json"]:
            rows = [
                {"file": name, "state": one.state, "sentence": one.sentence, "code": one.code,
                 "details": list(one.details)} for name, one in found.items()
            ]  # fmt: skip
            self.stdout.write(json.dumps({"files": rows}, ensure_ascii=False))
        else:
            for name, one in found.items():
                self.stdout.write("\n    ".join([f"{name}: {one.state}: {one.sentence}", *one.details]))
        sys.exit(max(EXIT[one.state] for one in found.values()))
