"""`./kogge bounces FILE`: notes which mails came back, from a pipe, a file or a maildir."""

import mailbox
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kogge.take_part.correspondence import bounces


class Command(BaseCommand):
    """Reads what a mail server returned. What is no report is no fault either: no server should send it again."""

    help = "note returned mails: - reads one message from the pipe, else a file or a maildir"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", help="- for standard input, a file with one message, or a maildir")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["path"]
        if path == "-":
            self._say(sys.stdin.buffer.read())
        elif Path(path, "new").is_dir():
            self._empty(path)
        elif Path(path).is_file():
            self._say(Path(path).read_bytes())
        else:
            raise CommandError(f"{path} is neither a file nor a maildir.")

    def _empty(self, path: str) -> None:
        """Read what is new and mark it as seen, so that the next run begins behind it."""
        box = mailbox.Maildir(path, create=False)
        for key in list(box.keys()):
            message = box.get_message(key)
            if message.get_subdir() != "new":
                continue
            self._say(box.get_bytes(key))
            message.set_subdir("cur")
            message.add_flag("S")
            box[key] = message

    def _say(self, raw: bytes) -> None:
        found = bounces.note(raw)
        self.stdout.write(f"{found.to}: {found.error}" if found else "No final failure of a mail from here.")
