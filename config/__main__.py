"""`./kogge COMMAND`: lists the commands, finds the one that is meant and runs it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from config.commands import COMMANDS, Command, closest

ROOT = Path(__file__).resolve().parent.parent


def listing() -> str:
    """All commands with what they do."""
    width = max(len(command.words) for command in COMMANDS)
    lines = [f"  ./kogge {command.words:<{width}}  {command.does}" for command in COMMANDS]
    return "\n".join(
        ["Kogge: plan, publish, take part, prove, tell, ask.", "", *lines, "", "Add --help for more."]
    )


def find(arguments: list[str]) -> tuple[Command, list[str]] | None:
    """The command with the most words that the arguments begin with, and what is left of them."""
    for count in (2, 1):
        words = " ".join(arguments[:count])
        for command in COMMANDS:
            if command.words == words and len(arguments) >= count:
                return command, arguments[count:]
    return None


def port_of(options: list[str]) -> str:
    """The port a demo is asked to use: links in its feeds and letters carry it."""
    for option, following in zip(options, [*options[1:], ""], strict=True):
        name, _, value = option.partition("=")
        if name == "--port" and (value or following).isdigit():
            return value or following
    return "8000"


def _run(words: list[str]) -> int:
    """Run a module; whoever stops it lets it end by itself, so that it keeps what it has."""
    with subprocess.Popen(words, cwd=ROOT) as process:
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        try:
            return process.wait()
        except KeyboardInterrupt:
            return process.wait()


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(listing())
        return 0
    found = find(arguments)
    if found is None:
        print(f"There is no command {arguments[0]!r}. {closest(arguments)}", file=sys.stderr)
        return 2
    command, rest = found
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if command.words == "demo":
        os.environ.setdefault("KOGGE_DEMO", "yes")
        os.environ.setdefault("KOGGE_SITE_URL", f"http://localhost:{port_of(rest)}")
    if command.module:
        module = command.module.format(rest[0]) if "{}" in command.module and rest else command.module
        if "{}" in module:
            files = (ROOT / "bench").glob("[a-z]*.py")
            names = sorted(
                path.stem for path in files if "./kogge bench " in path.read_text(encoding="utf-8")
            )
            print(f"Which one? ./kogge {command.words} {' | '.join(names)}", file=sys.stderr)
            return 2
        rest = rest[1:] if "{}" in command.module else rest
        return _run([sys.executable, "-m", module, *rest])
    from django.core.management import execute_from_command_line  # noqa: PLC0415  settings come first

    execute_from_command_line(["kogge", command.django, *rest])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
