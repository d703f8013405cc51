"""Collect, check and compile the German catalogues without gettext installed.

`python -m tools.translations update [LABEL …]` collects message ids of the apps into their django.po and
keeps translations; `compile` writes django.mo; `check` exits 1 and names each string without a German text.
Message ids are English, so English needs no catalogue.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kogge"
CALLS = {
    name + lazy: shape
    for name, shape in {"gettext": "m", "ngettext": "mp", "pgettext": "cm", "npgettext": "cmp"}.items()
    for lazy in ("", "_lazy")
} | {"_": "m", "gettext_noop": "m"}
_TEMPLATE_CALL = re.compile(r"\b(n?p?gettext|_)\(")


@dataclass(frozen=True)
class Message:
    """One string to translate."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.text)


def apps() -> dict[str, Path]:
    """Label → folder of each app of the product."""
    found = {}
    for name in settings.INSTALLED_APPS:
        if name.startswith("kogge."):
            found[name.rsplit(".", 1)[1]] = SOURCE.joinpath(*name.split(".")[1:])
    return found


def messages(folder: Path) -> dict[Message, list[tuple[str, int]]]:
    """Every message of an app's code and templates with where it stands."""
    found: dict[Message, list[tuple[str, int]]] = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if "tests" in parts or "migrations" in parts or not path.is_file():
            continue
        if path.suffix == ".py":
            pairs = _in_code(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt", ".xml"} and "templates" in parts:
            pairs = _in_template(path.read_text(encoding="utf-8"))
        else:
            continue
        for message, line in pairs:
            found.setdefault(message, []).append((path.relative_to(SOURCE).as_posix(), line))
    return found


def _in_code(source: str) -> Iterator[tuple[Message, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in CALLS and (message := _message(CALLS[name], node.args)):
                yield message, node.lineno


def _in_template(source: str) -> Iterator[tuple[Message, int]]:
    code = templatize(source)
    for match in _TEMPLATE_CALL.finditer(code):
        call = _call_at(code, match.start())
        if call and (message := _message(CALLS[match.group(1)], call.args)):
            yield message, code.count("\n", 0, match.start()) + 1


def _call_at(code: str, start: int) -> ast.Call | None:
    """Parse the call that begins at `start`: the shortest text up to a closing bracket that is Python."""
    end = start
    while (end := code.find(")", end) + 1) > 0:
        try:
            node = ast.parse(code[start:end].strip(), mode="eval").body
        except (SyntaxError, ValueError):
            continue
        return node if isinstance(node, ast.Call) else None
    return None


def _message(shape: str, arguments: list[ast.expr]) -> Message | None:
    values = [
        a.value for a in arguments[: len(shape)] if isinstance(a, ast.Constant) and isinstance(a.value, str)
    ]
    if len(values) < len(shape):
        return None
    named = dict(zip(shape, values, strict=True))
    if not named["m"]:
        return None
    return Message(named["m"], named.get("p", ""), named.get("c", ""))


def catalogue(folder: Path) -> Path:
    return folder / "locale" / "de" / "LC_MESSAGES" / "django.po"


def update(label: str, folder: Path) -> str:
    """Write the app's catalogue anew, keeping translations. Returns a sentence."""
    path = catalogue(folder)
    old = {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}
    po = polib.POFile(wrapwidth=110)
    po.metadata = {
        "Language": "de",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message in sorted(messages(folder), key=lambda m: (m.text, m.context)):
        po.append(_entry(message, old.get(message.key)))
    path.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(path))
    return f"{label}: {len(po)} messages, {len(untranslated(po))} without German."


def _entry(message: Message, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural = message.plural
        kept = old.msgstr_plural if old else {}
        entry.msgstr_plural = {0: kept.get(0, ""), 1: kept.get(1, "")}
    elif old:
        entry.msgstr = old.msgstr
    if "%(" in message.text:
        entry.flags.append("python-format")
    return entry


def untranslated(po: polib.POFile) -> list[str]:
    return [
        entry.msgid
        for entry in po
        if "fuzzy" in entry.flags
        or (not all(entry.msgstr_plural.values()) if entry.msgid_plural else not entry.msgstr)
    ]


def faults(label: str, folder: Path) -> Iterator[str]:
    """Name each string that is missing, superfluous, untranslated, lacks a placeholder or is not compiled."""
    path = catalogue(folder)
    wanted = {message.key for message in messages(folder)}
    if not path.exists():
        if wanted:
            yield f"{label}: has strings but no catalogue."
        return
    po = polib.pofile(str(path))
    have = {(entry.msgctxt or "", entry.msgid) for entry in po}
    yield from (f"{label}: not collected: {text!r}" for _context, text in sorted(wanted - have))
    yield from (f"{label}: no longer used: {text!r}" for _context, text in sorted(have - wanted))
    yield from (f"{label}: not translated: {text!r}" for text in untranslated(po))
    for entry in po:
        texts = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())[1:]
        placeholders = set(re.findall(r"%\((\w+)\)", entry.msgid_plural or entry.msgid))
        if any(set(re.findall(r"%\((\w+)\)", text)) != placeholders for text in texts if text):
            yield f"{label}: other placeholders in the translation of {entry.msgid!r}"
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != po.to_binary():
        yield f"{label}: django.mo is not the compiled django.po; run: python -m tools.translations compile"


def main(arguments: list[str]) -> int:
    """Run one of update, compile, check."""
    django.setup()
    command, labels = (arguments or ["check"])[0], arguments[1:]
    chosen = {label: folder for label, folder in apps().items() if not labels or label in labels}
    if command == "update":
        for label, folder in chosen.items():
            print(update(label, folder))
    if command in {"update", "compile"}:
        for folder in chosen.values():
            if catalogue(folder).exists():
                po = polib.pofile(str(catalogue(folder)))
                catalogue(folder).with_suffix(".mo").write_bytes(po.to_binary())
        return 0
    if command == "check":
        found = [fault for label, folder in chosen.items() for fault in faults(label, folder)]
        print("\n".join(found) or "Every string has its German text.")
        return 1 if found else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
