"""What stands on a certificate: gathered once when it is issued, in both languages, and never changed."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.prove.hours.fictional import is_fictional

from .earning import Standing

BOTH = ("de", "en")


def gather(
    rule: Any, person: Person, standing: Standing, *, required: int | None, of: int, events: Sequence[Event],
    assessment: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    """Name, dates with minutes, contents, centre, funding, assessment: JSON that the PDF and the badge are made of."""
    attended = [one for one in events if one.pk in standing.dates]
    minutes = dict(zip(standing.dates, standing.each, strict=True))
    return {
        "name": str(person),
        **_both(rule, "title"), **_both(rule, "contents"),
        "organization": rule.organization.name_on(timezone.localdate()), "website": rule.organization.website,
        "dates": [_date(one, minutes[one.pk]) for one in attended],
        "minutes": standing.minutes, "required": required, "of": of,
        "funding": _funding(attended),
        "assessment": assessment,
        "fictional": any(is_fictional(one) for one in attended),
    }  # fmt: skip


def _date(event: Event, minutes: int) -> dict[str, Any]:
    return {
        "event": event.pk, **_both(event, "title"), "minutes": minutes, "precision": event.precision,
        "on": event.starts_on.isoformat() if event.starts_on else "",
        "until": event.ends_on.isoformat() if event.ends_on else "",
    }  # fmt: skip


def _funding(events: Sequence[Event]) -> list[dict[str, str]]:
    """The statement of each operation that paid for one of the dates (Regulation (EU) 2021/1060, Article 50)."""
    operations = {one.operation_id: one.operation for one in events if one.operation}
    return [
        {
            "statement_de": one.profile.statement_de, "statement_en": one.profile.statement_en,
            "emblem": one.profile.emblem, "operation_de": one.title, "operation_en": one.title_en or one.title,
        }
        for one in operations.values()
    ]  # fmt: skip


def _both(record: Any, field: str) -> dict[str, str]:
    texts = {code: str(getattr(record, f"{field}_{code}") or "").strip() for code in BOTH}
    return {f"{field}_{code}": texts[code] or texts["de"] or texts["en"] for code in BOTH}
