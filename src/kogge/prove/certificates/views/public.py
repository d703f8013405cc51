"""For everybody: is this certificate genuine? And the documents by which programs check a badge."""

import re

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kogge.core import throttle
from kogge.core.page import page
from kogge.prove.badges import credential, issuer

from ..models import Certificate

_MOST, _PER_SECONDS = 60, 60


@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """A field for the code on the paper."""
    if code := _plain(request.GET.get("code", "")):
        return redirect("certificates:verify", code=code)
    return page(request, "certificates/enter_page.html", {})


@require_safe
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, replaced, revoked or unknown.

    Whoever holds the paper reads the name on it, so a valid one shows the name as printed: else a stolen code would
    prove anybody's attendance. Nothing else of the person is shown, and no name once the certificate has ended.
    """
    if not throttle.allows(
        "certificate", get_adapter().get_client_ip(request), most=_MOST, seconds=_PER_SECONDS
    ):
        sentence = _("Many codes were checked from your connection. Please try again in a minute.")
        return page(
            request, "certificates/enter_page.html", {"problem": sentence, "code": code[:40]}, status=429
        )
    plain = _plain(code)
    if plain != code and plain:
        return redirect("certificates:verify", code=plain)
    found = Certificate.objects.filter(code=plain).first()
    response = page(
        request, "certificates/verify_page.html", {"certificate": found, "code": plain[:40]},
        status=200 if found else 404,
    )  # fmt: skip
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def status(request: HttpRequest, number: int) -> HttpResponse:
    """The signed list of what was revoked."""
    first = number * credential.LIST_BITS
    ended = Certificate.objects.filter(pk__gte=first, pk__lt=first + credential.LIST_BITS).exclude(
        state="issued"
    )
    signed = credential.status_list(number, ended.values_list("pk", flat=True))
    return _open(HttpResponse(signed, content_type="application/vc+jwt"))


@require_safe
def did(request: HttpRequest) -> HttpResponse:
    """Who issues badges here, and with which keys."""
    return _open(JsonResponse(issuer.did_document()))


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """The public keys, those that signed before too."""
    return _open(JsonResponse(issuer.jwks()))


def _plain(code: str) -> str:
    """A code as people type it: small letters, spaces and hyphens do not matter."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())[:40]


def _open(response: HttpResponse) -> HttpResponse:
    """Programs on other sites may read it; five minutes old is good enough."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response
