"""The planning calendar over all centres."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kogge.core.page import page
from kogge.network.accounts.permissions import StaffRequest, requires

from .. import calendar as planning
from ..forms import CalendarForm


@require_safe
@requires("calendar.see")
def show(request: StaffRequest) -> HttpResponse:
    """Month, quarter or year; others' drafts are held days without internals."""
    form = CalendarForm(request.GET or None)
    wanted = form.wanted if form.is_bound else {}
    filters = {name: wanted.get(name) or "" for name in ("organizer", "audience")}
    today = timezone.localdate()
    view = request.GET.get("view", "month")
    view = view if view in planning.VIEWS else "month"
    year = _number(request.GET.get("year"), today.year, 1970, 2199)
    month = _number(request.GET.get("month"), today.month, 1, 12)
    found = planning.shown(request.user, view=view, year=year, month=month, **filters)
    names = {"month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}
    tabs = [
        {"name": names[key], "address": _address(key, found.first, filters), "current": key == view}
        for key in planning.VIEWS
    ]
    context = {
        "form": form, "shown": found, "tabs": tabs,
        "earlier": _address(view, found.first - timedelta(days=1), filters),
        "later": _address(view, found.last + timedelta(days=1), filters),
        "today": _address(view, today, filters), "view": view, "year": year, "month": month,
    }  # fmt: skip
    return page(request, "events/calendar_page.html", context)


def _address(view: str, day: date, filters: dict[str, Any]) -> str:
    chosen = {name: value for name, value in filters.items() if value}
    return "?" + urlencode({"view": view, "year": day.year, "month": day.month, **chosen})


def _number(text: str | None, default: int, least: int, most: int) -> int:
    if text and text.isdigit() and len(text) < 5 and least <= int(text) <= most:
        return int(text)
    return default
