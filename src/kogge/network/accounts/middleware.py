"""Keeps staff without a second factor out of everything but setting one up."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse


def second_factor(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        # Without a session cookie the session is not even opened: public pages stay alike for all.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            prefetch_related_objects([request.user], "memberships")
        return answer(request)

    return middleware
