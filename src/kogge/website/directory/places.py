"""Places and areas: what is there, and what happens there."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.page import page, public
from kogge.network.directory import kinds
from kogge.network.directory.models import Area, Community, Organization, Place
from kogge.publish.programme import jsonld as events_jsonld
from kogge.tell.yearbook.queries import about

from . import facts, jsonld, queries
from .listing import Entry, list_page, sort_by_name


@public
def places(request: HttpRequest) -> HttpResponse:
    """All places."""
    records = Place.objects.select_related("area", "within__area", "within__within")
    lead = _("Towns, venues and booths where the network meets.")
    return list_page(request, _("Places"), lead, sort_by_name(_entry(record) for record in records))


@public
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One place: how to get in, rooms, organisations and events there."""
    record = get_object_or_404(Place.objects.select_related("area", "within__within__area"), slug=slug)
    parts = queries.place_and_parts(record)
    context = {
        "place": record,
        "kind": kinds.label("place", record.kind),
        "facts": _facts(record),
        "parts": parts[1:],
        "rooms": record.rooms.all(),
        "organizations": Organization.objects.filter(is_public=True, place__in=parts).order_by("name"),
        "events": queries.events_at([part.slug for part in parts]),
        "about": about(f"place:{slug}"),
        "data": events_jsonld.script(jsonld.place(record)),
    }
    return page(request, "website/directory/place_page.html", context)


@public
def areas(request: HttpRequest) -> HttpResponse:
    """All areas of the region."""
    records = Area.objects.select_related("within").annotate(places=Count("place"))
    entries = [
        Entry(
            name=record.name,
            address=reverse("website:area", args=[record.slug]),
            kind=record.kind,
            kind_label=kinds.label("area", record.kind),
            words=record.code,
        )
        for record in records
    ]
    lead = _("Districts and towns of the region, with what happens in each.")
    return list_page(request, _("Areas"), lead, entries)


@public
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """One area: its places, organisations, communities and events."""
    record = get_object_or_404(Area.objects.select_related("within"), slug=slug)
    below = [record, *Area.objects.filter(within=record)]
    spots = Place.objects.filter(area__in=below).order_by("name")
    context = {
        "area": record,
        "kind": kinds.label("area", record.kind),
        "facts": facts.rows(
            facts.row(_("Kind"), kinds.label("area", record.kind)),
            facts.row(_("Official code"), record.code),
            facts.link(_("Belongs to"), record.within, "area"),
        ),
        "below": below[1:],
        "places": spots,
        "organizations": Organization.objects.filter(is_public=True, place__in=spots).order_by("name"),
        "communities": Community.objects.filter(is_public=True, area__in=below),
        "events": queries.events_with("area", [one.slug for one in below]),
    }
    return page(request, "website/directory/area_page.html", context)


def _entry(record: Place) -> Entry:
    district = record.district
    town = record.town
    return Entry(
        name=record.name,
        address=reverse("website:place", args=[record.slug]),
        kind=record.kind,
        kind_label=kinds.label("place", record.kind),
        area=district.slug if district else "",
        detail=town.name if town != record else "",
        words=" ".join([record.printed_as, *record.also_called, record.street]),
    )


def _facts(record: Place) -> list[facts.Row]:
    spot = record.coordinates
    return facts.rows(
        facts.row(_("Kind"), kinds.label("place", record.kind)),
        facts.row(_("Street"), record.street),
        facts.row(_("Postcode"), record.postcode),
        facts.link(_("Part of"), record.within, "place"),
        facts.link(_("Area"), record.district, "area"),
        facts.also_called(record),
        {"term": _("Accessibility"), "lines": [str(one) for one in record.access_features]},
        facts.row(_("How to get in"), record.access_note),
        facts.row(_("Coordinates"), f"{spot[0]:.3f}, {spot[1]:.3f}" if spot else ""),
        *facts.more(record),
    )
