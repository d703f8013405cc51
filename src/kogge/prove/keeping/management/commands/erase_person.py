"""`./kogge person erase ID`: what an erasure would do, then the erasure."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.prove.keeping import erasure
from kogge.prove.keeping.models import Erasure


class Command(BaseCommand):
    """Says first what goes and what stays; asks for the name unless --yes."""

    help = "Erase a person: what may go goes, what a proof needs is sealed, a letter says both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="number or address (slug) of the person's record")
        parser.add_argument("--yes", action="store_true", help="do not ask for the name")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument(
            "--revoke-certificates", action="store_true", help="the person does not want to keep them"
        )
        parser.add_argument("--letter", type=Path, help="also write the letter into this file")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["person"]
        known = {"pk": int(wanted)} if wanted.isdigit() else {"slug": wanted}
        person = Person.objects.filter(**known).first()
        if person is None:
            raise CommandError(f"There is no person {wanted}.")
        keep = not options["revoke_certificates"]
        try:
            before = erasure.preview(person, keep_certificates=keep)
            self.stdout.write(before.text)
            for place in before.places:
                self.stdout.write(f"Also taken out of: {place}")
            if options["dry_run"]:
                return
            if not options["yes"] and input("Write the person's name to erase: ").strip() != person.name:
                raise CommandError("That is not the name. Nothing was erased.")
            result = erasure.erase(person, by="command", how=Erasure.How.COMMAND, keep_certificates=keep)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["letter"]:
            options["letter"].write_text(result.text, encoding="utf-8")
        sent = (
            "The letter is on its way."
            if result.letter.email
            else "There is no mail address: please hand the letter over."
        )
        self.stdout.write(f"Erased. {sent}")
