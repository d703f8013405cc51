"""`./kogge check`: everything about the house that needs no database, each check with one line of result."""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools import budgets, documentation

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def run(*command: str) -> Callable[[], list[str]]:
    """A check that is another program: its output is the finding when it fails."""

    def check() -> list[str]:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return [] if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines()

    return check


def python(*arguments: str) -> Callable[[], list[str]]:
    return run(sys.executable, *arguments)


CHECKS: dict[str, Callable[[], list[str]]] = {
    "format": run(str(BIN / "ruff"), "format", "--check", "."),
    "lint": run(str(BIN / "ruff"), "check", "."),
    "imports": python(
        "-c", "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
    ),
    "migrations": python("-m", "django", "makemigrations", "--check", "--dry-run"),
    "system": python("-m", "django", "check"),
    "translations": python("-m", "tools.translations", "check"),
    "documentation": documentation.faults,
    "budgets": budgets.faults,
    "types": run(str(BIN / "mypy")),
}


def main(arguments: list[str]) -> int:
    """Run all checks, or those named. Returns 1 when one found something."""
    parser = argparse.ArgumentParser(prog="./kogge check", description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(CHECKS))
    chosen = parser.parse_args(arguments).names or list(CHECKS)
    if unknown := set(chosen) - set(CHECKS):
        print(f"There is no check {', '.join(sorted(unknown))}. There are: {', '.join(CHECKS)}.")
        return 2
    failed = []
    for name in chosen:
        started = time.monotonic()
        found = CHECKS[name]()
        print(f"{'failed' if found else 'ok':<7}{name}  ({time.monotonic() - started:.1f} s)", flush=True)
        for line in found:
            print(f"       {line}")
        failed += [name] if found else []
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
