"""What people see who give feedback, and speakers who read it. No account, no cookie, no name."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core import links, throttle
from kogge.core.form_key import new_key
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration.personal_pages import personal

from . import actions, results, subjects
from .forms import FeedbackForm
from .models import Box
from .subjects import Subject

_MOST_ANSWERS, _PER_SECONDS = 300, 3600  # a whole hall may share one address


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, secret: str, session: str = "") -> HttpResponse:
    """The three questions, or why they are not asked now."""
    try:
        subject = subjects.of(secret, session)
    except Refused as refusal:
        return _unknown(request, refusal)
    form = FeedbackForm(request.POST or None, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid() and _taken(request, subject, form):
        name = "feedback:thanks_session" if session else "feedback:thanks"
        return redirect(name, *([secret, session] if session else [secret]))
    context = _context(request, subject, secret)
    context |= {
        "form": form.with_new_key() if form.is_bound else form,
        "answered": actions.has_answered(subject),
    }
    return page(request, "feedback/give_page.html", context, status=422 if form.errors else 200)


@personal
@require_safe
def thanks(request: HttpRequest, secret: str, session: str = "") -> HttpResponse:
    """After the answer; nothing of what was written."""
    try:
        subject = subjects.of(secret, session)
    except Refused as refusal:
        return _unknown(request, refusal)
    return page(request, "feedback/thanks_page.html", _context(request, subject, secret))


@personal
@require_safe
def shared(request: HttpRequest, secret: str) -> HttpResponse:
    """The results for the speaker who got the link."""
    try:
        link = links.open(secret, actions.SPEAKERS_LINK)
    except Refused as refusal:
        return _unknown(request, refusal)
    box = Box.objects.select_related("event", "session").filter(pk=link.object_id).first()
    if box is None:
        return _unknown(request, Refused(_("These results do not exist any more.")))
    found = results.of(box)
    context = {"box": box, "results": found, "missing": results.still_missing(found.count)}
    return page(request, "feedback/shared_page.html", context)


def _taken(request: HttpRequest, subject: Subject, form: FeedbackForm) -> bool:
    """Whether the answer was stored; if not, the form says why and keeps what was typed."""
    address = f"{subject.event.pk}:{get_adapter().get_client_ip(request)}"
    if not throttle.allows("anonymous feedback", address, most=_MOST_ANSWERS, seconds=_PER_SECONDS):
        form.add_error(None, _("Many answers came from your connection. Please try again in an hour."))
        return False
    values = {name: form.cleaned_data[name] for name in ("key", "score", "good", "change")}
    try:
        actions.answer(subject, **values)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _context(request: HttpRequest, subject: Subject, secret: str) -> dict[str, object]:
    words = request.GET.get("q", "").strip()[:100]
    listed = [] if subject.session else subjects.sessions(subject, words)
    rows = [(one, reverse("feedback:give_session", args=[secret, one.slug])) for one in listed]
    whole = reverse("feedback:give", args=[secret]) if subject.session else ""
    return {"subject": subject, "sessions": rows, "words": words, "whole": whole}


def _unknown(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return page(request, "feedback/unknown_page.html", {"sentence": str(refusal)}, status=404)
