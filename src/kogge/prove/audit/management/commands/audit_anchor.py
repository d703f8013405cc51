"""`./kogge audit anchor`: head and length of the history, to be kept outside the database."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from kogge.prove.audit import anchor


class Command(BaseCommand):
    """Keeps an anchor in the data directory and prints it, so that it can be noted elsewhere too."""

    help = "Keep and print the head of the history, so that entries cut off its end are missed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--begin-anew", metavar="REASON", help="the history ends earlier because a backup was restored"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if options["begin_anew"]:
            anchor.begin_anew(by="audit", reason=options["begin_anew"])
        if broken := list(anchor.faults(anchor.read())):
            raise CommandError("\n".join([*broken, "No anchor was kept. See ./kogge audit verify."]))
        kept = anchor.keep()
        if kept is None:
            raise CommandError("The history is still empty.")
        self.stdout.write(json.dumps(asdict(kept), indent=1))
        self.stdout.write(f"Kept in {anchor.path()}.")
