"""`./kogge bench search`: how long a search takes on 10,000 records.

Reference in the same run: one `LIKE '%word%'` scan over titles and texts of the same rows for each query, which finds
neither other spellings nor typing errors and does not rank. Goal: p99 under 20 ms.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace

import django

_FOLDER = tempfile.TemporaryDirectory(prefix="kogge-bench-")
os.environ["KOGGE_DATA"] = _FOLDER.name
django.setup()

from django.core.management import call_command  # noqa: E402  the apps must be loaded first
from django.db.models import Q  # noqa: E402

from bench.harness import Result, interleave, report  # noqa: E402
from kogge.ask.search import queries, upkeep  # noqa: E402
from kogge.ask.search.index import Entry  # noqa: E402
from kogge.ask.search.models import SearchDocument  # noqa: E402

RECORDS, ROUNDS, GOAL_MS = 10_000, 5, 20.0
QUERIES = (
    "digitalfuehrerschein", "nord", "projectbay", "go reply", "künstliche Intelligenz im Handwerk",
    "Greifswalder Fuehrerschein", "Gründungsberatung", "innenstadt einzelhandel", "barrierefreiheit",
    "Digitalisierungsbotschafterin", "hackaton", "Werkstadt 3D Druck", "Smart City", "energiewende wasserstoff",
    "wie finde ich eine Förderung für meinen Verein", "vereine online", "xqzzyv",
)  # fmt: skip
HEADS = "Digital Innovations Gründungs Bürger Stadt Energie Gesundheits Werkstatt Netzwerk Vereins Innenstadt Daten"
TAILS = "führerschein beratung konferenz abend werkstatt netzwerk förderung impuls treffen kongress sprechstunde börse"
WORDS = (
    "offen kostenlos Hafen Handwerk Künstliche Intelligenz Schule Verein Einzelhandel Marketing ländlich Raum"
)


def main() -> int:
    """Fill an index of its own with made-up records, time both ways in turn and report."""
    call_command("migrate", verbosity=0)
    started = time.monotonic()
    upkeep.rebuild(made_up(RECORDS))
    upkeep.tidy()
    print(f"{RECORDS} records indexed in {time.monotonic() - started:.1f} s", file=sys.stderr)
    queries.find("warm up")
    values = interleave(
        ROUNDS,
        {
            "ours": lambda: p99(queries.find),
            "scan": lambda: p99(scan),
            "median": lambda: p99(queries.find, 50),
        },
    )
    result = Result.of("search", "p99 of a search", values["ours"], "ms", at_most=GOAL_MS)
    reference = statistics.median(values["scan"])
    print(f"median of a search: {statistics.median(values['median']):.1f} ms", file=sys.stderr)
    result = replace(
        result,
        reference="p99 of a LIKE scan",
        reference_value=round(reference, 2),
        ratio=round(result.value / reference, 3),
    )
    return report([result])


def scan(query: str) -> list[int]:
    """The reference: rows that hold every word as it is written."""
    rows = SearchDocument.objects.all()
    for word in query.split():
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return list(rows.values_list("pk", flat=True)[:20])


def p99(search: Callable[[str], object], part: int = 99) -> float:
    """Milliseconds that `part` per cent of all queries stay below, each asked twice."""
    times = []
    for query in QUERIES * 2:
        started = time.perf_counter()
        search(query)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.quantiles(times, n=100)[part - 1]


def made_up(count: int) -> list[object]:
    """Records of German compound words, seeded."""
    heads, tails, words = HEADS.split(), TAILS.split(), WORDS.split()
    chance = random.Random(2024)
    result: list[object] = []
    for number in range(count):
        title = f"{chance.choice(heads)}{chance.choice(tails)} {chance.choice(words)} {number}"
        text = " ".join(
            chance.choice(words)
            if chance.random() < 0.6
            else chance.choice(heads).lower() + chance.choice(tails)
            for _ in range(40)
        )
        key = f"event:made-up-{number}"
        result.append(
            Entry(key=key, group=key, kind="event", path=f"/events/made-up-{number}/", title=title, text=text)
        )
    return result


if __name__ == "__main__":
    sys.exit(main())
