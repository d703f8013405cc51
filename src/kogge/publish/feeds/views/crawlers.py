"""What search engines ask for: robots.txt and the site map, with both languages of each page."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from kogge.network.directory.models import Community, Organization, Person, Programme
from kogge.publish.programme import queries
from kogge.publish.programme.models import PublicSession

from .. import answers
from ..answers import feed
from ..entries import absolute

NAMES = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
MOST = 10_000
PAGES = (
    "website:home", "website:calendar", "website:map", "website:organizations", "website:people",
    "website:places", "website:communities", "website:programmes", "website:topics", "search:search",
    "embed:help", "website:imprint", "website:privacy", "website:accessibility", "website:easy_language",
    "website:sign_language", "website:licences",
)  # fmt: skip
Place = tuple[str, list[str], datetime | None]


@feed
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything public may be read; staff pages and forms are no reading."""
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /account/",
        "Disallow: /en/desk/",
        "Disallow: /en/account/",
        f"Sitemap: {absolute(reverse('feeds:sitemap'))}",
    ]
    return answers.body(("\n".join(lines) + "\n").encode(), answers.TEXT)


@feed
def sitemap(_request: HttpRequest) -> HttpResponse:
    """The list of site maps."""
    ET.register_namespace("", NAMES)
    root = ET.Element(f"{{{NAMES}}}sitemapindex")
    sizes = {"pages": 1, "events": queries.listed().count(), "sessions": PublicSession.objects.count()}
    for section, size in sizes.items():
        for number in range(1, -(-size // MOST) + 1):
            node = ET.SubElement(root, f"{{{NAMES}}}sitemap")
            path = reverse("feeds:sitemap_part", args=[section, number])
            ET.SubElement(node, f"{{{NAMES}}}loc").text = absolute(path)
    return answers.body(_written(root), answers.XML)


@feed
def sitemap_part(_request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One site map of at most 10,000 pages."""
    sections = {"pages": _pages, "events": _events, "sessions": _sessions}
    if section not in sections or not 1 <= number <= 1000:
        raise Http404
    ET.register_namespace("", NAMES)
    ET.register_namespace("xhtml", XHTML)
    root = ET.Element(f"{{{NAMES}}}urlset")
    found = 0
    for name, args, changed in sections[section]((number - 1) * MOST):
        found += _add(root, name, args, changed)
    if not found:
        raise Http404
    return answers.body(_written(root), answers.XML)


def _pages(_first: int) -> Iterator[Place]:
    for name in PAGES:
        yield name, [], None
    kinds: list[tuple[str, Iterable[str]]] = [
        ("website:organization", Organization.objects.filter(is_public=True).values_list("slug", flat=True)),
        ("website:person", _people()),
        ("website:community", Community.objects.filter(is_public=True).values_list("slug", flat=True)),
        ("website:programme", Programme.objects.filter(is_public=True).values_list("slug", flat=True)),
    ]
    for name, slugs in kinds:
        for slug in slugs:
            yield name, [slug], None


def _people() -> Iterable[str]:
    released = Person.objects.filter(merged_into=None, profile__released_at__isnull=False)
    return released.order_by("pk").values_list("slug", flat=True)[:MOST]


def _events(first: int) -> Iterator[Place]:
    rows = queries.listed().order_by("pk").values_list("slug", "changed_at")
    for slug, changed in rows[first : first + MOST]:
        yield "programme:event", [slug], changed


def _sessions(first: int) -> Iterator[Place]:
    rows = PublicSession.objects.filter(public_event__is_listed=True).order_by("pk")
    values = rows.values_list("public_event__slug", "slug", "public_event__changed_at")
    for event, slug, changed in values[first : first + MOST]:
        yield "programme:session", [event, slug], changed


def _add(root: ET.Element, name: str, args: list[str], changed: datetime | None) -> int:
    """One page in all its languages; a page this installation lacks is left out."""
    addresses = {}
    try:
        for code, _language in settings.LANGUAGES:
            with translation.override(code):
                addresses[code] = absolute(reverse(name, args=args))
    except NoReverseMatch:
        return 0
    for address in addresses.values():
        node = ET.SubElement(root, f"{{{NAMES}}}url")
        ET.SubElement(node, f"{{{NAMES}}}loc").text = address
        if changed:
            ET.SubElement(node, f"{{{NAMES}}}lastmod").text = changed.isoformat(timespec="seconds")
        for code, other in addresses.items():
            ET.SubElement(node, f"{{{XHTML}}}link", rel="alternate", hreflang=code, href=other)
    return len(addresses)


def _written(root: ET.Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="utf-8")
