"""Ends sessions that last too long, and keeps staff without a second factor to setting one up."""

import time
from collections.abc import Callable
from functools import partial

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .desk import opens

Answer = Callable[[HttpRequest], HttpResponse]

STARTED, SEEN = "signed_in_at", "last_seen_at"
_SEEN_STEP = 60  # how exactly idleness is measured; spares a write on each request


def session_limits(answer: Answer) -> Answer:
    """Sign out after SESSION_COOKIE_AGE in all, or SESSION_IDLE_SECONDS without a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        now = int(time.time())
        if not _signed_in(request):
            response = answer(request)
            if request.session.modified and request.user.is_authenticated:
                request.session[STARTED] = request.session[SEEN] = now
            return response
        started = request.session.setdefault(STARTED, now)
        seen = request.session.setdefault(SEEN, now)
        if now - started > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
            logout(request)
            messages.info(request, _("You were signed out for your safety. Please sign in again."))
            return redirect_to_login(request.get_full_path())
        if now - seen > _SEEN_STEP:
            request.session[SEEN] = now
        return answer(request)

    return middleware


def second_factor(answer: Answer) -> Answer:
    """Lead staff without a second factor to setting one up, when the operator asks for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _signed_in(request):
            return answer(request)
        prefetch_related_objects([request.user], "memberships")  # type: ignore[type-var]
        request.opens = partial(opens, request.user)  # type: ignore[attr-defined,arg-type]
        if settings.SECOND_FACTOR_REQUIRED and _inside(request.path) and not _has_second_factor(request):
            messages.info(request, _("Please set up a second factor first. It protects the data of others."))
            return redirect("mfa_index")
        return answer(request)

    return middleware


def _signed_in(request: HttpRequest) -> bool:
    """Without a session cookie the session is not even opened: public pages stay alike for all."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _inside(path: str) -> bool:
    return path.startswith(reverse("accounts:desk"))


def _has_second_factor(request: HttpRequest) -> bool:
    """Set up here, or kept by the authority whose provider signed the person in."""
    methods = request.session.get("account_authentication_methods", [])
    return any(m.get("method") == "socialaccount" for m in methods) or is_mfa_enabled(request.user)
