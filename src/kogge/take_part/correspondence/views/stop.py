"""Where people end news, without signing in; mail programs do it by one click (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.personal_pages import personal

from .. import letter


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Reading changes nothing, since mail scanners read; sending the form withdraws the consent at once."""
    try:
        consent = letter.consent_of(key)
    except Refused as refusal:
        return page(request, "correspondence/stop_page.html", {"refusal": str(refusal)}, status=404)
    if consent is not None and request.method == "POST":
        actions.withdraw_consent(consent)
        consent = None
    return page(request, "correspondence/stop_page.html", {"consent": consent})
