"""`./kogge demo`: the demo region with its year 2024, from nothing to a served page."""

import errno
import hashlib
import shutil
import socket
import time
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from demo import load
from demo.sign_ins import SIGN_INS

NEEDED_BYTES = 200 * 2**20


class Command(BaseCommand):
    """Makes the database, loads the demo and serves. A second start finds everything made."""

    help = "Show the demo region with its year 2024."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to serve on (8000)")
        parser.add_argument("--no-serve", action="store_true", help="stop before serving")
        parser.add_argument(
            "--with", dest="extras", action="append", default=[], choices=["convention"],
            help="convention: a generated convention with 365 sessions",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        if not options["no_serve"]:
            refuse_taken_port(options["port"])
        prepare_folder(settings.DATA)
        call_command("migrate", verbosity=0)
        self._load(extras=options["extras"])
        call_command("collectstatic", interactive=False, verbosity=0)
        self._print_sign_ins(options["port"], time.monotonic() - started)
        if not options["no_serve"]:
            call_command("serve", port=options["port"])

    def _load(self, *, extras: list[str]) -> None:
        """Load what is missing. The mark names the data it was loaded from, so new data load again."""
        mark = settings.DATA / "demo-loaded"
        wanted = "\n".join([fingerprint(settings.ROOT / "demo"), *sorted(extras)])
        if mark.exists() and set(wanted.splitlines()) <= set(mark.read_text(encoding="utf-8").splitlines()):
            return
        self.stdout.write("Loading the demo region and its year 2024 …")
        summary = load.load(with_convention="convention" in extras, with_participants=True)
        call_command("reindex", stdout=StringIO())
        mark.write_text(wanted, encoding="utf-8")
        self.stdout.write(", ".join(f"{count} {what}" for what, count in summary.items()) + ".")

    def _print_sign_ins(self, port: int, seconds: float) -> None:
        address = f"http://localhost:{port}"  # passkeys need a name
        self.stdout.write(f"\nReady after {seconds:.1f} s.  {address}/   English: {address}/en/")
        self.stdout.write(f"Staff sign in at {address}/account/login/ with one of:\n")
        for sign_in in SIGN_INS:
            self.stdout.write(f"  {sign_in.role:<9} {sign_in.email:<34} {sign_in.password}")
        self.stdout.write("\nThese sign-ins and their passwords are for this demo only.")


def refuse_taken_port(port: int) -> None:
    """Stop with a sentence when somebody else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError as error:
            raise CommandError(f"{port} is no port; choose one from 1024 to 65535.", returncode=2) from error
        except OSError as error:
            reason = "is taken by another program" if error.errno == errno.EADDRINUSE else "cannot be used"
            raise CommandError(
                f"Port {port} {reason}. Choose another: ./kogge demo --port {port + 1}"
            ) from error


def prepare_folder(folder: Path) -> None:
    """Make the data directory and stop with a sentence when it cannot be written or the disk is full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise CommandError(
            f"The data directory {folder} cannot be written ({error.strerror}). "
            "Choose another with KOGGE_DATA=/some/folder."
        ) from error
    if shutil.disk_usage(folder).free < NEEDED_BYTES:
        raise CommandError(f"The disk of {folder} has less than 200 MB left.")


def fingerprint(folder: Path) -> str:
    """A hash over all data of the demo and the loader itself."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".yaml", ".py", ".json", ".txt", ".svg"}:
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
