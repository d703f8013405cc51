"""`./kogge bench start`: seconds from a clone to the first page, and of the second start.

Clones this repository (its last commit), runs `./kogge demo` there with a new environment and data directory, and waits
for the home page. The package cache of pip is used as it is, so run it twice when it was cold. Goals: three minutes to
the first page, five seconds the second time.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.harness import Result, report
from tools.demo_site import ROOT, free_port

FIRST_SECONDS, SECOND_SECONDS, PATIENCE, AGAIN = 180.0, 5.0, 900.0, 3


def main() -> int:
    """Clone, start, stop, start again."""
    with tempfile.TemporaryDirectory(prefix="kogge-start-", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "kogge"
        begin = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first = started(clone, Path(folder) / "data", begin)
        again = [started(clone, Path(folder) / "data", time.monotonic()) for _ in range(AGAIN)]
    return report(
        [
            Result.of("start", "from clone to first page", [first], "s", at_most=FIRST_SECONDS),
            Result.of("start", "second start to first page", again, "s", at_most=SECOND_SECONDS),
        ]
    )


def started(clone: Path, data: Path, begin: float) -> float:
    """Start the demo, wait for its home page, stop it; seconds since `begin`."""
    port = free_port()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KOGGE_", "DJANGO_", "PYTHON"))
    }
    environment = {**kept, "KOGGE_DATA": str(data)}
    environment.pop("VIRTUAL_ENV", None)
    log = data.parent / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(clone / "kogge"), "demo", "--port", str(port)],
            cwd=clone, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_for(f"http://127.0.0.1:{port}/", server, log)
            return time.monotonic() - begin
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                answer.read()
                return
        except urllib.error.HTTPError as error:
            raise SystemExit(f"The first page answers {error.code}.") from error
        except OSError:
            time.sleep(0.02)
    raise SystemExit(log.read_text(encoding="utf-8", errors="replace")[-2000:])


if __name__ == "__main__":
    sys.exit(main())
