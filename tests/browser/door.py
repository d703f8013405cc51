"""The door in browser tests: a server that can be switched off, a browser that dies, and what arrived."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.demo_site import free_port, running_demo
from tools.door_phone import ask_cast


@dataclass
class DoorSite:
    """A demo with a door. `stop` and `start` are a server that fails and comes back."""

    data: Path
    port: int = field(default_factory=free_port)
    running: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.running.enter_context(running_demo(data=self.data, port=self.port))

    def stop(self) -> None:
        self.running.close()

    def cast(self, *arguments: str) -> Any:
        """What `tools.door_cast` prints."""
        return ask_cast(self.data, self.port, *arguments)

    def facts(self, event: str) -> list[dict[str, Any]]:
        """The scans that the server holds."""
        return list(self.cast("--facts", event)["scans"])


@contextmanager
def door_site(folder: Path) -> Iterator[DoorSite]:
    """A running demo on a data directory that stays when the server stops."""
    site = DoorSite(folder)
    site.start()
    try:
        yield site
    finally:
        site.stop()


def kill_browser(profile: Path) -> None:
    """The power goes: every process of the browser on this profile dies at once."""
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and str(profile).encode() in (entry / "cmdline").read_bytes():
                os.kill(int(entry.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
