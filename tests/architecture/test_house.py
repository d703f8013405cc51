"""The house itself: what must be true of the repository, whoever changes it."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from config.commands import COMMANDS, closest
from tools import budgets, documentation

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kogge"
ALLOWED_LICENCES = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser|EUPL|HPND|Zlib|Unlicense"
    r"|CC0|freely, subject to the following",
    re.I,
)


def product_files(*suffixes):
    for path in SOURCE.rglob("*"):
        parts = path.relative_to(SOURCE).parts
        if path.suffix in suffixes and not {"tests", "vendor", "migrations", "locale"} & set(parts):
            yield path


def names_of_the_region():
    """Names of places, organisations and people of the demo year that no code may know."""
    facts = yaml.safe_load((ROOT / "demo" / "year-2024" / "facts-2024.yaml").read_text(encoding="utf-8"))
    for section in ("organisations", "places", "people", "communities", "series"):
        for entry in facts[section]:
            name = entry.get("name") or entry["title"]
            if len(name) > 4 and name not in {"Stand", "Laboren", "Smart City", "MINT-Cluster", "Arsenal"}:
                yield name
    yield from ("Mecklenburg", "Vorpommern", "Digitales MV", "NØRD")


def test_no_name_of_the_demo_region_stands_in_the_code():
    text = {path: path.read_text(encoding="utf-8") for path in product_files(".py", ".html", ".js", ".css")}
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for name in sorted(set(names_of_the_region()))
        for path, content in text.items()
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", content)
    ]
    assert found == []


def test_every_action_says_what_it_does_and_who_did_it():
    silent = []
    for path in SOURCE.rglob("actions*/*.py"):
        silent += _silent_actions(path)
    for path in SOURCE.rglob("actions.py"):
        silent += _silent_actions(path)
    assert silent == []


def _silent_actions(path):
    """Whoever holds the link of a `Plan` is the only one who acts on it; they have no name, and no history is kept."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            writes = any("atomic" in ast.dump(d) for d in node.decorator_list)
            keywords = {a.arg for a in node.args.kwonlyargs}
            nameless = "'Plan'" in ast.dump(node.args) or "'Plan'" in ast.dump(node.returns or node.args)
            if not ast.get_docstring(node) or (writes and "by" not in keywords and not nameless):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def test_nothing_of_ours_is_imported_inside_a_function():
    hidden = []
    for path in product_files(".py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden += [
                    f"{path.relative_to(ROOT)}:{node.lineno}"
                    for node in ast.walk(function)
                    if isinstance(node, ast.ImportFrom)
                    and (node.level or (node.module or "").startswith("kogge"))
                ]
    assert hidden == []


def test_no_app_uses_signals_or_generic_foreign_keys():
    words = re.compile(r"django\.dispatch|db\.models\.signals|GenericForeignKey")
    assert [str(p) for p in product_files(".py") if words.search(p.read_text(encoding="utf-8"))] == []


def test_no_file_is_named_for_nothing():
    vague = {"utils.py", "helpers.py", "common.py", "misc.py", "signals.py", "managers.py"}
    assert [str(path) for path in ROOT.glob("src/**/*.py") if path.name in vague] == []


def test_every_dependency_has_its_reason_and_the_lock_its_hashes():
    head = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.", 1)[0]
    lines = head.splitlines()
    dependencies = [line for line in lines if re.match(r'  "[A-Za-z][\w.\[\],-]*\s*([<>=!~;"])', line)]
    assert len(dependencies) > 20
    assert [
        line
        for line in dependencies
        if "#" not in line and "cryptography" not in line and "types-" not in line
    ] == []
    for name in ("requirements.lock", "requirements-dev.lock"):
        pinned = re.findall(
            r"^([\w.-]+)==(\S+)(.*?)(?=^\w|\Z)", (ROOT / name).read_text(encoding="utf-8"), re.M | re.S
        )
        assert [package for package, _version, rest in pinned if "--hash=sha256:" not in rest] == []


def test_every_runtime_dependency_is_under_a_licence_that_allows_the_eupl():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    refused = []
    for package in re.findall(r"^([\w.-]+)==", lock, re.M):
        try:
            about = metadata.metadata(package)
        except metadata.PackageNotFoundError:
            continue  # for another platform
        said = [
            about.get("License-Expression") or "",
            about.get("License") or "",
            *about.get_all("Classifier", []),
        ]
        files = [f for f in metadata.files(package) or [] if "LICEN" in str(f).upper()]
        said += [f.locate().read_text(encoding="utf-8", errors="replace") for f in files]
        if not ALLOWED_LICENCES.search(" ".join(said)):
            refused.append(package)
    assert refused == []


def test_the_documentation_names_every_setting_command_and_format():
    assert documentation.faults() == []


def test_a_file_a_function_and_an_inline_script_beyond_the_budget_are_found(tmp_path, monkeypatch):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "long.py").write_text("x = 1\n" * 401, encoding="utf-8")
    (tmp_path / "src" / "views.py").write_text("def show():\n" + "    x = 1\n" * 25, encoding="utf-8")
    (tmp_path / "src" / "page.html").write_text("<p style='color: red'>", encoding="utf-8")
    (tmp_path / "src" / "fine.html").write_text('<script src="a.js"></script>', encoding="utf-8")
    monkeypatch.setattr(budgets, "ROOT", tmp_path)
    assert budgets.faults() == [
        "src/long.py: 401 lines, budget 400",
        "src/page.html: inline style or script",
        "src/views.py:1 show: 26 lines, budget 25",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"), [("demmo", "demo"), ("bench", "bench"), ("import event", "import events")]
)
def test_a_mistyped_command_names_the_one_that_was_meant(typed, meant):
    assert closest(typed.split()) == f"Did you mean ./kogge {meant}?"


def test_a_data_directory_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "config", "demo", "--no-serve"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "KOGGE_DATA": str(tmp_path / "file" / "data"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"The data directory {tmp_path}/file/data cannot be written (Not a directory). "
        "Choose another with KOGGE_DATA=/some/folder."
    ]


def test_no_two_commands_bear_the_same_words():
    words = [command.words for command in COMMANDS]
    assert len(words) == len(set(words))


def test_publiccode_names_the_version_and_licence_of_the_package():
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert public["softwareVersion"] == project["version"]
    assert public["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert "EUPL" in (ROOT / "LICENSE").read_text(encoding="utf-8")[:200]


def test_models_order_empty_values_alike_on_both_databases():
    """PostgreSQL sorts empty values last, SQLite first: a model that may be empty there must say which."""
    silent = []
    for model in apps.get_models():
        for name in model._meta.ordering if model.__module__.startswith("kogge") else ():
            if isinstance(name, str) and any(one.null for one in _fields_on_the_way(model, name.lstrip("-"))):
                silent.append(f"{model._meta.label}: {name}")
    assert silent == []


def _fields_on_the_way(model, path):
    for part in path.split("__"):
        if part == "pk":
            return
        field = model._meta.get_field(part)
        yield field
        model = field.related_model
