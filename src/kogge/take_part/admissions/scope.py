"""The desk of one event's or one series' registration: who may open it, and where its pages lie."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import open_or_404, requires
from kogge.network.directory.models import Organization
from kogge.plan.events.models import Event, EventSeries
from kogge.take_part.registration.models import Admission

from .permissions import is_host

PAGES = {
    "event": _("Terms"), "seats": _("Seats"), "questions": _("Questions"), "invitations": _("Invitations"),
    "codes": _("Access codes"), "list": _("Registrations"), "waiting": _("Waiting list"),
    "consents": _("Consents"), "needs": _("Food and access"),
}  # fmt: skip
HERE = {"event", "seats", "questions", "question_new", "question", "invitations", "codes"}


@dataclass(frozen=True)
class Desk:
    """What every page of this desk works on: one event or one series, with its admission once there is one."""

    user: User
    event: Event | None
    series: EventSeries | None
    admission: Admission | None

    @property
    def subject(self) -> Event | EventSeries:
        found = self.event or self.series
        assert found is not None
        return found

    @property
    def lead(self) -> Organization | None:
        """The organisation that answers for the data."""
        if self.event is not None:
            return self.event.lead
        return self.series.organizers.first() if self.series else None

    @property
    def terms(self) -> Admission:
        """The admission; pages that need one are not opened without."""
        assert self.admission is not None
        return self.admission

    @property
    def is_host(self) -> bool:
        """Whether the reader belongs to the host, who alone sees food and access needs."""
        return is_host(self.user, self.lead)

    def address(self, name: str, *arguments: Any) -> str:
        """Where a page of this desk lies."""
        space = "admissions" if name in HERE else "guests"
        if self.series is not None:
            name = "series" if name == "event" else f"series_{name}"
        return reverse(f"{space}:{name}", args=[self.subject.slug, *arguments])

    @property
    def addresses(self) -> dict[str, str]:
        """The same for templates."""
        return {name: self.address(name) for name in PAGES}

    @property
    def public_address(self) -> str:
        """Where visitors register."""
        return reverse("sign_up:event" if self.event else "sign_up:series", args=[self.subject.slug])


def tabs(desk: Desk, current: str) -> list[dict[str, Any]]:
    """The row of pages below the row of the event."""
    shown = {name: title for name, title in PAGES.items() if name != "needs" or desk.is_host}
    if desk.admission is None:
        shown = {"event": PAGES["event"]}
    return [
        {"name": title, "address": desk.address(name), "current": name == current}
        for name, title in shown.items()
    ]


def open_desk(user: User, slug: str, action: str, *, series: bool = False) -> Desk:
    """The desk, if the user may do `action` for the organisation that leads; otherwise there is no such page."""
    if series:
        found = get_object_or_404(EventSeries, slug=slug)
        desk = Desk(user, None, found, Admission.objects.filter(series=found).first())
    else:
        event = get_object_or_404(Event.objects.with_organizers(), slug=slug)
        desk = Desk(user, event, None, Admission.objects.filter(event=event).first())
    lead = desk.lead
    open_or_404(user, action, lead.slug if lead else None)
    return desk


def desk_page(action: str = "registration.change", *, set_up: bool = True) -> Callable[[Any], Any]:
    """Turn `view(request, desk, …)` into a page: guarded, and with a refused button's sentence shown on it.

    With `set_up`, who opens it before there are terms is led to them.
    """

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @requires(action)
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *, series: bool = False, **rest: Any) -> HttpResponse:
            assert isinstance(request.user, User)
            desk = open_desk(request.user, slug, action, series=series)
            if set_up and desk.admission is None:
                return redirect(desk.address("event"))
            try:
                return view(request, desk, **rest)
            except Refused as refusal:
                messages.error(request, str(refusal))
                return redirect(request.get_full_path())

        return guarded

    return guard


def shown(
    request: HttpRequest, desk: Desk, current: str, template: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """Answer with a page of this desk."""
    frame = {"desk": desk, "event": desk.event, "tabs": tabs(desk, current), "current": current}
    return page(request, f"{template}.html", {**frame, **(context or {})})
