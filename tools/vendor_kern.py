"""Cut the KERN design system and its typeface down to what the pages use, and vendor it.

    npm pack @kern-ux/native@2.7.2 && tar xzf kern-ux-native-2.7.2.tgz
    .venv/bin/pip install -r requirements-tools.lock
    .venv/bin/python tools/vendor_kern.py package

Writes `kern.css`, two subsets of Fira Sans, the licences, VERSION and sha256 below static/vendor/kern/. Only
maintainers run it, when KERN has a new version or a template needs a component that is not in KEEP yet.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/kogge/core/static/vendor/kern"

# Families of classes: "kern-btn" keeps kern-btn, kern-btn--primary, kern-btn__x.
KEEP = (
    "kern-alert", "kern-badge", "kern-body", "kern-btn", "kern-dark", "kern-error", "kern-fieldset",
    "kern-form-check", "kern-form-input", "kern-hint", "kern-label", "kern-light", "kern-progress",
    "kern-sr-only", "kern-table-responsive", "kern-title",
)  # fmt: skip
DROP = (
    "kern-btn--x-small", "kern-label--large", "kern-body--large", "kern-title--large", "kern-sr-only-mobile",
    "kern-form-input__input--width",
)  # fmt: skip
ICONS = (
    "add", "arrow-back", "arrow-forward", "close", "danger", "download", "easy-language", "info", "open-in-new",
    "search", "sign-language", "success", "warning",
)  # fmt: skip
ICON_SIZES = ("small", "default", "large")
UNICODES = (
    "U+20-7E,U+A0-FF,U+104-107,U+10C-111,U+118-11B,U+141-144,U+147,U+148,U+150-153,U+158-161,U+164,"
    "U+165,U+16E-171,U+178-17E,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2030,U+2032,U+2033,U+2039,"
    "U+203A,U+20AC,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265"
)
# Tabular figures are for table cells, which are regular; composed letters are in the font as such.
FEATURES = {400: ["kern", "locl", "tnum"], 600: ["kern", "locl"]}

Rule = tuple[str, object]


def rules(css: str) -> Iterator[Rule]:
    """Yield (prelude, body) pairs; the body of a media block is the list of its rules."""
    position = 0
    while (opened := css.find("{", position)) != -1:
        prelude = css[position:opened].strip()
        depth, end = 1, opened + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        body = css[opened + 1 : end - 1]
        position = end
        nested = prelude.startswith(("@media", "@supports"))
        yield prelude, list(rules(body)) if nested else body.strip()


def kept_class(name: str) -> bool:
    """Whether a KERN class belongs to a component in KEEP, or is a kept icon."""
    if name.startswith("kern-icon"):
        return name == "kern-icon" or name[11:] in (*ICON_SIZES, *ICONS)
    if any(name == drop or name.startswith(drop) for drop in DROP):
        return False
    return any(name == keep or name.startswith((f"{keep}-", f"{keep}_")) for keep in KEEP)


def purge(tree: list[Rule]) -> list[Rule]:
    """Leave out rules of components the pages do not use."""
    kept: list[Rule] = []
    for prelude, body in tree:
        if isinstance(body, list):
            if inner := purge(body):
                kept.append((prelude, inner))
            continue
        if prelude.startswith("@"):
            continue
        selectors = [part.strip() for part in split_selectors(prelude)]
        selectors = [s for s in selectors if all(map(kept_class, re.findall(r"\.(kern-[\w-]+)", s)))]
        if selectors and body:
            kept.append((",".join(selectors), body))
    return kept


def split_selectors(text: str) -> list[str]:
    """Split a selector list at its outer commas."""
    parts, depth = [""], 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def declarations(body: str) -> list[str]:
    """Split a rule's body at semicolons outside quotes and brackets (data addresses contain some)."""
    parts, quote = [""], ""
    for letter in body:
        if letter in "\"'" and quote in ("", letter):
            quote = "" if quote else letter
        if letter == ";" and not quote:
            parts.append("")
        else:
            parts[-1] += letter
    return [re.sub(r"\s+", " ", part).strip() for part in parts if part.strip()]


def used_tokens(tree: list[Rule], own: str) -> set[str]:
    """The custom properties that kept rules and the product's style sheets reach, directly or by others."""
    definitions: dict[str, set[str]] = {}
    wanted = set(re.findall(r"var\((--kern-[\w-]+)", own))

    def walk(branch: list[Rule]) -> None:
        for _prelude, body in branch:
            if isinstance(body, list):
                walk(body)
                continue
            for declaration in declarations(str(body)):
                name, _, value = declaration.partition(":")
                used = set(re.findall(r"var\((--kern-[\w-]+)", value))
                if name.startswith("--"):
                    definitions.setdefault(name, set()).update(used)
                else:
                    wanted.update(used)

    walk(tree)
    wanted &= definitions.keys()
    waiting = list(wanted)
    while waiting:
        for name in (definitions[waiting.pop()] & definitions.keys()) - wanted:
            wanted.add(name)
            waiting.append(name)
    return wanted


def write(tree: list[Rule], tokens: set[str]) -> str:
    """The rules as compact CSS without unused tokens and prefixed doubles."""
    text = ""
    for prelude, body in tree:
        head = re.sub(r"\s*([>,])\s*", r"\1", re.sub(r"\s+", " ", prelude))
        if isinstance(body, list):
            inner = write(body, tokens)
            text += f"{head}{{{inner}}}" if inner else ""
            continue
        lines = []
        for declaration in declarations(str(body)):
            name, _, value = declaration.partition(":")
            if name.startswith("-webkit-mask") or (name.startswith("--") and name not in tokens):
                continue
            lines.append(f"{name}:{without_fallbacks(value.strip(), tokens)}")
        text += f"{head}{{{';'.join(lines)}}}" if lines else ""
    return text


def without_fallbacks(value: str, tokens: set[str]) -> str:
    """`var(--x, 4px)` as `var(--x)` where --x is defined; the fallback never applies then."""
    pattern = r"var\((--kern-[\w-]+), ?((?:[^()]|\([^()]*\))*)\)"
    return re.sub(pattern, lambda found: f"var({found[1]})" if found[1] in tokens else found[0], value)


def subset_font(source: Path, target: Path, features: list[str]) -> None:
    """Latin of the languages around the Baltic Sea, kerning, tabular figures; no hinting."""
    options = subset.Options(flavor="woff2", hinting=False, layout_features=features, desubroutinize=False)
    options.name_IDs = [0, 1, 2, 13, 14]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(UNICODES.replace("U+", "")))
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def own_style_sheets() -> str:
    """All style sheets of the product, to know which tokens they use."""
    sheets = (ROOT / "src").glob("**/static/**/*.css")
    return "".join(path.read_text("utf-8") for path in sheets if "vendor" not in path.parts)


def main(package: Path) -> None:
    """Vendor the unpacked npm package."""
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    css = re.sub(r"/\*.*?\*/", "", (package / "dist/kern.css").read_text("utf-8"), flags=re.S)
    css = re.sub(r'@charset "UTF-8";', "", css)
    tree = purge(list(rules(css)))
    text = write(tree, used_tokens(tree, own_style_sheets()))
    TARGET.mkdir(parents=True, exist_ok=True)
    head = f"/* KERN native {version}, EUPL-1.2, cut by tools/vendor_kern.py: see LICENSE */\n"
    (TARGET / "kern.css").write_text(head + text + "\n", "utf-8")
    for weight, name in ((400, "Regular"), (600, "SemiBold")):
        source = package / f"dist/fonts/fira-sans/FiraSans-{name}.woff2"
        subset_font(source, TARGET / f"fira-sans-{weight}.woff2", FEATURES[weight])
    (TARGET / "LICENSE").write_text((package / "LICENSE.md").read_text("utf-8"), "utf-8")
    (TARGET / "VERSION").write_text(f"@kern-ux/native {version}\nFira Sans 4.106\n", "utf-8")
    vendored = ["kern.css", "fira-sans-400.woff2", "fira-sans-600.woff2"]
    sums = [f"{hashlib.sha256((TARGET / name).read_bytes()).hexdigest()}  {name}\n" for name in vendored]
    (TARGET / "sha256").write_text("".join(sums), "utf-8")
    for name in vendored:
        print(f"{name}: {(TARGET / name).stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the unpacked npm package is: tools/vendor_kern.py package")
    main(Path(sys.argv[1]))
