"""`./kogge check history`: does the chain of the history still hold?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from kogge.core import history
from kogge.core.models import HistoryEntry


class Command(BaseCommand):
    """Walks the chain and names every entry that was changed, inserted or removed."""

    help = "Name every entry of the history that was changed behind the program's back."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(history.faults())
        for fault in found:
            self.stderr.write(fault)
        if found:
            sys.exit(1)
        self.stdout.write(f"{HistoryEntry.objects.count()} entries, the chain holds.")
