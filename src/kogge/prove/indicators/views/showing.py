"""What the pages of an operation's numbers have in common."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kogge.core.periods import period
from kogge.core.translated import pick
from kogge.network.accounts.permissions import StaffRequest, is_office, may, requires
from kogge.network.grants.models import Operation
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.profiles.profile import Export

from .. import exports
from ..figures import Counted
from ..models import Report
from ..queries import operations_for
from ..reports import ReportResult

View = Callable[..., HttpResponse]


def operation_page(action: str) -> Callable[[View], View]:
    """Guard a view by the action and open the operation; what belongs to others is 404."""

    def guard(view: View) -> View:
        @requires(action)
        @wraps(view)
        def guarded(request: StaffRequest, slug: str, **values: Any) -> HttpResponse:
            operation = get_object_or_404(operations_for(request.user, action), slug=slug)
            return view(request, operation, **values)

        return guarded

    return guard


def context_of(request: HttpRequest, operation: Operation, here: str, **more: Any) -> dict[str, Any]:
    """The way to this page, and what its reader may do."""
    title = title_of(operation)
    address = reverse("indicators:operation", args=[operation.slug])
    way = [*crumbs(), {"name": title, "address": address if here else ""}]
    way += [{"name": here, "address": ""}] if here else []
    return {
        "operation": operation, "title": title, "crumbs": way, "fictional": is_fictional(operation),
        "is_office": is_office(request.user), "may_follow": may(request.user, "audit.see"), **more,
    }  # fmt: skip


def title_of(operation: Operation) -> str:
    """An operation's title in the reader's language."""
    return str(pick({"de": operation.title, "en": operation.title_en}))


def crumbs() -> list[dict[str, str]]:
    """From the desk to the reports."""
    return [
        {"name": _("Desk"), "address": reverse("accounts:desk")},
        {"name": pgettext("hub", "Proof"), "address": reverse("indicators:start")},
        {"name": pgettext("funder", "Reports"), "address": reverse("indicators:reports")},
    ]


def numbers(content: ReportResult, report: Report | None = None) -> dict[str, Any]:
    """The numbers of a report as its page shows them; those of a frozen one lead to what is behind them."""
    language = (get_language() or "de")[:2]
    head, *rows = exports.lines(content, Export(("total", "breakdown", "estimated", "note"), language))
    table = []
    for line, row in zip(content.result.lines, rows, strict=True):
        cells = list(zip(head, row, strict=True))
        words = line.label.get(language, "")
        table.append({"line": line, "label": words, "cells": cells, "address": _behind(report, line.code)})
    missing = [(one.label.get(language) or one.key, one.count) for one in content.result.missing]
    return {
        "content": content, "head": head, "table": table, "missing": missing,
        "counters": counters(content.result.counters),
        "corrections": [corrected(one, language) for one in content.corrections],
    }  # fmt: skip


def counters(found: Sequence[Counted]) -> list[dict[str, str]]:
    """The three counters, never mixed."""
    rows = [exports.counter_words(one) for one in found]
    return [dict(zip(("name", "value", "range", "meaning"), row, strict=True)) for row in rows]


def corrected(one: Any, language: str) -> dict[str, Any]:
    """One earlier period and what changed in it."""
    names = {key: name for key, (name, _meaning) in exports.counter_texts().items()}
    names["incomplete"] = _("Incomplete records")
    changes = []
    for row in one.changes:
        values = (row.before, row.now, row.difference)
        cells = [exports.number(value, language) if value else "–" for value in values]
        words = row.label.get(language, "")
        changes.append(
            {"name": names.get(row.code, row.code), "label": words, "codes": row.codes, "cells": cells}
        )
    return {"period": period(one.since, one.until, "day"), "changes": changes}


def quarters(operation: Operation) -> list[dict[str, str]]:
    """Quarters of an operation that are over, newest first, as links to their numbers."""
    found: list[dict[str, str]] = []
    today, year, quarter = (
        timezone.localdate(),
        operation.starts_on.year,
        (operation.starts_on.month - 1) // 3,
    )
    while True:
        first = date(year, quarter * 3 + 1, 1)
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)
        last = date.fromordinal(date(year, quarter * 3 + 1, 1).toordinal() - 1)
        if last >= today or first > operation.ends_on:
            return found[::-1]
        days = {
            "since": max(first, operation.starts_on),
            "until": min(last, operation.ends_on),
            "as_of": today,
        }
        found.append({"name": f"{first.year} · {(first.month + 2) // 3}", "address": f"?{urlencode(days)}"})


def _behind(report: Report | None, code: str) -> str:
    return reverse("audit:number", args=[report.uid, code]) if report is not None and report.is_frozen else ""
