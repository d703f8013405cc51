"""What a device takes with it, and the worker that answers when the network does not."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from kogge.core.middleware import POLICY
from kogge.core.page import page, public
from kogge.publish.programme.models import PublicEvent

from .. import icons, offline_copy, plan_link
from ..models import Plan
from .shared import of_plan

MANIFEST = "application/manifest+json"


def _event(slug: str) -> PublicEvent:
    return get_object_or_404(PublicEvent.objects.select_related("release"), slug=slug)


@require_safe
@public
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Which pages and files a copy of this programme holds, with the version of its release."""
    response = JsonResponse(offline_copy.listing(_event(slug)))
    response["Cache-Control"] = "public, no-cache"
    return response


@require_safe
@public
def whole(request: HttpRequest, slug: str) -> HttpResponse:
    """All sessions of all days with their texts on one page."""
    return page(request, "my_day/whole_page.html", offline_copy.whole(_event(slug)))


@require_safe
@public
def app(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as an app on the home screen."""
    event = _event(slug)
    start = reverse("programme:programme", args=[slug])
    return JsonResponse(offline_copy.app(event, start), content_type=MANIFEST)


@of_plan
@require_safe
def plan_app(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """One's own day as an app on the home screen."""
    return JsonResponse(offline_copy.app(event, plan_link.path_of(plan)), content_type=MANIFEST)


@require_safe
@public
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows without a network in place of pages that are in no copy."""
    return page(request, "my_day/offline_page.html")


@require_safe
@public
def icon(request: HttpRequest, size: int) -> HttpResponse:
    """The region's sign for a home screen."""
    if size not in icons.SIZES:
        raise Http404
    response = HttpResponse(icons.png(size), content_type="image/png")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script. Always asked for anew, so that a mended one is used at once."""
    response = HttpResponse(offline_copy.worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Content-Security-Policy"] = POLICY.format(ancestors="'none'")
    return response
