"""What stands on a certificate: gathered once when it is issued, in both languages, and never changed."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.prove.badges.earning import Standing
from kogge.prove.hours.fictional import is_fictional

from .models import Assessment, CertificateRule, RuleVersion
from .queries import Round

BOTH = ("de", "en")


def gather(version: RuleVersion, found: Round, person: Person, standing: Standing) -> dict[str, Any]:
    """Name, dates with minutes, contents, centre, funding, assessment: JSON that the PDF and the badge are made of."""
    rule: CertificateRule = version.rule
    events = [one for one in found.events if one.pk in standing.dates]
    minutes = dict(zip(standing.dates, standing.each, strict=True))
    assessed = Assessment.objects.filter(rule=rule, person=person, passed=True).order_by("-on", "-pk").first()
    return {
        "name": str(person),
        **_both(rule, "title"), **_both(rule, "contents"),
        "organization": rule.organization.name_on(timezone.localdate()), "website": rule.organization.website,
        "dates": [_date(one, minutes[one.pk]) for one in events],
        "minutes": standing.minutes, "required": version.required, "of": found.of,
        "funding": _funding(events),
        "assessment": _assessment(assessed),
        "fictional": any(is_fictional(one) for one in events),
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


def _assessment(assessed: Assessment | None) -> dict[str, str]:
    if assessed is None:
        return {}
    return {
        "result": assessed.result, "assessor": assessed.assessor, "standard": assessed.standard,
        "on": assessed.on.isoformat(),
    }  # fmt: skip


def _both(record: Any, field: str) -> dict[str, str]:
    texts = {code: str(getattr(record, f"{field}_{code}") or "").strip() for code in BOTH}
    return {f"{field}_{code}": texts[code] or texts["de"] or texts["en"] for code in BOTH}
