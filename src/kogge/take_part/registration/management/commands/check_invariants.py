"""`./kogge check_invariants`: does what must always hold, hold?"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kogge.core.reactions import announce
from kogge.take_part.registration import invariants


class Command(BaseCommand):
    """Checks each invariant, those of later apps too (they answer to "invariants asked")."""

    help = "Check what must always hold of seats, waiting lists, mails and tickets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", nargs="+", metavar="I1", help="only these")
        parser.add_argument("--json", action="store_true", help="as JSON, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        checks = dict(invariants.CHECKS)
        announce("invariants asked", checks=checks)
        unknown = set(options["only"] or ()) - set(checks)
        if unknown:
            raise CommandError(f"There is no {', '.join(sorted(unknown))}. Known: {', '.join(checks)}.")
        wanted = options["only"] or sorted(checks, key=lambda key: int(key[1:]))
        found = {key: list(checks[key]()) for key in wanted}
        if options["json"]:
            self.stdout.write(json.dumps(found))
        else:
            self._tell(checks, found)
        if any(found.values()):
            sys.exit(1)

    def _tell(self, checks: dict[str, invariants.Check], found: dict[str, list[str]]) -> None:
        for key, faults in found.items():
            says = (checks[key].__doc__ or "").split("\n")[0].removeprefix(f"{key}: ")
            self.stdout.write(f"{key} {'holds' if not faults else 'BROKEN'}  {says}")
            for fault in faults:
                self.stdout.write(f"    {fault}")
