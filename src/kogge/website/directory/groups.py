"""Topics, communities and programmes: what people gather around."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.core.page import page, public
from kogge.core.translated import translated
from kogge.network.directory import kinds
from kogge.network.directory.models import Community, Programme, Topic
from kogge.tell.yearbook.queries import about

from . import facts, queries
from .listing import Entry, list_page, sort_by_name


@public
def topics(request: HttpRequest) -> HttpResponse:
    """All topics."""
    entries = [
        Entry(
            name=str(translated(topic, "name")),
            address=reverse("website:topic", args=[topic.slug]),
            words=f"{topic.name_de} {topic.name_en}",
        )
        for topic in Topic.objects.all()
    ]
    lead = _("What events and communities are about.")
    return list_page(request, _("Topics"), lead, sort_by_name(entries))


@public
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic and its events."""
    record = get_object_or_404(Topic, slug=slug)
    context = {"topic": record, "events": queries.events_with("topic", [slug])}
    return page(request, "website/directory/topic_page.html", context)


@public
def communities(request: HttpRequest) -> HttpResponse:
    """All communities."""
    records = Community.objects.filter(is_public=True).select_related("organizer", "area")
    entries = [
        Entry(
            name=record.name,
            address=reverse("website:community", args=[record.slug]),
            kind=record.kind,
            kind_label=kinds.label("community", record.kind),
            area=record.area.slug if record.area else "",
            text=str(translated(record, "summary")),
        )
        for record in records
    ]
    lead = _("People who meet around something, and whom to join.")
    return list_page(request, _("Communities"), lead, sort_by_name(entries), of="cards")


@public
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """One community: who organises it, who holds an office in it, what it did."""
    records = Community.objects.filter(is_public=True).select_related("organizer", "area")
    record = get_object_or_404(records, slug=slug)
    context = {
        "community": record,
        "kind": kinds.label("community", record.kind),
        "facts": facts.rows(
            facts.row(_("Kind"), kinds.label("community", record.kind)),
            facts.link(_("Organised by"), record.organizer, "organization"),
            facts.link(_("Area"), record.area, "area"),
            facts.row(_("Area"), "" if record.area else record.area_name),
            *facts.more(record),
        ),
        "terms": queries.shown_terms(Q(community=record)),
        "events": queries.events_with("community", queries.slugs_of("website:community", slug)),
        "about": about(f"community:{slug}"),
    }
    return page(request, "website/directory/community_page.html", context)


@public
def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes and standing roles."""
    records = Programme.objects.filter(is_public=True).select_related("owner")
    entries = [
        Entry(
            name=record.name,
            address=reverse("website:programme", args=[record.slug]),
            kind=record.kind,
            kind_label=kinds.label("programme", record.kind) if record.kind else "",
            detail=str(record.owner or ""),
            text=str(translated(record, "summary")),
            words=" ".join([record.printed_as, *record.also_called]),
        )
        for record in records
    ]
    lead = _("Funding, support, offices and services, and who may take part.")
    return list_page(request, _("Programmes"), lead, sort_by_name(entries), of="cards")


@public
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme: owner, who may take part, who holds the office, its mission."""
    records = Programme.objects.filter(is_public=True).select_related("owner", "contact_point")
    record = get_object_or_404(records, slug=slug)
    since = ImpreciseDate(record.starts_on, Precision(record.precision)) if record.starts_on else ""
    context = {
        "programme": record,
        "kind": kinds.label("programme", record.kind) if record.kind else _("Programme"),
        "facts": facts.rows(
            facts.row(_("Kind"), kinds.label("programme", record.kind) if record.kind else ""),
            facts.link(_("Owner"), record.owner, "organization"),
            facts.link(_("Contact"), record.contact_point, "organization"),
            facts.row(_("Since"), since),
            facts.row(_("Who may take part"), record.eligibility),
            facts.also_called(record),
            *facts.more(record),
        ),
        "terms": queries.shown_terms(Q(programme=record)),
        "missions": queries.missions(record),
        "about": about(f"programme:{slug}"),
    }
    return page(request, "website/directory/programme_page.html", context)
