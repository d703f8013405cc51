"""`./kogge import events FILE`: events from tables, calendars and conference schedules."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kogge.core import region
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization, Place
from kogge.plan.events.imports.importing import import_file
from kogge.plan.events.imports.rows import MOST_BYTES, Report


class Command(BaseCommand):
    """Imports one file. A second run changes nothing; nothing becomes public by it."""

    help = "Import events from CSV, XLSX, iCalendar or a frab schedule; repeatable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX, ICS, schedule.xml or schedule.json")
        parser.add_argument(
            "--organization", "--organisation", default="", help="slug of the organisation that leads"
        )
        parser.add_argument("--format", default="", help="format of the events, such as workshop")
        parser.add_argument(
            "--place", default="", help="slug of the place, for schedules and rows without one"
        )
        parser.add_argument("--source", default="", help="name of the source (default: the organisation)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument("--strict", action="store_true", help="all or nothing")
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_file(
                read_bytes(options["file"]), options["file"].name, by="import",
                organization=organization(options["organization"]), format_key=options["format"],
                source=options["source"], place=place(options["place"]), dry_run=options["dry_run"],
                strict=options["strict"],
            )  # fmt: skip
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
        else:
            self._tell(report)
        if report.counts["refused"]:
            raise CommandError(
                "Nothing was imported, because some rows were refused." if options["strict"] else
                f"{report.counts['refused']} rows were refused; the others stand as reported."
            )  # fmt: skip

    def _tell(self, report: Report) -> None:
        for note in report.notes:
            self.stdout.write(note)
        for row in report.outcomes:
            if row.what != "unchanged" or row.sentence:
                self.stdout.write(f"{row.line:>5}  {row.what:<9}  {row.label[:60]}  {row.sentence}".rstrip())
        self.stdout.write(", ".join(f"{count} {what}" for what, count in report.counts.items()) + ".")
        if report.dry_run:
            self.stdout.write("This was a dry run: nothing was saved.")


def read_bytes(path: Path) -> bytes:
    """The file, at most one byte more than is allowed."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}).") from error


def organization(slug: str) -> Organization:
    """The organisation that leads the events: the named one, else the office that coordinates the region."""
    wanted = slug or str(region.current().data.get("coordinating_office", ""))
    found = Organization.objects.filter(slug=wanted).first()
    if found is None:
        known = ", ".join(Organization.objects.order_by("slug").values_list("slug", flat=True)[:8])
        raise CommandError(
            f"There is no organisation {wanted!r}. Use --organization with a slug such as: {known}"
        )
    return found


def place(slug: str) -> Place | None:
    """The place with this slug."""
    found = Place.objects.filter(slug=slug).first() if slug else None
    if slug and found is None:
        raise CommandError(f"There is no place {slug!r}.")
    return found
