"""The launcher answers a bad machine with a sentence and leaves nothing half-made."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from config.__main__ import port_of

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "cksum", "tr", "cat", "df", "awk", "rm", "dirname", "printf", "env")


@pytest.fixture
def checkout(tmp_path):
    """A checkout without environment, and a PATH on which only what the test puts there is found."""
    for name in ("kogge", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (programs / tool).symlink_to(found)
    return tmp_path


def program(checkout, name, text):
    path = checkout / "bin" / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


def start(checkout, *arguments):
    return subprocess.run(
        ["/bin/sh", str(checkout / "kogge"), *arguments],
        env={"PATH": str(checkout / "bin"), "HOME": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_python_it_names_what_to_install(checkout):
    done = start(checkout, "demo")
    assert done.returncode == 69
    assert "needs Python 3.11 to 3.14" in done.stderr
    assert not (checkout / ".venv").exists()


def test_an_old_python_is_not_taken(checkout):
    program(checkout, "python3", "exit 1")
    assert start(checkout, "demo").returncode == 69


def test_a_python_without_venv_names_the_package(checkout):
    program(checkout, "python3", 'case "$2" in *ensurepip*) exit 1;; esac; exit 0')
    done = start(checkout, "demo")
    assert done.returncode == 69
    assert "apt install python3-venv" in done.stderr


def test_a_full_disk_is_told_before_anything_is_made(checkout):
    program(checkout, "python3", "exit 0")
    program(checkout, "df", "echo head; echo disk 100 90 10 90% /")
    done = start(checkout, "demo")
    assert done.returncode == 69
    assert "700 MB of free disk" in done.stderr
    assert not (checkout / ".venv").exists()


def test_without_a_package_index_nothing_half_made_stays(checkout):
    python = os.path.realpath(ROOT / ".venv" / "bin" / "python")
    program(
        checkout,
        "python3",
        'if [ "$1" = -m ]; then mkdir -p .venv/bin; printf "#!/bin/sh\\nexit 1\\n" > .venv/bin/python; '
        f'/bin/chmod +x .venv/bin/python; exit 0; fi; exec {python} "$@"',
    )
    (checkout / "bin" / "mkdir").symlink_to(shutil.which("mkdir"))
    done = start(checkout, "demo")
    assert done.returncode == 73
    assert "package index" in done.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize(
    ("options", "port"),
    [([], "8000"), (["--port", "8181"], "8181"), (["--port=8181"], "8181"), (["--port", "x"], "8000")],
)
def test_links_of_a_demo_carry_its_port(options, port):
    assert port_of(["--with", "convention", *options]) == port
