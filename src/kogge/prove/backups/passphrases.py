"""Where the passphrase of a backup comes from: a file among the keys, else the keyboard, never the command line."""

import sys
from getpass import getpass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused


def ask(*, twice: bool = False) -> str:
    """From the file `backup-passphrase` in the folder of keys, else typed without being shown."""
    if kept := from_file():
        return kept
    if not sys.stdin.isatty():
        raise Refused(_("Please write the passphrase into the file backup-passphrase in the folder of keys."))
    first = getpass("Passphrase of the backup: ")
    if twice and getpass("Once more: ") != first:
        raise Refused(_("These two are not the same. Nothing was written."))
    return first


def from_file() -> str:
    """What the operator wrote into the file, or nothing."""
    path = Path(settings.KEYS) / "backup-passphrase"
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""
