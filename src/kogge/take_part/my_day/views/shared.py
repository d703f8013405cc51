"""Opens the plan of an address, and answers when an act was refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from kogge.core import throttle
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.publish.programme.models import PublicEvent
from kogge.take_part.registration.personal_pages import personal

from .. import day_page, plan_link, queries
from ..models import Plan

_PER_SECONDS = 3600
View = Callable[..., HttpResponse]


def of_plan(view: View) -> View:
    """The view gets plan and public event instead of the secret; an unknown secret is told in a sentence."""

    @personal
    @wraps(view)
    def opened(request: HttpRequest, secret: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            plan = plan_link.open_plan(secret)
        except Refused as refusal:
            return page(request, "my_day/unknown_page.html", {"sentence": str(refusal)}, status=404)
        event = queries.public_event(plan)
        if event is None:
            return page(request, "my_day/withdrawn_page.html", {"plan": plan, "secret": secret}, status=410)
        return view(request, plan, event, *args, **kwargs)

    return opened


def acted(
    request: HttpRequest, plan: Plan, event: PublicEvent, act: Callable[[], object], *, done: str = ""
) -> HttpResponse:
    """Carry out an act and go back to the day; when refused show the day with the sentence and what was typed."""
    try:
        act()
    except Refused as refusal:
        more = {"refusal": str(refusal), "refused_field": refusal.field, "typed": request.POST}
        return page(request, "my_day/day_page.html", day_page.context(plan, event) | more, status=422)
    return redirect(plan_link.path_of(plan) + (f"?done={done}" if done else ""))


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return request.headers.get("Accept", "") == "application/json"


def told(refusal: Refused) -> JsonResponse:
    """A refusal for a script."""
    return JsonResponse({"sentence": str(refusal)}, status=422)


def too_often(request: HttpRequest, action: str, most: int, key: str = "") -> bool:
    """Whether this was done too often within an hour, from one internet address or for one key."""
    who = key or get_adapter().get_client_ip(request)
    return not throttle.allows(f"my day: {action}", who, most=most, seconds=_PER_SECONDS)
