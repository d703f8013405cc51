"""What is entered at a desk: walk-ins, paper lists; and the paper itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest
from kogge.plan.events.models import Session
from kogge.take_part.checkin.door_plan import plan_of
from kogge.take_part.checkin.models import Door
from kogge.take_part.checkin.subjects import everybody

from .. import actions, numbers, paper
from ..forms import PaperForm, WalkInForm
from ..scope import context_of, door_page


@door_page("door.run")
def walk_in(request: StaffRequest, door: Door) -> HttpResponse:
    """Somebody without a registration, at a laptop."""
    form = WalkInForm(door, request.POST or None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            actions.enter_walk_in(
                values["gate"], values["uid"], values["name"], values["email"], by=request.user
            )
            messages.success(request, _("“%(name)s” is in.") % {"name": values["name"]})
            return redirect("attendance:walk_in", slug=door.event.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    title = _("Enter somebody at the door")
    context = context_of(request, door, "door", form=form, title=title, submit=_("Let in"))
    return page(request, "attendance/form_page.html", context)


@door_page("door.run")
def typed(request: StaffRequest, door: Door) -> HttpResponse:
    """A paper list, typed back: the same result as scanning."""
    initial = {"at": door.event.starts_at or timezone.now()}
    form = PaperForm(door, request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        count = _store_list(request, door, form)
        if count is not None:
            text = ngettext("%(count)d entry was stored.", "%(count)d entries were stored.", count)
            messages.success(request, text % {"count": count})
            return redirect("attendance:typed", slug=door.event.slug)
    title = _("Type a paper list")
    context = context_of(request, door, "door", form=form, title=title, submit=_("Store"))
    return page(request, "attendance/form_page.html", context)


def _store_list(request: StaffRequest, door: Door, form: PaperForm) -> int | None:
    values, plan = form.cleaned_data, plan_of(door, fresh=True)
    known = numbers.numbered(everybody(plan.scopes))
    heads, strange = numbers.typed(values["numbers"], known)
    if strange:
        form.add_error(
            "numbers", _("Nobody has these numbers: %(words)s") % {"words": ", ".join(strange[:20])}
        )
        return None
    area = values["gate"].area
    if values["which"] == "all_but":
        heads = numbers.all_but(known, heads, area, needs_booking=plan.needs_booking(area))
    try:
        return actions.type_list(
            values["gate"],
            heads,
            kind=values["kind"],
            at=values["at"],
            by=request.user,
            reason=values["reason"],
        )
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return None


@door_page("door.run")
def printed_list(request: StaffRequest, door: Door) -> HttpResponse:
    """The attendance list as PDF."""
    number = request.GET.get("session", "")
    session = Session.objects.filter(event=door.event, pk=number).first() if number.isdigit() else None
    return _pdf(paper.attendance_list(door, session), f"{door.event.slug}-{_('list')}.pdf")


@door_page("door.run")
def badges(request: StaffRequest, door: Door) -> HttpResponse:
    """Badges as PDF: A4 to fold, or A6."""
    size = "a6" if request.GET.get("size") == "a6" else "a4"
    return _pdf(paper.badges(door, size), f"{door.event.slug}-{_('badges')}-{size}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
