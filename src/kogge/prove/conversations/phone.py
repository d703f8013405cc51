"""The page to log with: for a thumb, without scripts when online, without a network when it was opened once before.

A service worker keeps the page (a copy without form key and messages) and its files. What is logged lies in the phone's
own database under a number made there, until `entries` has said of it "stored". The form key (CSRF) is asked for
right before sending, because the kept page has none.
"""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import kogge.core
from kogge.core import logo, stylesheet
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import StaffRequest, requires

from . import actions
from .forms import EntryForm
from .models import least_minutes

MOST_AT_ONCE = 50
_WORKER = Path(kogge.core.__file__).parent / "static" / "core" / "kept_page.js"
_FILES = (
    "conversations/log.css",
    "core/offline.js",
    "conversations/send.js",
    "conversations/log.js",
    "core/theme.js",
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("conversation.log")
def log(request: StaffRequest) -> HttpResponse:
    """Three answers, and it is noted. `?copy` is what the phone keeps."""
    form = EntryForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.log(by=request.user, uid=form.cleaned_data["uid"], values=form.values)
            messages.success(request, _("Stored. The next one, please."))
            return redirect("conversations:log")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context: dict[str, Any] = {"form": form, "words": _words(), "minutes": least_minutes()}
    if "copy" in request.GET:
        context |= {"copy": True, "messages": []}
    return page(request, "conversations/log_page.html", context, status=422 if form.errors else 200)


@require_safe
@requires("conversation.log")
def state(request: StaffRequest) -> JsonResponse:
    """Who is signed in, and a form key for what is sent next."""
    return JsonResponse({"author": str(request.user.pk), "csrf": get_token(request)})


@require_POST
@requires("conversation.log")
def entries(request: StaffRequest) -> JsonResponse:
    """Take what a phone kept. Each entry by itself; what was stored before is stored."""
    try:
        sent = json.loads(request.body)["entries"]
        if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
            raise ValueError
        results = {str(UUID(one["uid"])): _stored(request.user, one) for one in sent}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sentence = _("This cannot be read. Please reload the page and try again.")
        return JsonResponse({"error": sentence}, status=400)
    return JsonResponse({"results": results})


def _stored(user: User, sent: dict[str, Any]) -> dict[str, Any]:
    """What became of one entry: stored, refused with sentences, or somebody else's."""
    if sent["author"] != str(user.pk):
        return {
            "state": "waiting",
            "error": _("Somebody else noted this. It is sent when they sign in here."),
        }
    given = {str(name): str(value).replace("\0", "") for name, value in dict(sent["values"]).items()}
    form = EntryForm(user, {**given, "uid": sent["uid"]})
    if form.is_valid():
        try:
            actions.log(by=user, uid=form.cleaned_data["uid"], values=form.values)
            return {"state": "stored"}
        except Refused as refusal:
            return {"state": "refused", "error": str(refusal)}
    faults = [
        f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items() for error in errors
    ]  # fmt: skip
    return {"state": "refused", "error": " ".join(faults)}


@require_safe
@requires("conversation.log")
def worker(request: StaffRequest) -> HttpResponse:
    """The service worker with what it keeps, so that a change of any file is a new worker."""
    kept = [
        reverse("assets:style", args=[stylesheet.current()[1]]), reverse("assets:icon", args=[logo.icon()[1]]),
        *(static(f"vendor/kern/fira-sans-{weight}.woff2") for weight in (400, 600)), *map(static, _FILES),
    ]  # fmt: skip
    page_address = reverse("conversations:log")
    text = _WORKER.read_text(encoding="utf-8")
    version = hashlib.sha256(json.dumps([kept, text]).encode()).hexdigest()[:12]
    app = {
        "name": f"conversations:{page_address}:", "version": version, "page": page_address, "kept": kept,
        "copy": f"{page_address}?copy", "atOnce": True,
    }  # fmt: skip
    response = HttpResponse(
        f"const APP = {json.dumps(app)};\n{text}", content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    return response


def _words() -> dict[str, str]:
    """What the scripts say."""
    return {
        "noted": _("Noted on this phone."),
        "waiting": pgettext("entry", "waits"), "stored": pgettext("entry", "stored"),
        "refused": pgettext("entry", "please correct"),
        "offline": _("No network. Everything stays on this phone and is sent by itself later."),
        "signed_out": _("You are signed out. Everything stays on this phone. Please sign in to send it."),
        "forbidden": _("Your account may not log conversations any more. Everything stays on this phone."),
        "failed": _("The server does not answer as it should. Everything stays on this phone and is tried again."),
        "full": _("The phone has no room left. This entry was NOT noted; please write it down."),
        "ready": _("Works without a network, too."),
        "correct": pgettext("entry", "Correct"), "remove": _("Throw away"),
        "sure": _("Throw this entry away for good?"),
        "sign_in": _("Sign in and send"),
    }  # fmt: skip
