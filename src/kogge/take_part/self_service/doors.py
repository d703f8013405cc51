"""From a secret in an address to the record it opens; what is unknown gets a plain page that says what to do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration import personal_link
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.personal_pages import personal

from .forms import LostForm

View = Callable[..., HttpResponse]
READ, WRITE = ["GET", "HEAD"], ["POST"]


def registration_page(*methods: str) -> Callable[[View], View]:
    """Guard a view that a registration's secret opens; the view gets the registration instead."""
    return _guard(_main, methods)


def seat_page(*methods: str) -> Callable[[View], View]:
    """Guard a view that the secret of one seat of a group opens."""
    return _guard(personal_link.open_seat, methods)


def invitation_page(*methods: str) -> Callable[[View], View]:
    """Guard a view that an invitation's secret opens."""
    return _guard(personal_link.open_invitation, methods)


def unknown(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page for links that open nothing, with the form for a new one beside it."""
    context = {"sentence": sentence, "form": LostForm.fresh()}
    return page(request, "self_service/unknown_page.html", context, status=404)


def _main(secret: str) -> Registration:
    """A party's own registration. A session's row has no page: an old link to it would survive a handing over."""
    registration = personal_link.open_registration(secret)
    if registration.main_id is not None:
        return personal_link.open_registration("")
    return registration


def _guard(open_record: Callable[[str], Any], methods: tuple[str, ...]) -> Callable[[View], View]:
    def guard(view: View) -> View:
        @personal
        @require_http_methods(methods or READ)
        @wraps(view)
        def guarded(request: HttpRequest, secret: str, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                record = open_record(secret)
            except Refused as refusal:
                return unknown(request, str(refusal))
            return view(request, record, *args, **kwargs)

        return guarded

    return guard
