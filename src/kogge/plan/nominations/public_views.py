"""What a proposed person sees behind their link, and who holds an office, for everybody."""

from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core import links
from kogge.core.page import page, public
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.plan.applying.secret_pages import behind_secret
from kogge.plan.applying.views.public import lasting_address
from kogge.plan.calls.models import Call
from kogge.plan.calls.parts import Link

from . import actions, papers
from .letters import PURPOSE
from .models import HELD, Nomination, State


@require_safe
def propose(request: HttpRequest) -> HttpResponse:
    """A lasting address for “propose somebody”: the call that is open for it now."""
    return lasting_address(Call.Kind.NOMINATIONS)


@public
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Who holds which office on a day: appointed people who agreed to be named."""
    today = timezone.localdate()
    asked, sentence = request.GET.get("on", ""), ""
    try:
        day = date.fromisoformat(asked) if asked else today
    except ValueError:
        day, sentence = today, _("“%(text)s” is no day. This is the list of today.") % {"text": asked[:20]}
    rows = Nomination.objects.public_on(day).select_related("person", "term", "organization", "event")
    ordered = sorted(rows, key=lambda one: (one.office_label, one.person.name if one.person else ""))
    groups = [(label, list(members)) for label, members in groupby(ordered, key=lambda one: one.office_label)]
    context = {"groups": groups, "day": day, "is_today": day == today, "sentence": sentence}
    return page(request, "nominations/offices_page.html", context)


def opened(secret: str) -> Nomination:
    """The nomination behind a link, or Refused with a sentence."""
    rows = Nomination.objects.select_related("organization", "term", "person", "event", "decision")
    found = rows.prefetch_related("proposers").filter(pk=links.open(secret, PURPOSE).object_id).first()
    if found is None:
        raise Refused(_("This link is not known. Please copy the whole address from the mail."))
    return found


personal = behind_secret(opened, "nominations/unknown_page.html")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, nomination: Nomination, secret: str) -> HttpResponse:
    """One's own page: agree or decline, decide about one's name in public, the certificate."""
    sentence = ""
    if request.method == "POST":
        try:
            _act(request, nomination)
            return redirect(request.path)
        except Refused as refusal:
            sentence = str(refusal)
            nomination.refresh_from_db()
    may_decline = State.DECLINED in nomination.can
    found: list[Link] = []
    announce("own office asked", nomination=nomination, secret=secret, links=found)
    context = {
        "one": nomination, "secret": secret, "sentence": sentence, "may_decline": may_decline,
        "typed": request.POST.get("reason", ""), "links": found,
    }  # fmt: skip
    return page(request, "nominations/mine_page.html", context, status=409 if sentence else 200)


@personal
@require_safe
def certificate(request: HttpRequest, nomination: Nomination, secret: str) -> HttpResponse:
    """One's own certificate."""
    return pdf(nomination)


def pdf(nomination: Nomination) -> HttpResponse:
    """The certificate as a file; 404 for somebody who was never appointed."""
    if nomination.state not in HELD or nomination.term is None:
        raise Http404
    with translation.override(nomination.locale):
        name = _("certificate of appointment").replace(" ", "-")
    response = HttpResponse(papers.certificate(nomination), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name.lower()}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _act(request: HttpRequest, nomination: Nomination) -> None:
    what, by = request.POST.get("do", ""), "the nominee"
    if what == "agree":
        actions.consent(nomination, public=request.POST.get("public") == "yes", by=by)
    elif what == "decline":
        actions.decline(nomination, reason=request.POST.get("reason", ""), by=by)
    elif what in {"show", "hide"}:
        actions.set_public(nomination, public=what == "show", by=by)
    else:
        raise Refused(_("Please choose one of the buttons."))
