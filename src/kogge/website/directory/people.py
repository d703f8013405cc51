"""People: only those who released a profile."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.ordering import empty_lowest
from kogge.core.page import page, public
from kogge.core.pictures import size_of
from kogge.network.directory import kinds
from kogge.network.directory.models import Person
from kogge.network.directory.queries import released_people
from kogge.publish.programme import jsonld as events_jsonld
from kogge.tell.yearbook.queries import about

from . import facts, jsonld, queries
from .listing import Entry, list_page, sort_by_name


@public
def people(request: HttpRequest) -> HttpResponse:
    """All people with a released profile."""
    records = released_people().prefetch_related("appearances__organization")
    lead = _("Who speaks, appoints, advises and organises. Only people who agreed to be shown here.")
    return list_page(
        request, _("People"), lead, sort_by_name(_entry(record) for record in records), of="person"
    )


@public
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: appearances, offices, sessions and events."""
    record = get_object_or_404(released_people(), slug=slug)
    slugs = queries.slugs_of("website:person", slug)
    appearances = list(
        record.appearances.select_related("organization").order_by(*empty_lowest("-valid_from"), "pk")
    )
    context = {
        "person": record,
        "profile": record.profile,
        "photo_size": size_of(record.profile.photo) if record.profile.photo else None,
        "appearances": appearances,
        "terms": [
            {"row": row, "office": kinds.label("office", row.kind)}
            for row in queries.shown_terms(Q(person=record))
        ],
        "facts": facts.rows(facts.also_called(record), *facts.more(record)),
        "events": queries.events_with("person", slugs),
        "sessions": queries.sessions_of(slugs),
        "about": about(f"person:{slug}"),
        "data": events_jsonld.script(jsonld.person(record, [row.role for row in appearances])),
    }
    return page(request, "website/directory/person_page.html", context)


def _entry(record: Person) -> Entry:
    roles = list(record.appearances.all())
    organization = next((row.organization for row in roles if row.organization), None)
    return Entry(
        name=str(record),
        address=reverse("website:person", args=[record.slug]),
        detail=roles[0].role if roles else "",
        text=str(organization or ""),
        words=" ".join([*record.also_called, str(organization or "")]),
    )
