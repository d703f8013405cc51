"""Organisations: the list, and each one's page with what was true on a day."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.page import page, public
from kogge.core.translated import translated
from kogge.network.directory import kinds
from kogge.network.directory.models import Organization, Valid
from kogge.network.grants.models import Operation
from kogge.publish.programme import jsonld as events_jsonld
from kogge.tell.yearbook.queries import about

from . import facts, jsonld, queries
from .listing import Entry, list_page, sort_by_name


@public
def organizations(request: HttpRequest) -> HttpResponse:
    """All organisations of the directory."""
    entries = sort_by_name(_entry(record) for record in queries.public_organizations())
    lead = _("Who is in the network, who works with it, and where.")
    return list_page(request, _("Organisations"), lead, entries)


@public
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: names, addresses and partners over time, people, events, figures."""
    record = get_object_or_404(queries.public_organizations().prefetch_related("names"), slug=slug)
    day = _asked_day(request)
    partnerships = queries.public_partnerships(record)
    context = {
        "organization": record,
        "kind": kinds.label("organization", record.kind),
        "day": day,
        "name_then": record.name_on(day),
        "facts": _facts(record, day),
        "children": record.children.filter(is_public=True).order_by("name"),
        "partners": [_partner(row, record) for row in partnerships if row.holds_on(day)],
        "people": [row for row in queries.shown_appearances(record) if row.holds_on(day)],
        "history": _history(record, partnerships),
        "communities": record.communities.filter(is_public=True),
        "programmes": record.programmes.filter(is_public=True),
        "operations": Operation.objects.filter(
            organizations=record, starts_on__lte=day, ends_on__gte=day
        ).select_related("profile"),
        "events": queries.events_with("organizer", queries.slugs_of("website:organization", slug)),
        "about": about(f"organization:{slug}"),
        "data": events_jsonld.script(jsonld.organization(record)),
    }
    return page(request, "website/directory/organization_page.html", context)


def _entry(record: Organization) -> Entry:
    district = record.place.district if record.place else None
    return Entry(
        name=record.name,
        address=reverse("website:organization", args=[record.slug]),
        kind=record.kind,
        kind_label=kinds.label("organization", record.kind),
        area=district.slug if district else "",
        detail=record.place.town.name if record.place else "",
        text=str(translated(record, "summary")),
        words=" ".join([record.full_name, record.abbreviation, *record.also_called]),
    )


def _asked_day(request: HttpRequest) -> date:
    """The day in the address, else today. What is no day is ignored."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()


def _facts(record: Organization, day: date) -> list[dict[str, Any]]:
    operators = [str(row) for row in record.operators.all() if row.holds_on(day)]
    addresses = [str(row) for row in record.addresses.select_related("place").all() if row.holds_on(day)]
    return facts.rows(
        facts.row(_("Kind"), kinds.label("organization", record.kind)),
        facts.row(_("Full name"), record.full_name),
        facts.row(_("Abbreviation"), record.abbreviation),
        facts.also_called(record),
        facts.link(_("Belongs to"), record.parent, "organization"),
        {"term": _("Operator"), "lines": operators},
        {"term": _("Address"), "lines": addresses},
        facts.link(_("Place"), record.place, "place"),
        facts.row(_("Website"), record.website, record.website),
        *facts.more(record),
    )


def _partner(row: Any, record: Organization) -> dict[str, Any]:
    other = row.partner if row.organization_id == record.pk else row.organization
    return {"row": row, "other": other, "kind": row.get_kind_display()}


def _history(record: Organization, partnerships: list[Any]) -> list[dict[str, Any]]:
    """Everything with a period, the newest first."""
    found: list[tuple[Valid, str, str]] = []
    found += [(row, _("Name"), str(row)) for row in record.names.all()]
    found += [(row, _("Operator"), str(row)) for row in record.operators.all()]
    found += [(row, _("Address"), str(row)) for row in record.addresses.select_related("place")]
    for row in partnerships:
        partner = _partner(row, record)
        found.append((row, partner["kind"], str(partner["other"])))
    found.sort(key=lambda entry: (entry[0].valid_from or date.min, entry[1]), reverse=True)
    return [{"row": row, "what": what, "text": text} for row, what, text in found]
