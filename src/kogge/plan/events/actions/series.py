"""Verbs of series: a rule, and several dates in one step."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization

from .. import local_time
from ..models import Event, EventSeries
from . import values as checks
from .events import create_event

By = Any
MOST_DATES = 60


@transaction.atomic
def create_series(*, by: By, values: Mapping[str, Any], organizers: list[Organization]) -> EventSeries:
    """Begin a series of events that belong together."""
    title = checks.one_line(str(values.get("title_de", "")))[:200]
    if not title:
        raise Refused(_("Please give the series a title."), field="title_de")
    series = EventSeries(
        slug=checks.series_slug(title),
        title_de=title,
        title_en=checks.one_line(str(values.get("title_en", "")))[:200],
        summary_de=str(values.get("summary_de", ""))[: checks.LONGEST_TEXT],
        summary_en=str(values.get("summary_en", ""))[: checks.LONGEST_TEXT],
        interval=checks.one_line(str(values.get("interval", "")))[:60],
    )
    _set_rule(series, values.get("rule_required"), values.get("rule_of"))
    series.save()
    series.organizers.set(organizers)
    history.record(series, "created", by=by, after={"title_de": title, "rule": _rule(series)})
    return series


@transaction.atomic
def change_rule(
    series: EventSeries, *, by: By, required: int | None, out_of: int | None, reason: str = ""
) -> EventSeries:
    """Change how many dates are needed. After the first date it takes a reason, and the old version is kept."""
    fresh = EventSeries.objects.select_for_update().get(pk=series.pk)
    before = _rule(fresh)
    begun = (
        fresh.events.filter(starts_on__lte=timezone.localdate()).exclude(state=Event.State.CANCELLED).exists()
    )
    if begun and before and not reason.strip():
        raise Refused(
            _("The first date is over and people rely on the rule. Please give the reason for the change."),
            field="reason",
        )
    _set_rule(fresh, required, out_of)
    if _rule(fresh) == before:
        return fresh
    if before:
        kept = {**before, "until": timezone.now().isoformat(), "reason": checks.one_line(reason)[:300]}
        fresh.rule_versions = [*fresh.rule_versions, kept]
    fresh.save()
    history.record(
        fresh,
        "rule changed",
        by=by,
        before={"rule": before},
        after={"rule": _rule(fresh)},
        reason=reason[:500],
    )
    return fresh


@transaction.atomic
def make_dates(
    series: EventSeries, *, by: By, pattern: Event, lead: Organization, count: int, every_days: int
) -> list[Event]:
    """Repeat an event of the series at its local time, so many times more, all or none."""
    if not pattern.starts_at or not pattern.ends_at:
        raise Refused(_("The first date needs a day and a time before it can be repeated."), field="count")
    if not 1 <= count <= MOST_DATES or not 1 <= every_days <= 366:
        raise Refused(
            _("Please choose between 1 and %(most)d further dates.") % {"most": MOST_DATES}, field="count"
        )
    copied = {name: getattr(pattern, name) for name in checks.PLAIN if name not in _NOT_REPEATED}
    copied |= {name: list(getattr(pattern, name).all()) for name in checks.MANY}
    made = []
    for number in range(1, count + 1):
        shift = timedelta(days=every_days * number)
        times = {
            "starts_at": local_time.shifted(pattern.starts_at, shift),
            "ends_at": local_time.shifted(pattern.ends_at, shift),
        }
        edition = {"edition": pattern.edition + number} if pattern.edition else {}
        made.append(
            create_event(
                by=by, format_key=pattern.format_key, lead=lead,
                values={**copied, **times, **edition, "series": series},
            )
        )  # fmt: skip
    return made


_NOT_REPEATED = {
    "starts_on", "ends_on", "precision", "starts_at", "ends_at", "series", "edition", "facts", "refs", "not_stated",
    "source_note",
}  # fmt: skip


def _set_rule(series: EventSeries, required: int | None, out_of: int | None) -> None:
    if (required is None) != (out_of is None):
        raise Refused(_("A rule needs both numbers: how many dates, out of how many."), field="rule_required")
    if required is not None and out_of is not None and not 1 <= required <= out_of <= 366:
        raise Refused(
            _("The rule cannot be met. Please ask for at most as many dates as there are."),
            field="rule_required",
        )
    series.rule_required, series.rule_of = required, out_of


def _rule(series: EventSeries) -> dict[str, int]:
    if series.rule_required is None or series.rule_of is None:
        return {}
    return {"required": series.rule_required, "of": series.rule_of}
