"""The commands of `./kogge`, in the order somebody meets them. Each has a heading in docs/commands.md."""

import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One command: its words, what it does, and either a Django command or a module to run."""

    words: str
    does: str
    django: str = ""
    module: str = ""


COMMANDS = (
    Command("demo", "the demo region with its year 2024: makes everything, prints the sign-ins, serves", "demo"),
    Command("serve", "the platform with your own data directory (KOGGE_DATA)", "serve"),
    Command("import events", "events from CSV, XLSX, iCalendar or frab, repeatable", "import_events"),
    Command("conflicts", "rooms, people and audiences that collide in a period", "conflicts"),
    Command("retention plan", "what is deleted when, and why", "retention_plan"),
    Command("retention run", "delete what is due; --dry-run only says what", "retention_run"),
    Command("person erase", "erase a person; what a proof needs is sealed until its term ends", "erase_person"),
    Command("backup", "an encrypted backup of database and files, checked", "backup"),
    Command("restore", "a backup into an empty place; --check only looks whether it is sound", "restore"),
    Command("bounces", "note which mails came back, from a pipe, a file or a maildir", "bounces"),
    Command("profile validate", "a funder's rules: file, line and reason of each fault", "validate_profile"),
    Command("report indicators", "an operation's numbers as of a day, as CSV, XLSX, JSON or PDF",
            "report_indicators"),
    Command("solve", "a timetable for a plain file: ./kogge solve FILE --seconds 10 --output SOLUTION.json",
            module="kogge.plan.timetable.solver.command"),
    Command("prepare-solver",
            "compile the solver now, so that no run waits for it", module="kogge.plan.timetable.solver.prepare"),
    Command("jury ranking", "how the files of a call stand: place, interval, raw and normalised mean", "jury_ranking"),
    Command("cfp export", "what was handed in to a call, one row for each proposal, as CSV or XLSX", "cfp_export"),
    Command("reindex", "build the search index anew", "reindex"),
    Command("check",
            "format, lint, types, import contracts, migrations, translations, documentation", module="tools.check"),
    Command("check publicity", "public pages of funded activities that lack statement or emblem", "check_publicity"),
    Command("check history", "entries of the history that were changed, inserted or removed", "check_history"),
    Command("check_invariants", "what must always hold of seats, waiting lists, mails and tickets", "check_invariants"),
    Command("audit verify", "what was edited, deleted or inserted behind the program's back, also in the history",
            "audit_verify"),
    Command("audit anchor", "keep head and length of the history outside the database", "audit_anchor"),
    Command("verify", "is a list, certificate, report or archive what was issued? ok, changed, unknown", "verify"),
    Command("test", "the whole test suite; arguments go to pytest", module="tools.run_tests"),
    Command("bench", "one measurement against its reference: ./kogge bench NAME", module="bench.{}"),
    Command("screenshots", "pictures of the key pages for the documentation", module="tools.screenshots"),
)  # fmt: skip


def closest(arguments: list[str]) -> str:
    """A sentence that helps after a mistyped command."""
    near = difflib.get_close_matches(" ".join(arguments[:2]), [c.words for c in COMMANDS], 1, 0.5)
    near = near or difflib.get_close_matches(arguments[0], [c.words for c in COMMANDS], 1, 0.5)
    return f"Did you mean ./kogge {near[0]}?" if near else "./kogge lists them all."
