"""Notices by mail: asked for, confirmed by the owner of the address, stopped at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.core.translated import translated
from kogge.publish.programme.models import PublicEvent

from .. import actions, plan_link
from ..models import Plan
from .shared import acted, of_plan, too_often

MOST_MAILS, MOST_FROM_ONE = 5, 100


@of_plan
@require_POST
def ask(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """Take an address for notices; it is asked by mail first."""

    def act() -> None:
        if too_often(request, "mail", MOST_FROM_ONE) or too_often(request, "mail", MOST_MAILS, str(plan.pk)):
            raise Refused(
                _("Several mails were asked for already. Please try again in an hour."), field="email"
            )
        actions.ask_for_mail(plan, request.POST.get("email", "")[:500])

    return acted(request, plan, event, act, done="mail")


@of_plan
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, plan: Plan, event: PublicEvent, token: str) -> HttpResponse:
    """The page that the mail leads to: only its button says yes, so that no mail scanner can."""
    sentence = ""
    if request.method == "POST":
        try:
            actions.confirm_mail(plan, token)
            return redirect(plan_link.path_of(plan) + "?done=confirmed")
        except Refused as refusal:
            sentence = str(refusal)
    context = {"secret": plan_link.secret_of(plan), "title": translated(event, "title"), "refusal": sentence}
    return page(request, "my_day/confirm_page.html", context, status=422 if sentence else 200)


@of_plan
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """No more notices; the address is forgotten."""
    if request.method == "POST":
        return acted(request, plan, event, lambda: actions.stop_mail(plan), done="stopped")
    return page(request, "my_day/stop_page.html", {"secret": plan_link.secret_of(plan)})
