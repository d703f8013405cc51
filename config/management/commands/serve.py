"""`./kogge serve`: the platform with its own data directory."""

import hashlib
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from config import first_run, server
from kogge.core import region
from kogge.core.refusals import Refused
from kogge.prove.backups import again

LOCAL = {"127.0.0.1", "localhost", "::1", "[::1]"}


class Command(BaseCommand):
    """Brings the database up to date, collects static files when they changed, and serves until stopped."""

    help = "Serve the platform from the data directory KOGGE_DATA."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        parser.add_argument("--workers", type=int, default=0, help="processes that run Django (SQLite: 1)")

        parser.add_argument("--office-name", default="", help="first run: name of the office")
        parser.add_argument("--office-mail", default="", help="first run: the office's mail address")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unsafe(options["host"])
        load_region()
        try:
            listeners = server.listen(options["host"], options["port"])
        except server.ServeError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        erase_again()
        self._appoint_office(options)
        collect_static()
        host, port = options["host"], options["port"]
        server.serve(
            listeners,
            workers=options["workers"] or default_workers(),
            ready=lambda: self.stdout.write(f"Serving on http://{host}:{port}/  Ctrl-C stops."),
        )
        self.stdout.write("Stopped.")

    def _appoint_office(self, options: dict[str, Any]) -> None:
        if not first_run.needs_office():
            return
        name, mail = first_run.ask(options["office_name"], options["office_mail"])
        link = first_run.appoint(name, mail)
        self.stdout.write(
            f"{name} is the office. Its link to set a password, also mailed to {mail}:\n  {link}"
        )


def refuse_unsafe(host: str) -> None:
    """Stop where a setting that is for developing alone would be open to the world."""
    if settings.DEBUG and host not in LOCAL:
        raise CommandError("KOGGE_DEBUG shows internals to everybody. Unset it, or serve on 127.0.0.1 only.")
    if len(settings.SECRET_KEY) < 32 or settings.SECRET_KEY.startswith("django-insecure"):
        raise CommandError(
            "KOGGE_SECRET_KEY is too short to protect sign-ins: use 50 random characters, "
            "or unset it and Kogge makes one in the data directory."
        )


def erase_again() -> None:
    """Before the first page: whoever was erased and came back with a restored backup is erased again."""
    try:
        again.begin()
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal


def load_region() -> None:
    try:
        region.current()
    except ValueError as error:
        raise CommandError(f"KOGGE_REGION: {error}") from error


def default_workers() -> int:
    """SQLite has one writer anyway (decision 0002); PostgreSQL gets a process per core."""
    sqlite = str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite")
    return 1 if sqlite else max(2, os.cpu_count() or 2)


def collect_static() -> None:
    """Collect and compress static files, unless exactly these files were collected before."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    wanted = fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(wanted, encoding="ascii")


def fingerprint() -> str:
    """A hash over names, sizes and times of all static files."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            full = Path(storage.path(path))
            facts = full.stat()
            digest.update(f"{full}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
