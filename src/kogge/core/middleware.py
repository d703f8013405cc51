"""Small middlewares: readable bodies, security headers, former addresses."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from .models import FormerAddress

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors {ancestors}"
)
_UNREADABLE = gettext_noop("The form could not be read. Please go back and send it again.")
_NUL = gettext_noop("This contains a character that no text has (NUL). Please remove it and send it again.")


def readable_body(answer: Answer) -> Answer:
    """Answer 400 to a body or query that cannot be parsed, before CSRF checks trip over it (decision D9)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            return _refused(_NUL)
        if request.method == "POST":
            try:
                fields = request.POST
            except Exception:
                return _refused(_UNREADABLE)
            if any("\0" in text for name, values in fields.lists() for text in (name, *values)):
                return _refused(_NUL)
        return answer(request)

    return middleware


def _refused(sentence: str) -> HttpResponse:
    return HttpResponse(gettext(sentence), status=400, content_type="text/plain; charset=utf-8")


def safety_headers(*, embeddable: bool = False) -> list[tuple[str, str]]:
    """The headers that every answer carries, whoever writes it: strict policy, no sniffing, no foreign framing."""
    headers = [
        ("Content-Security-Policy", POLICY.format(ancestors="*" if embeddable else "'none'")),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "cross-origin" if embeddable else "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
    if settings.SECURE_HSTS_SECONDS:
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    return headers


PLAIN_FILES = (
    "font/",
    "text/css",
    "text/javascript",
)  # a page's policy means nothing for them and costs bytes


def security_headers(answer: Answer) -> Answer:
    """Set the headers of every answer. A view may open framing with `response.embeddable`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.get("Content-Type", "").startswith(PLAIN_FILES):
            response.setdefault("X-Content-Type-Options", "nosniff")
            return response
        for name, value in safety_headers(embeddable=getattr(response, "embeddable", False)):
            response.setdefault(name, value)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def moved_addresses(answer: Answer) -> Answer:
    """Where nothing is found: redirect an address that moved, say what a deleted one was."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        former = FormerAddress.objects.filter(path=_without_language(request.path)).first()
        if former is None:
            return response
        if former.moved_to:
            prefix = request.path[: len(request.path) - len(_without_language(request.path))]
            return HttpResponsePermanentRedirect(prefix + former.moved_to)
        return render(request, "core/gone_page.html", {"former": former}, status=410)

    return middleware


def _without_language(path: str) -> str:
    return path[3:] if path[:4] == "/en/" else path
