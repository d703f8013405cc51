"""`./kogge cfp export`: one row for each proposal of a call."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kogge.plan.call_desk import exports
from kogge.plan.calls.models import Call


class Command(BaseCommand):
    """Writes the list to a file or to the standard output."""

    help = "What was handed in to a call, one row for each proposal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--call", required=True, help="the last part of the call's address")
        parser.add_argument("--format", choices=sorted(exports.TYPES), default="csv")
        parser.add_argument("--output", type=Path, help="a file; the standard output without it")
        parser.add_argument("--with-reviewers", action="store_true", help="also who reviewed what")

    def handle(self, *args: Any, **options: Any) -> None:
        call = Call.objects.filter(slug=options["call"]).select_related("event").first()
        if call is None:
            known = ", ".join(Call.objects.values_list("slug", flat=True)[:20])
            raise CommandError(f"There is no call “{options['call']}”. Known calls: {known or 'none yet'}.")
        content = exports.made(call, options["format"], with_reviewers=options["with_reviewers"])
        if options["output"]:
            options["output"].write_bytes(content)
        else:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
