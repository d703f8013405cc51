"""The day itself: keep it, read it, print it, choose in it, subscribe to it, delete it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page, public
from kogge.core.refusals import Refused
from kogge.publish.programme.models import PublicEvent
from kogge.take_part.registration import personal_link
from kogge.take_part.registration.personal_pages import personal

from .. import actions, choosing_page, day_page, feed, plan_link, queries
from ..models import Plan
from .shared import acted, of_plan, told, too_often, wants_json

MOST_FROM_ONE = 600  # a whole hall may share one address
_READ = ["GET", "HEAD"]


@csrf_exempt
@public
@require_http_methods([*_READ, "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """What "My day" is, and the button that keeps it under a link. Sets no cookie, asks for no name."""
    event = get_object_or_404(PublicEvent.objects.select_related("release"), slug=slug)
    sentence = ""
    if request.method == "POST":
        chosen = [*request.POST.getlist("session"), *request.POST.get("s", "")[:50_000].split(",")]
        try:
            if request.POST.get("website"):
                raise Refused(_("The field for programs was filled. Please send the form again without it."))
            if too_often(request, "keep", MOST_FROM_ONE):
                raise Refused(_("Many days were kept from your connection. Please try again in an hour."))
            plan = actions.keep(event, filter(None, chosen), language=(get_language() or "de")[:2])
            return redirect(f"{plan_link.path_of(plan)}?done=kept")
        except Refused as refusal:
            sentence = str(refusal)
    context = choosing_page.start(event) | {"refusal": sentence}
    return page(request, "my_day/start_page.html", context, status=422 if sentence else 200)


@of_plan
@require_safe
def plan(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """My day."""
    context = day_page.context(plan, event) | {"done": request.GET.get("done", "")}
    return page(request, "my_day/day_page.html", context)


@of_plan
@require_safe
def programme(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """The programme with a button at each session; works without scripts."""
    return page(request, "my_day/choose_page.html", choosing_page.context(plan, event, request.GET))


@of_plan
@require_http_methods([*_READ, "POST"])
def favourites(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """Choose a session or no longer. Scripts get the whole choice as JSON, so that two phones agree."""
    if request.method == "POST":
        slugs = [one[:120] for one in request.POST.getlist("session")[: actions.MOST]]
        if request.POST.get("on") == "0":
            for slug in slugs[:1]:
                actions.remove(plan, event, slug)
        elif not actions.add(plan, event, slugs) and slugs:
            refusal = Refused(_("This session is not in the programme (any more)."))
            if wants_json(request):
                return told(refusal)
            context = choosing_page.context(plan, event, request.POST) | {"refusal": str(refusal)}
            return page(request, "my_day/choose_page.html", context, status=422)
    if wants_json(request) or request.method != "POST":
        chosen = plan.favourites.values_list("session__public__slug", flat=True)
        return JsonResponse({"sessions": sorted(filter(None, chosen))})
    if request.POST.get("back") == "programme":
        return redirect(choosing_page.address(plan, request.POST) + f"#{slugs[0]}" if slugs else "")
    return redirect(plan_link.path_of(plan))


@of_plan
@require_safe
def day_ics(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """The day as a calendar to subscribe to."""
    response = HttpResponse(feed.render(plan, event), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{event.slug}-my-day.ics"'
    return response


@of_plan
@require_POST
def seen(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """The changes were read."""
    return acted(request, plan, event, lambda: actions.note_seen(plan))


@personal
@require_http_methods([*_READ, "POST"])
def delete(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask once, then forget the day. Works also when the event was withdrawn."""
    try:
        found = plan_link.open_plan(secret)
    except Refused as refusal:
        return page(request, "my_day/unknown_page.html", {"sentence": str(refusal)}, status=404)
    event = queries.public_event(found)
    if request.method == "POST":
        actions.delete(found)
        return page(request, "my_day/deleted_page.html", {"event": event})
    return page(request, "my_day/delete_page.html", {"plan": found, "secret": secret, "event": event})


@personal
@require_POST
def of_registration(request: HttpRequest, secret: str) -> HttpResponse:
    """From a registration's own page to its day."""
    try:
        found = personal_link.open_registration(secret)
        plan = actions.plan_of(found.main or found)
    except Refused as refusal:
        return page(request, "my_day/unknown_page.html", {"sentence": str(refusal)}, status=404)
    return redirect(plan_link.path_of(plan))
