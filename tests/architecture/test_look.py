"""Templates, style sheets and scripts keep to the shelf, the policy and the budgets."""

import hashlib
import re
from pathlib import Path

import pytest

from kogge.core import stylesheet

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/kogge"
VENDOR = SOURCE / "core/static/vendor"
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))
SHEETS = [path for path in SOURCE.glob("**/static/**/*.css") if "vendor" not in path.parts]
SCRIPTS = [path for path in SOURCE.glob("**/static/**/*.js") if "vendor" not in path.parts]
CLASS = re.compile(r'class="([^"]*)"')


def classes(path: Path) -> set[str]:
    """Class names of a template, without those put together from variables."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S)
    text = re.sub(r"\{%.*?%\}", " ", re.sub(r"\S*\{\{.*?\}\}\S*", " ", text))
    return {name for group in CLASS.findall(text) for name in group.split()}


def defined() -> set[str]:
    sheets = "".join(path.read_text(encoding="utf-8") for path in SHEETS)
    return set(
        re.findall(r"\.([a-zA-Z][\w-]*)", sheets + (VENDOR / "kern/kern.css").read_text(encoding="utf-8"))
    )


def test_every_kern_class_in_a_template_is_in_the_cut_style_sheet():
    known = defined()
    missing = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in TEMPLATES
        for name in classes(path)
        if name.startswith(("kern-", "k-")) and not name.endswith("-") and name not in known | HOOKS
    }
    assert missing == set()


# Names that scripts and tests look for and that have no look of their own.
HOOKS = {"k-public", "k-toast", "k-card--event", "k-checklist__open"}


def test_no_template_carries_style_or_script_inside():
    guilty = {
        str(path.relative_to(SOURCE))
        for path in TEMPLATES
        if re.search(
            r'<style|\sstyle="|<script(?![^>]*\bsrc=)(?![^>]*application/)|\son[a-z]+="|javascript:',
            path.read_text(encoding="utf-8"),
        )
    }
    assert guilty == set()


def test_no_template_or_style_sheet_loads_from_elsewhere():
    loading = re.compile(r'(?:src|<link[^>]*href)="(?:https?:)?//|url\(["\']?(?:https?:)?//|@import')
    guilty = {
        str(p.relative_to(SOURCE)) for p in (*TEMPLATES, *SHEETS) if loading.search(p.read_text("utf-8"))
    }
    assert guilty == set()


@pytest.mark.parametrize(
    ("files", "most"), [(TEMPLATES, 150), (SHEETS, 200), (SCRIPTS, 100)], ids=["html", "css", "js"]
)
def test_files_stay_within_their_budget(files, most):
    assert {p.name: n for p in files if (n := len(p.read_text("utf-8").splitlines())) > most} == {}


@pytest.mark.parametrize("folder", ["kern", "htmx", "zxing", "noble"])
def test_vendored_files_are_those_that_were_vendored(folder):
    lines = (VENDOR / folder / "sha256").read_text(encoding="utf-8").splitlines()
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((VENDOR / folder / name).read_bytes()).hexdigest() == digest
    assert lines
    assert (VENDOR / folder / "LICENSE").is_file()


def test_fonts_are_small():
    sizes = [path.stat().st_size for path in (VENDOR / "kern").glob("*.woff2")]
    assert len(sizes) == 2
    assert max(sizes) <= 15_000


def test_kerns_tokens_that_our_style_sheets_use_are_defined():
    text = stylesheet.build()
    used = {name for path in SHEETS for name in re.findall(r"var\((--kern-[\w-]+)", path.read_text("utf-8"))}
    assert used <= set(re.findall(r"(--kern-[\w-]+):", text))
