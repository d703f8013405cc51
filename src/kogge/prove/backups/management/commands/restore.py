"""`./kogge restore FILE`: a backup into an empty place; `--check` only looks whether it could be."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kogge.core.refusals import Refused
from kogge.prove.audit import anchor
from kogge.prove.backups import again, copies, passphrases


class Command(BaseCommand):
    """Checks everything before it moves anything; erases again whom the backup brought back."""

    help = "Restore a backup into an empty data directory and database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument("--check", action="store_true", help="only check that it can be restored")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                report = copies.check(options["file"], passphrases.ask())
                self._tell(report, "is sound")
                return
            report = copies.restore(options["file"], passphrases.ask())
            call_command("migrate", verbosity=0)
            with transaction.atomic():
                anchor.begin_anew(by="restore", reason=f"Backup of {report.made_at:%Y-%m-%d %H:%M}")
            erased = again.begin()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(report, "was restored")
        self.stdout.write(
            f"Erased again: {erased}. With the folder of keys and the secret key in place: ./kogge serve."
        )

    def _tell(self, report: copies.Report, what: str) -> None:
        self.stdout.write(
            f"The backup of {report.made_at:%d.%m.%Y %H:%M} {what}: {report.rows} rows, {report.files} files."
        )
