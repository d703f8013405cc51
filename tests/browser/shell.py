"""What a test asks of the demo behind the pages, and a phone that remembers."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from tools.demo_site import BROWSER_ARGUMENTS, ROOT, demo_environment


def run(data: Path, site: str, program: str) -> str:
    """What a program in the demo's place prints."""
    port = int(site.rsplit(":", 1)[1])
    done = subprocess.run(
        [sys.executable, "-m", "django", "shell", "--no-imports", "-c", program],
        cwd=ROOT, env=demo_environment(data, port), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def phone(browser: Browser, chromium: str, site: str, profile: Path) -> BrowserContext:
    """A phone whose storage outlives its browser."""
    return browser.browser_type.launch_persistent_context(
        profile, executable_path=chromium, args=BROWSER_ARGUMENTS, base_url=site, locale="de-DE",
        viewport={"width": 360, "height": 740}, has_touch=True,
    )  # fmt: skip
