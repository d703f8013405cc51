"""Where the passphrase of a backup comes from: the setting, else the keyboard, never the command line."""

import sys
from getpass import getpass

from django.conf import settings
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused


def ask(*, twice: bool = False) -> str:
    """From KOGGE_BACKUP_PASSPHRASE, else typed without being shown."""
    if settings.BACKUP_PASSPHRASE:
        return settings.BACKUP_PASSPHRASE
    if not sys.stdin.isatty():
        raise Refused(_("Please set KOGGE_BACKUP_PASSPHRASE or KOGGE_BACKUP_PASSPHRASE_FILE."))
    first = getpass("Passphrase of the backup: ")
    if twice and getpass("Once more: ") != first:
        raise Refused(_("These two are not the same. Nothing was written."))
    return first
