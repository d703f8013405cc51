"""`./kogge reindex`: build the search index anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from kogge.ask.search import upkeep


class Command(BaseCommand):
    """Reads everything public and writes the index from nothing."""

    help = "Build the search index anew from everything that is public."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        count = upkeep.rebuild()
        upkeep.tidy()
        self.stdout.write(f"{count} documents indexed in {time.monotonic() - started:.1f} s.")
