"""`./kogge profile validate FILE`: are these a funder's rules that Kogge can work with?"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kogge.prove.profiles import source
from kogge.prove.profiles.profile import Profile
from kogge.prove.profiles.validation import profile_from


class Command(BaseCommand):
    """Names file, line and reason of every fault, else what the profile holds and what in it is unchecked."""

    help = "Check a funder profile: file, line and reason of each fault."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="a YAML file, or the key of a profile that comes with Kogge"
        )
        parser.add_argument("--json", action="store_true", help="print the result for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if str(path) in source.shipped() and not path.exists():
            path = source.SHIPPED / f"{path}.yaml"
        try:
            profile = profile_from(source.read(path))
        except source.BrokenProfile as broken:
            if options["json"]:
                self.stdout.write(json.dumps({"ok": False, "faults": [asdict(one) for one in broken.faults]}))
            else:
                for fault in broken.faults:
                    self.stderr.write(str(fault))
            sys.exit(1)
        if options["json"]:
            self.stdout.write(json.dumps({"ok": True, "key": profile.key, "version": profile.version}))
        else:
            self._describe(profile)

    def _describe(self, profile: Profile) -> None:
        hours = profile.minimum_minutes / 60
        self.stdout.write(f"{profile.name['en']} ({profile.key}, version {profile.version}) can be used.")
        self.stdout.write(
            f"{len(profile.questions)} questions from {hours:g} hours on, {len(profile.indicators)} indicators."
        )
        for path in profile.unverified:
            self.stdout.write(f"(V) {path}: {profile.notes[path]['en']}")
