"""Nominations at the desk: who was proposed, what they said, who is appointed."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.page import page
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.calls.parts import Link
from kogge.plan.events.forms.fields import Day

from . import actions
from .forms import AppointForm, ProposeForm
from .models import IN_OFFICE, UNDER_WAY, Nomination, State
from .public_views import pdf

READ_OR_WRITE = ["GET", "HEAD", "POST"]
PER_PAGE = 50
GROUPS = {"open": UNDER_WAY, "office": IN_OFFICE}


@require_safe
@requires("nomination.manage")
def nomination_list(request: StaffRequest) -> HttpResponse:
    """Nominations of one's organisations, by state."""
    rows = Nomination.objects.of_staff(request.user).select_related("organization", "term", "event")
    state = request.GET.get("state", "open")
    chosen = rows.filter(state__in=GROUPS.get(state, (state,))) if state != "all" else rows
    names = [("open", _("Under way")), ("office", _("In office")), *State.choices, ("all", _("All"))]
    seen = {State.APPOINTED, State.EXTENDED, State.NOMINATED}
    tabs = [
        {"name": label, "address": f"?state={value}", "current": value == state}
        for value, label in names if value not in seen
    ]  # fmt: skip
    shown = Paginator(chosen.order_by("-state_since", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": shown, "tabs": tabs, "query": f"state={state}", "any": rows.exists()}
    return page(request, "nominations/list_page.html", context)


@require_http_methods(READ_OR_WRITE)
@requires("nomination.manage")
def create(request: StaffRequest) -> HttpResponse:
    """Propose somebody from the desk."""
    form = ProposeForm(request.user, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.propose(
                **form.cleaned_data, proposer=request.user.name or request.user.email, by=request.user
            )
            messages.success(request, _("Proposed. The person was asked by mail."))
            return redirect("nominations:nomination", pk=made.pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return page(request, "nominations/create_page.html", {"form": form})


@require_http_methods(READ_OR_WRITE)
@requires("nomination.manage")
def nomination(request: StaffRequest, pk: int) -> HttpResponse:
    """One nomination: reasons, state, and what can be done next."""
    one = _one(request, pk)
    form = AppointForm(request.user, one, request.POST if _does(request) == "appoint" else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            _act(request, one, form)
            return redirect("nominations:nomination", pk=pk)
        except Refused as refusal:
            if form.is_bound and refusal.field in form.fields:
                form.add_error(refusal.field, str(refusal))
            else:
                messages.error(request, str(refusal))
            one = _one(request, pk)
    found: list[Link] = []
    if one.person is not None:
        announce("office holder asked", person=one.person, user=request.user, links=found)
    context = {
        "one": one, "form": form, "links": found,
        "typed": request.POST, "can": one.can, "is_held": one.is_in_office or one.state == State.ENDED,
    }  # fmt: skip
    return page(request, "nominations/nomination_page.html", context)


@require_safe
@requires("nomination.manage")
def certificate(request: StaffRequest, pk: int) -> HttpResponse:
    """The certificate of appointment, to be printed and handed over."""
    return pdf(_one(request, pk))


def _one(request: StaffRequest, pk: int) -> Nomination:
    rows = Nomination.objects.of_staff(request.user).select_related(
        "organization", "term", "event", "person", "decision"
    )
    return get_object_or_404(rows.prefetch_related("proposers__submission__call"), pk=pk)


def _does(request: HttpRequest) -> str:
    return request.POST.get("do", "") if request.method == "POST" else ""


def _act(request: StaffRequest, one: Nomination, form: AppointForm) -> None:
    what, by, reason = _does(request), request.user, request.POST.get("reason", "")
    if what == "shortlist":
        actions.shortlist(one, by=by)
        messages.success(request, _("On the shortlist. The person was told."))
    elif what == "not_chosen":
        actions.not_chosen(one, reason=reason, by=by)
        messages.success(request, _("Kept. The person was told why."))
    elif what == "appoint":
        actions.appoint(one, by=by, **form.cleaned_data)
        messages.success(request, _("Appointed. The term stands in the directory, the certificate is ready."))
    elif what == "extend":
        last = _day(request.POST.get("last", ""))
        actions.extend(one, last=last, by=by)
        messages.success(request, _("The term goes on. The person was told."))
    elif what == "end":
        last = _day(request.POST.get("last", ""))
        if last is None:
            raise Refused(_("Please enter the last day."), field="last")
        actions.end(one, last=last, reason=reason, by=by)
        messages.success(request, _("Ended. The person was told."))
    else:
        raise Refused(_("Please choose one of the buttons."))


def _day(text: str) -> date | None:
    try:
        return Day(required=False).clean(text)
    except ValidationError as error:
        raise Refused(error.messages[0], field="last") from error
