"""Small middlewares: readable bodies, security headers, former addresses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from .models import FormerAddress

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors {ancestors}"
)


def readable_body(answer: Answer) -> Answer:
    """Answer 400 to a body that cannot be parsed, before CSRF checks trip over it (decision D9)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            try:
                request.POST  # noqa: B018  reading parses the body
            except Exception:
                return HttpResponse(
                    "The form could not be read. Please go back and send it again.",
                    status=400,
                    content_type="text/plain; charset=utf-8",
                )
        return answer(request)

    return middleware


def security_headers(answer: Answer) -> Answer:
    """Set the headers of `reliability.md` section 7. A view may open framing with `response.embeddable`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        embeddable = getattr(response, "embeddable", False)
        response.setdefault(
            "Content-Security-Policy", POLICY.format(ancestors="*" if embeddable else "'none'")
        )
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
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
