"""The pages of the yearbook that everybody may read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kogge.core.models import SourceDocument
from kogge.core.page import page, public

from . import excerpts, pictures, queries, subjects
from .models import Figure, YearReview
from .review import assemble


@public
def review(request: HttpRequest, year: int) -> HttpResponse:
    """The year in review, once it was released."""
    released = get_object_or_404(YearReview, year=year, released_at__isnull=False)
    told = assemble(released)
    german = "" if (get_language() or "").startswith("de") else SafeString(' lang="de"')
    context = {"told": told, "drawn": pictures.of(told), "german": german}
    return page(request, "yearbook/review_page.html", context)


@public
def annex(request: HttpRequest, year: int) -> HttpResponse:
    """Every figure, community, programme and format of a year, and what the sources leave open."""
    released = get_object_or_404(YearReview, year=year, released_at__isnull=False)
    told = assemble(released)
    return page(request, "yearbook/annex_page.html", {"told": told, "drawn": pictures.of(told)})


@public
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    """One figure: value, comparator, scope, period, claimant, source, and what it said before."""
    found = get_object_or_404(Figure.objects.public().select_related("claimed_by"), slug=slug)
    named = subjects.resolve(queries.mentioned([found], []))
    if found.subject not in named:
        raise Http404
    others = [one for one in queries.public_figures([found.subject])[0] if one.pk != found.pk]
    context = {"figure": found, "named": named, "others": others, "subject": named[found.subject]}
    return page(request, "yearbook/figure_page.html", context)


@public
def source(request: HttpRequest, key: str) -> HttpResponse:
    """A document and everything public that was taken from it, line by line."""
    document = get_object_or_404(SourceDocument, key=key)
    context = {"document": document, "lines": excerpts.by_line(document)}
    return page(request, "yearbook/source_page.html", context)
