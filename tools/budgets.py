"""The budgets of the style guide: how long files, functions, views, classes and templates may become."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES = {".py": 400, ".html": 150, ".css": 200, ".js": 100}
TEST_LINES = 800
FUNCTION, VIEW, CLASS = 40, 25, 200
SETTINGS_LINES = 200
APP_LINES = 1_500
LARGER_APPS = {"take_part/registration": 2_750}  # one state machine for seven kinds of seats (decision 0007)
GROUND_LINES = 25_000
"""What stood before the stage take_part: this bound is the style guide's and was used up by it (decision 0007)."""
INLINE = re.compile(
    r"<[^>]+\sstyle=|<style[\s>]|<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)", re.I
)
LATER_APP = re.compile(
    r"src/kogge/(plan/timetable/solver/\w+|plan/juries/(?:assigning|ranking|comparing)"
    r"|(?:plan/(?!events)|take_part/|prove/|publish/schedules)\w*)/"
)
SKIPPED = {".venv", "vendor", "migrations", "data", "build", ".git", "node_modules"}


def files() -> Iterator[Path]:
    """All files the budgets speak of."""
    for path in ROOT.rglob("*"):
        if path.suffix in LINES and not SKIPPED & set(path.relative_to(ROOT).parts):
            yield path


def faults() -> list[str]:
    """One line for each budget that is exceeded."""
    found, ground, apps = [], 0, Counter[str]()
    for path in sorted(files()):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        is_test = "tests" in path.parts or path.name == "conftest.py"
        limit = SETTINGS_LINES if name == "config/settings.py" else LINES[path.suffix]
        length = text.count("\n")
        if length > (TEST_LINES if is_test and path.suffix == ".py" else limit):
            found.append(f"{name}: {length} lines, budget {limit}")
        if path.suffix == ".html" and not is_test and INLINE.search(text):
            found.append(f"{name}: inline style or script")
        if path.suffix == ".py" and not is_test:
            if app := LATER_APP.match(name):
                apps[app[1]] += written(text)
            elif name.startswith(("src/", "config/")):
                ground += written(text)
            found.extend(_in_code(name, ast.parse(text)))
    if ground > GROUND_LINES:
        found.append(f"What stood before take_part has {ground} lines of Python, budget {GROUND_LINES}")
    found.extend(
        f"{app}: {lines} lines of Python, budget {bound}"
        for app, lines in apps.items()
        if lines > (bound := LARGER_APPS.get(app, APP_LINES))
    )
    return found


def written(text: str) -> int:
    """Lines that hold something: an empty line costs nobody anything."""
    return sum(bool(line.strip()) for line in text.splitlines())


def _in_code(name: str, tree: ast.Module) -> Iterator[str]:
    is_view = name.endswith("views.py") or "/views/" in name
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = VIEW if is_view else FUNCTION
        elif isinstance(node, ast.ClassDef):
            limit = CLASS
        else:
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > limit:
            yield f"{name}:{node.lineno} {node.name}: {length} lines, budget {limit}"
