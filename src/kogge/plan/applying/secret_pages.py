"""Pages behind a secret: kept nowhere, indexed nowhere, told to nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.plan.calls import links

View = Callable[..., HttpResponse]


def behind_secret(opened: Callable[[str], Any], unknown: str) -> Callable[[View], View]:
    """The view gets what `opened` finds by the secret, then the secret; `unknown` shows why nothing was found."""

    def decorated(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def marked(request: HttpRequest, secret: str, **rest: Any) -> HttpResponse:
            try:
                found = opened(secret)
            except Refused as refusal:
                response = page(request, unknown, {"sentence": str(refusal)}, status=404)
            else:
                response = view(request, found, secret, **rest)
            tell_nobody(response)
            return response

        return marked

    return decorated


def tell_nobody(response: HttpResponseBase) -> None:
    """Mark an answer whose address is a secret."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"


answer_page = behind_secret(links.open_submission, "applying/unknown_page.html")
co_applicant_page = behind_secret(links.open_applicant, "applying/unknown_page.html")
