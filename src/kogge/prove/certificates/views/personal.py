"""For the holder of the link: the certificate and its files."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.prove.badges import credential, document
from kogge.take_part.registration.personal_pages import personal

from .. import addresses
from ..models import Certificate

FILES: dict[str, tuple[str, Callable[[Certificate], bytes]]] = {
    "pdf": ("application/pdf", lambda one: document.pdf(one.sheet, (get_language() or "de")[:2])),
    "jwt": ("application/vc+jwt", lambda one: credential.token(one.sheet).encode()),
    "json": ("application/json", lambda one: credential.envelope(one.sheet)),
    "svg": ("image/svg+xml", lambda one: credential.svg(one.sheet)),
    "png": ("image/png", lambda one: credential.png(one.sheet)),
}


@personal
@require_safe
def mine(request: HttpRequest, secret: str) -> HttpResponse:
    """What it says, and everything to load. A replaced one leads to the new one: both are of the same person."""
    try:
        certificate = addresses.opened(secret)
    except Refused as refusal:
        return page(request, "certificates/unknown_page.html", {"sentence": str(refusal)}, status=404)
    newer = certificate.replaced_by
    context = {
        "certificate": certificate, "secret": secret, "public": certificate.sheet.address,
        "newer": addresses.secret_of(newer) if newer and not newer.erased_at else "",
    }  # fmt: skip
    return page(request, "certificates/mine_page.html", context)


@personal
@require_safe
def file(request: HttpRequest, secret: str, kind: str) -> HttpResponse:
    """One of the files of a valid certificate, made when it is asked for: the same bytes each time."""
    try:
        certificate = addresses.opened(secret)
    except Refused as refusal:
        raise Http404 from refusal
    return answer(certificate, kind)


def answer(certificate: Certificate, kind: str) -> HttpResponse:
    """A file to keep; nothing of what has ended."""
    if kind not in FILES or certificate.state != Certificate.State.ISSUED or certificate.erased_at:
        raise Http404
    content_type, make = FILES[kind]
    response = HttpResponse(make(certificate), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{certificate.shown_code}.{kind}"'
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
