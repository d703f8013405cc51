"""The legal pages, and the feedback form that needs neither account nor cookie nor script."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from kogge.core import data_map, throttle
from kogge.core.form_key import new_key
from kogge.core.page import page, public

from . import actions, texts
from .forms import FeedbackForm
from .licences import WORKS
from .models import Feedback

_MOST_MESSAGES, _PER_SECONDS = 6, 3600


@public
@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return _page(request, "imprint", supervised_by=texts.current().text("operator", "supervised_by"))


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice; its table is the data map itself."""
    legal = texts.current()
    parts: dict[str, Any] = {name: legal.text("privacy", name) for name in ("hosting", "state_law")}
    about: dict[str, list[data_map.Entry]] = {}
    for entry in data_map.entries():
        about.setdefault(str(entry.terms.about), []).append(entry)
    return _page(request, "privacy", about=about.items(), **parts)


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    legal = texts.current()
    parts: dict[str, Any] = {name: legal.text("accessibility", name) for name in ("law", "method")}
    return _page(request, "accessibility", overdue=legal.is_overdue(timezone.localdate()), **parts)


@public
@require_safe
def easy_language(request: HttpRequest) -> HttpResponse:
    """Leichte Sprache is a form of German, so the page is German in every language."""
    with override("de"):
        return _page(request, "easy_language", sections=texts.current().easy_language.get("sections", []))


@public
@require_safe
def sign_language(request: HttpRequest) -> HttpResponse:
    legal = texts.current()
    return _page(request, "sign_language", sentences=legal.sentences("sign_language", "text"))


@public
@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    return _page(request, "licences", works=WORKS)


@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    security = texts.current().security
    lines = [
        f"Contact: mailto:{security['contact']}",
        f"Expires: {security['expires_on']:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: de, en",
        f"Canonical: {request.build_absolute_uri(reverse('website:security_contact'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@never_cache
@csrf_exempt
def feedback(request: HttpRequest) -> HttpResponse:
    """A signed key in the form stands for the token that would need a cookie."""
    if request.method == "POST":
        return _take_feedback(request)
    kind = request.GET.get("kind")
    initial = {
        "key": new_key(),
        "kind": kind if kind in Feedback.Kind.values else Feedback.Kind.BARRIER,
        "address": request.GET.get("page", "")[:300],
    }
    return _page(request, "feedback", form=FeedbackForm(initial=initial))


def _take_feedback(request: HttpRequest) -> HttpResponse:
    form = FeedbackForm(request.POST)
    if form.is_valid():
        address = get_adapter().get_client_ip(request)
        if throttle.allows("feedback", address, most=_MOST_MESSAGES, seconds=_PER_SECONDS):
            stored = actions.receive(form_key=form.cleaned_data["key"], values=form.values)
            return redirect("website:feedback_received", reference=stored.reference)
        form.add_error(
            None,
            _("Many messages came from your connection. Please try again in an hour, or write us a mail."),
        )
    return _page(request, "feedback", status=422, form=form.with_new_key())


@never_cache
@require_safe
def feedback_received(request: HttpRequest, reference: str) -> HttpResponse:
    """Ticket number and deadline; nothing of what was written."""
    stored = get_object_or_404(Feedback, reference=reference)
    return _page(request, "feedback_received", feedback=stored)


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    legal = texts.current()
    if name in {"easy_language", "sign_language"} and not legal.data.get(name):
        raise Http404
    return page(request, f"website/legal/{name}_page.html", {"legal": legal, **context}, status=status)
