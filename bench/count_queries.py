"""Counts the queries of public pages with 10 and with 10,000 events, in a process of its own for `bench.pages`."""

import json
import sys

import django

PATHS = ("/", "/calendar/", "/calendar/?when=all", "/organizations/", "/map/")
FEW, MANY = 10, 10_000


def main() -> int:
    """Print {address: [with few, with many]} as the last line."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  settings come first

    from demo.convention import many_events  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    many_events(FEW)
    few = counts()
    many_events(MANY)
    many = counts()
    print(json.dumps({path: [few[path], many[path]] for path in PATHS}))
    return 0


def counts() -> dict[str, int]:
    """Queries of each page once everything that is read once per process has been read."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"host": "127.0.0.1"})
    counted = {}
    for path in PATHS:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")
        counted[path] = len(queries)
    return counted


if __name__ == "__main__":
    sys.exit(main())
