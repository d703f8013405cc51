"""Releasing a timetable at the desk, and its sheets on paper."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.page import page, public
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.speakers import uploads
from kogge.publish.programme.desk import own_event
from kogge.publish.programme.models import PublicEvent
from kogge.publish.programme.views import public_event

from . import actions, booklet, compare, release_page, sheets, slides

SHEETS = {"booklet": booklet.made, "stages": sheets.stages, "doors": sheets.doors}


class ReleaseForm(forms.Form):
    """A sentence for log and letters, and what was seen."""

    note = forms.CharField(
        label=gettext_lazy("Note for the change log and the letters"), max_length=300, required=False,
        help_text=gettext_lazy("One sentence, for example why something moved. May stay empty."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("event.release")
def release(request: StaffRequest, slug: str) -> HttpResponse:
    """What everybody will see changed; release it."""
    event = own_event(request, slug)
    form = ReleaseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.release(event, by=request.user, **form.cleaned_data)
            messages.success(request, _("Release %(number)s is public.") % {"number": made.number})
            return redirect("schedules:release", slug=slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    difference = compare.now(event)
    if form.is_bound:  # what was typed stays, what was seen is what is shown now
        posted = request.POST.copy()
        posted["seen"] = difference.seen
        form.data = posted
    else:
        form.initial["seen"] = difference.seen
    context = {"event": event, "form": form, "difference": difference, "page": "sessions", "part": "release"}
    return page(
        request, "schedules/release_page.html", {**context, **release_page.shown(difference, request.GET)}
    )


@require_safe
@requires("event.change")
def sheet(request: StaffRequest, slug: str, which: str) -> HttpResponse:
    """Booklet, stage sheets or door signs of what is released."""
    event = own_event(request, slug, "event.change")
    shown = PublicEvent.objects.filter(event=event).select_related("release").first()
    if which not in SHEETS:
        raise Http404
    try:
        if shown is None:
            raise Refused(_("Nothing of this event was released yet, so there is nothing to print."))
        return _file(SHEETS[which](shown), f"{slug}-{which}.pdf")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("schedules:release", slug=slug)


@require_safe
@public
def programme_booklet(request: HttpRequest, slug: str) -> HttpResponse:
    """The booklet for everybody."""
    shown: PublicEvent = public_event(slug)
    return _file(booklet.made(shown), f"{slug}.pdf")


@require_safe
def session_slides(request: HttpRequest, slug: str, session: str, pk: int) -> HttpResponse:
    """Slides of a session that is over, for everybody. Asked anew each time, since consent may end."""
    shown: PublicEvent = public_event(slug)
    record = get_object_or_404(shown.sessions, slug=session).record
    address = reverse("schedules:slides", args=[slug, session, pk])
    if address not in [one["address"] for one in slides.of_session(shown.record, record).links]:
        raise Http404
    return uploads.answer(slides.agreed(record["uid"]).get(pk=pk))


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response
