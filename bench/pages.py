"""`./kogge bench pages`: published pages against nginx with the very same bytes, side by side in the same run.

nginx serves the brotli bytes of each page as a static file with the same headers, without log and with its cache of
open files. Both are asked by wrk over 64 connections, in turns. Goals: at least 0.7 of nginx for each page, p99 under
20 ms, under 50 ms while 300 slow heads and 300 slow bodies are open; the programme of a convention with 365
sessions under 150 ms when it is rendered anew; as many queries with 10,000 events as with 10.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from bench import neighbours
from bench.harness import Result, missing, report
from bench.public_pages import addresses
from tools.demo_site import free_port, running_demo

WANTED = {
    "home": "home",
    "calendar": "calendar",
    "programme": "convention programme",
    "session": "convention session",
}
ROUNDS, SECONDS, UNCACHED = 5, 3.0, 9
RATIO, P99_MS, P99_SLOW_MS, UNCACHED_MS = 0.7, 20.0, 50.0, 150.0
ADVANCE = """
import django; django.setup()
from django.db import transaction
from kogge.core import freshness
for line in __import__("sys").stdin:
    with transaction.atomic():
        freshness.advance()
    print("advanced", flush=True)
"""


def main() -> int:
    """Measure everything; needs nginx and wrk."""
    if program := neighbours.missing_program():
        return missing(program, neighbours.INSTALL)
    with tempfile.TemporaryDirectory(prefix="kogge-bench-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        results: list[Result] = []
        with running_demo("--with", "convention", data=data) as site:
            found = addresses(site)
            paths = {kind: found[name] for kind, name in WANTED.items()}
            results += against_nginx(site, paths, Path(folder))
            results += while_others_are_slow(site, paths)
            results.append(rendered_anew(site, paths["programme"], data))
        results += counted_queries(Path(folder) / "counting")
    return report(results)


def against_nginx(site: str, paths: dict[str, str], folder: Path) -> list[Result]:
    """Requests per second and p99 of each page, in turns with nginx."""
    pages = {kind: neighbours.fetch(site + path) for kind, path in paths.items()}
    results = []
    with neighbours.nginx(folder, free_port(), pages) as other:
        for kind, path in paths.items():
            if neighbours.fetch(f"{other}/{kind}").body != neighbours.fetch(site + path).body:
                raise RuntimeError(f"nginx serves other bytes for {kind}")
            ours: list[neighbours.Load] = []
            theirs: list[neighbours.Load] = []
            for turn in range(ROUNDS):
                both = [(ours, site + path), (theirs, f"{other}/{kind}")]
                for list_of, address in both if turn % 2 else both[::-1]:
                    list_of.append(neighbours.load(address, SECONDS))
            tell(kind, len(pages[kind].body), ours, theirs)
            results += judged(kind, ours, theirs)
    return results


def judged(kind: str, ours: list[neighbours.Load], theirs: list[neighbours.Load]) -> list[Result]:
    errors = sum(run.errors for run in ours)
    if errors:
        raise RuntimeError(f"{errors} answers for {kind} were not as they should be")
    return [
        Result.against(
            "pages", f"requests per second: {kind}", [run.per_second for run in ours], "1/s",
            reference="nginx, the same bytes as a static file",
            reference_values=[run.per_second for run in theirs], ratio_at_least=RATIO,
        ),
        replace(
            Result.of("pages", f"p99 at 64 connections: {kind}", [run.p99_ms for run in ours], "ms", at_most=P99_MS),
            reference="nginx, the same bytes as a static file",
            reference_value=statistics.median(run.p99_ms for run in theirs),
        ),
    ]  # fmt: skip


def tell(kind: str, size: int, ours: list[neighbours.Load], theirs: list[neighbours.Load]) -> None:
    def words(runs: list[neighbours.Load]) -> str:
        return f"{statistics.median(run.per_second for run in runs):,.0f}/s p99 {statistics.median(run.p99_ms for run in runs):.1f} ms"  # noqa: E501

    print(f"{kind} ({size} bytes): Kogge {words(ours)}, nginx {words(theirs)}", file=sys.stderr)


def while_others_are_slow(site: str, paths: dict[str, str]) -> list[Result]:
    """p99 of each page while 600 clients dawdle."""
    port = urlsplit(site).port or 80
    results = []
    with neighbours.slow_clients(port):
        for kind, path in paths.items():
            runs = [neighbours.load(site + path, 2.0) for _ in range(3)]
            what = f"p99 with 300 slow heads and 300 slow bodies: {kind}"
            results.append(Result.of("pages", what, [run.p99_ms for run in runs], "ms", at_most=P99_SLOW_MS))
    return results


def rendered_anew(site: str, path: str, data: Path) -> Result:
    """Milliseconds of the first request after a release, over a connection that is open already."""
    environment = {**os.environ, "KOGGE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    releaser = subprocess.Popen(
        [sys.executable, "-c", ADVANCE],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    host = urlsplit(site).netloc
    durations = []
    with releaser:
        if releaser.stdin is None or releaser.stdout is None:
            raise RuntimeError("no pipe")
        for _ in range(UNCACHED):
            releaser.stdin.write("advance\n")
            releaser.stdin.flush()
            if releaser.stdout.readline() != "advanced\n":
                raise RuntimeError("the revision could not be advanced")
            connection = http.client.HTTPConnection(host, timeout=30)
            connection.connect()
            begin = time.perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "br"})
            connection.getresponse().read()
            durations.append((time.perf_counter() - begin) * 1000)
            connection.close()
    return Result.of("pages", "programme rendered after a release", durations, "ms", at_most=UNCACHED_MS)


def counted_queries(folder: Path) -> list[Result]:
    """Queries of home and calendar with 10 and with 10,000 events, in a database of their own."""
    environment = {
        **os.environ,
        "KOGGE_DATA": str(folder),
        "KOGGE_DEMO": "yes",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    environment.pop("KOGGE_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "bench.count_queries"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    counts: dict[str, list[int]] = json.loads(done.stdout.splitlines()[-1])
    results = []
    for path, (few, many) in counts.items():
        results.append(
            Result(
                "pages", f"queries with 10,000 events: {path}", many, "queries", "no more than with 10 events",
                many <= few, "the same page with 10 events", few, round(many / few, 3) if few else None,
            )
        )  # fmt: skip
    return results


if __name__ == "__main__":
    sys.exit(main())
