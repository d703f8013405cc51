"""`./kogge backup [FILE]`: database, files and the ledger of erasures in one encrypted file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kogge.core.refusals import Refused
from kogge.prove.backups import copies, passphrases


class Command(BaseCommand):
    """Reads back what it wrote; keys are never inside."""

    help = "Write an encrypted backup and check it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="where to (default: a dated file in KOGGE_BACKUPS)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BACKUPS or settings.DATA / "backups")
        file = options["file"] or folder / f"kogge-{timezone.now():%Y%m%d-%H%M%S}.backup"
        try:
            report = copies.make(file, passphrases.ask(twice=True))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{file}: {report.rows} rows, {report.files} files, read back and sound.\n"
            f"Keep the passphrase, the folder {settings.KEYS} and the secret key apart from it: they are not inside."
        )
