"""Pages on which staff see what the public will see, and release it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import open_or_404, organizations_of, requires
from kogge.plan.events.models import Event, EventOrganizer, Session

from . import actions, event_page, preview_rows, queries
from .models import PublicEvent

OWNERS = (EventOrganizer.Role.LEAD, EventOrganizer.Role.CO)


class ReleaseForm(forms.Form):
    """A sentence for the public change log, if wanted."""

    note = forms.CharField(
        label=gettext_lazy("Note for the public change log"), max_length=300, required=False,
        help_text=gettext_lazy("One sentence, for example why something moved. May stay empty."),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why an event leaves the public pages."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, required=False,
        help_text=gettext_lazy("It is kept in the history and stands in the change log."),
    )  # fmt: skip


def own_event(request: HttpRequest, slug: str, action: str = "event.release") -> Event:
    """The event, for those who may do `action` for one of the organisations that own it; else 404."""
    event: Event = get_object_or_404(
        Event.objects.prefetch_related("organizer_rows__organization"), slug=slug
    )
    allowed = organizations_of(request.user, action)
    owners = [
        row.organization.slug
        for row in event.organizer_rows.all()
        if row.role in OWNERS and (row.accepted_at or row.role == EventOrganizer.Role.LEAD)
    ]
    if allowed is not None and not allowed.intersection(owners):
        open_or_404(request.user, action, owners[0] if owners else None)
    return event


@requires("event.release")
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what will change for the public; release it."""
    event = own_event(request, slug)
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.release(event, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Release %(number)s is public.") % {"number": made.number})
            return redirect("programme:release", slug=event.slug)
    return page(request, "programme/desk/release_page.html", {**_state(event), "form": form})


def _state(event: Event) -> dict[str, Any]:
    changes = queries.preview(event)
    return {
        "event": event,
        "public": PublicEvent.objects.filter(event=event).select_related("release").first(),
        "changes": preview_rows.rows(changes),
        "count": len(changes),
        "funding_open": event.funding == Event.Funding.UNDECIDED,
    }


@requires("event.see_draft")
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The event's page as the public would see it after a release now."""
    event = own_event(request, slug, "event.see_draft")
    taken = queries.draft(queries.planned(event.pk))
    context = event_page.context(taken["event"], list(taken["sessions"].values()))
    return page(request, "programme/desk/preview_page.html", {**context, "is_preview": True, "slug": slug})


@requires("event.release")
def releases(request: HttpRequest, slug: str) -> HttpResponse:
    """All releases of an event."""
    event = own_event(request, slug)
    return page(
        request,
        "programme/desk/releases_page.html",
        {
            "event": event,
            "releases": queries.change_log(event)[:200],
            "public": PublicEvent.objects.filter(event=event).first(),
        },
    )


@requires("event.release")
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an event off the public pages, with a reason."""
    event = own_event(request, slug)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(event, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The event is no longer public. Its address says what it was."))
            return redirect("programme:releases", slug=event.slug)
    return page(request, "programme/desk/withdraw_page.html", {"event": event, "form": form})


@require_POST
@requires("event.release")
def release_session(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """Release one session with one click."""
    event = own_event(request, slug)
    found = get_object_or_404(Session, event=event, slug=session)
    try:
        actions.release_session(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(title)s” is public as planned now.") % {"title": found.title_de})
    return redirect("programme:release", slug=event.slug)
