"""What others read of reports: which periods are locked, and which codes stand behind a number."""

from datetime import date

from django.db.models import QuerySet

from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.profiles.queries import profile_from

from . import figures, reports
from .models import Report


def operations_for(user: Somebody, action: str) -> QuerySet[Operation]:
    """The office's are all; others see operations that pay for their organisations."""
    slugs = organizations_of(user, action)
    rows = Operation.objects.select_related("profile")
    return rows if slugs is None else rows.filter(organizations__slug__in=slugs).distinct()


def frozen_periods(operation: Operation) -> list[tuple[date, date]]:
    """The periods that were reported."""
    return [(one.since, one.until) for one in reports.frozen(operation)]


def locks(operation: Operation | None, day: date | None) -> QuerySet[Report]:
    """The frozen reports whose period holds a day."""
    rows = Report.objects.filter(state=Report.State.FROZEN).defer("data")
    if operation is None or day is None:
        return rows.none()
    return rows.filter(operation=operation, since__lte=day, until__gte=day).order_by("since", "until")


def is_locked(operation: Operation | None, day: date | None) -> bool:
    """Whether a day of an operation was reported: what changes now shows as a correction in the next report."""
    return locks(operation, day).exists()


def locks_of(event: Event) -> QuerySet[Report]:
    """The frozen reports that an event's facts are in."""
    return locks(event.operation, event.sort_on)


def behind(report: Report, code: str) -> list[str]:
    """The codes (of participants, companies, events …) that count in one number of a frozen report."""
    tables = reports.unsealed(report)["tables"]
    if code in {"participants", "incomplete", "for_companies"}:
        return [row["code"] for row in tables[code]]
    profile = profile_from(report.rules)
    indicator = next(one for one in profile.indicators if one.code == code)
    seen = figures.view(profile, indicator, tables)
    return [
        str(row[figures.KEYS[table]])
        for table in sorted(indicator.parsed.tables)
        for row in seen[table]
        if figures.concerned(indicator, table, row)
    ]


def rows_of(report: Report) -> list[tuple[str, dict[str, str], str]]:
    """Code, label and value of every number of a frozen report."""
    return [(line["code"], line["label"], line["value"]) for line in report.result["result"]["lines"]]
