"""`./kogge report indicators`: an operation's numbers as of a day, as CSV, XLSX, JSON or PDF."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kogge.core.refusals import Refused
from kogge.network.grants.models import Operation
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.indicators import exports, reports
from kogge.prove.profiles.queries import profile_of


def day(text: str) -> date:
    """A day as 2025-06-30."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day; please write it as 2025-06-30.") from error


class Command(BaseCommand):
    """The same file as the one the desk gives."""

    help = "Compute an operation's indicators. The same records give the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--operation", required=True, help="the operation's short name or its number")
        parser.add_argument("--since", type=day, help="first day (the operation's own, if left out)")
        parser.add_argument("--until", type=day, help="last day (the day of --as-of, if left out)")
        parser.add_argument("--as-of", type=day, help="what was known by this day (today, if left out)")
        parser.add_argument("--format", choices=exports.FORMATS, default="csv")
        parser.add_argument("--out", type=Path, help="file to write; without it, the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        operation = self.operation(options["operation"])
        as_of = options["as_of"] or timezone.localdate()
        since, until = options["since"] or operation.starts_on, options["until"] or as_of
        if since > until:
            raise CommandError("The period ends before it begins.")
        try:
            made = reports.computed(operation, since, until, as_of)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        content = exports.made(
            options["format"],
            made.content,
            made.tables,
            profile_of(operation),
            fictional=is_fictional(operation),
        )
        if options["out"] is None:
            self.write(content)
            return
        options["out"].write_bytes(content)
        self.stdout.write(f"{options['out']}: {operation.slug}, {since} to {until}, as of {as_of}.")

    def operation(self, name: str) -> Operation:
        """By short name or number."""
        rows = Operation.objects.select_related("profile", "beneficiary")
        found = rows.filter(slug=name).first() or rows.filter(number=name).exclude(number="").first()
        if found is None:
            known = ", ".join(rows.order_by("slug").values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no operation {name}. Known are: {known}.")
        return found

    def write(self, content: bytes) -> None:
        """Bytes to the standard output; what holds text only gets them as such."""
        raw = getattr(self.stdout._out, "buffer", None)
        if raw is not None:
            raw.write(content)
        else:
            self.stdout.write(content.decode("utf-8", "surrogateescape"), ending="")
