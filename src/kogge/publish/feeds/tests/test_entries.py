"""What feeds say of one event."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from kogge.core.imprecise_date import ImpreciseDate
from kogge.publish.feeds.entries import Entry

PLAIN = {
    "uid": "5f0a1c9e-5a5e-4a35-9d7c-d1f5a8a3a001", "slug": "fair", "kind": "event", "url": "http://127.0.0.1:8000/e/",
    "title": "Fair", "summary": "", "description": "", "language": "de", "state": "published", "state_reason": "",
    "sequence": 0, "changed_at": datetime(2024, 4, 1, tzinfo=UTC), "starts_at": None, "ends_at": None, "place": "",
    "room": "", "coordinates": None, "mode": "onsite", "online_url": "", "cost": "free", "cost_note": "",
    "organizers": (), "people": (), "topics": (), "access": "", "funding": "", "parent": "", "parent_uid": "",
    "deadlines": (),
}  # fmt: skip


def entry(starts_on: object = None, ends_on: date | None = None, **values: object) -> Entry:
    """An entry with nothing but a title, changed as wanted."""
    return Entry(**{**PLAIN, "date": ImpreciseDate.parse(starts_on), "last_day": ends_on, **values})


@pytest.mark.parametrize(
    ("values", "german", "english"),
    [
        ({"starts_on": date(2024, 5, 29)}, "29. Mai 2024", "29 May 2024"),
        ({"starts_on": date(2024, 5, 29), "ends_on": date(2024, 5, 30)}, "29. Mai 2024 – 30. Mai 2024",
         "29 May 2024 – 30 May 2024"),
        ({"starts_on": "2024-06"}, "Juni 2024", "June 2024"),
        ({"starts_on": "2024"}, "2024", "2024"),
    ],
)  # fmt: skip
def test_dates_are_as_exact_as_known(values, german, english):
    with translation.override("de"):
        assert entry(**values).when == german
    with translation.override("en"):
        assert entry(**values).when == english


def test_a_time_shows_both_ends():
    with translation.override("de"):
        one = entry(
            starts_on=date(2024, 5, 29),
            starts_at=datetime(2024, 5, 29, 8, tzinfo=UTC),
            ends_at=datetime(2024, 5, 29, 10, 30, tzinfo=UTC),
        )
        assert one.when == "29. Mai 2024, 10:00–12:30"


def test_the_text_names_what_matters_once():
    with translation.override("de"):
        one = entry(
            starts_on="2024-06", summary="Kurz.", description="Kurz.", people=("Ada",), organizers=("Hafen", "Pier"),
            access="Stufenlos.", funding="Gefördert.",
        )  # fmt: skip
        assert one.text.split("\n\n") == [
            "Kurz.", "Der genaue Tag ist nicht angegeben.", "Mit Ada", "Veranstaltet von: Hafen, Pier",
            "Barrierefreiheit: Stufenlos.", "Gefördert.",
        ]  # fmt: skip
