"""Every setting, command and format has its heading in the documentation."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MAX_SETTINGS = 25


def faults() -> list[str]:
    """One line for each thing that is not documented, or documented and gone."""
    return [
        *_compare("docs/settings.md", settings(), headings("settings.md")),
        *_compare("docs/commands.md", commands(), headings("commands.md")),
        *_compare("docs/formats.md", formats(), described_formats()),
        *([f"There are more than {MAX_SETTINGS} settings."] if len(settings()) > MAX_SETTINGS else []),
        *broken_links(),
    ]


def settings() -> set[str]:
    """Every environment variable the code reads."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "config").glob("*.py"))
    read = re.findall(r"env\.\w+\(\s*\"(KOGGE_[A-Z_]+)\"", text)
    return set(read) | {"KOGGE_PYTHON"}


def commands() -> set[str]:
    tree = ast.parse((ROOT / "config" / "commands.py").read_text(encoding="utf-8"))
    return {
        f"./kogge {node.args[0].value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Command"
        and isinstance(node.args[0], ast.Constant)
    }


def formats() -> set[str]:
    folder = ROOT / "src" / "kogge" / "plan" / "events" / "formats"
    keys = re.compile(r"^\s*key=\"([a-z_-]+)\"", re.M)
    return {key for path in folder.glob("*.py") for key in keys.findall(path.read_text(encoding="utf-8"))}


def headings(name: str) -> set[str]:
    """Headings of level two and three, without their backticks."""
    path = DOCS / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return {match.strip("` ") for match in re.findall(r"^#{2,3} (`[^`]+`)", text, re.M)}


def described_formats() -> set[str]:
    """Keys that open a paragraph of docs/formats.md, below the format's heading."""
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    return set(re.findall(r"^### .+\n`([a-z-]+)` ", text, re.M))


def broken_links() -> list[str]:
    """Relative links of the documentation that lead nowhere."""
    found = []
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                found.append(f"{path.relative_to(ROOT)}: link to {target} leads nowhere")
    return found


def _compare(name: str, wanted: set[str], have: set[str]) -> list[str]:
    return [f"{name}: no heading for {word}" for word in sorted(wanted - have)] + [
        f"{name}: {word} is documented and does not exist" for word in sorted(have - wanted)
    ]
