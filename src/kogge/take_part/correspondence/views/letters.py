"""Writing to the people of one event."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core import history
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.events.models import Event
from kogge.publish.programme.desk import own_event
from kogge.take_part.letters.models import Round
from kogge.take_part.registration.models import Admission

from .. import actions, audience, letter
from ..forms import AudienceForm, MailingForm
from ..models import Mailing

SHOWN = 3
STEPS = {
    "test": actions.try_out,
    "sending": actions.send,
    "stop": actions.stop,
    "deletion": actions.throw_away,
}


def _own(request: HttpRequest, slug: str) -> tuple[Event, Admission | None]:
    event = own_event(request, slug, "letter.write")
    return event, Admission.objects.filter(event=event).first()


def _mailing(request: HttpRequest, slug: str, number: int) -> tuple[Event, Mailing]:
    event, admission = _own(request, slug)
    return event, get_object_or_404(
        Mailing.objects.select_related("admission"), pk=number, admission=admission
    )


@require_safe
@requires("letter.write")
def mailings(request: StaffRequest, slug: str) -> HttpResponse:
    """What was written, and what the plan's changes wrote by themselves."""
    event, admission = _own(request, slug)
    releases = [f"release:{pk}" for pk in event.releases.values_list("pk", flat=True)]
    context = {
        "event": event,
        "admission": admission,
        "mailings": Mailing.objects.filter(admission=admission)[:200] if admission else [],
        "rounds": Round.objects.filter(key__in=releases, letters__gt=0).order_by("-pk")[:50],
    }
    return page(request, "correspondence/letters_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("letter.write")
def edit(request: StaffRequest, slug: str, number: int | None = None) -> HttpResponse:
    """To whom and what."""
    event, admission = _own(request, slug)
    if admission is None:
        raise Http404
    draft = get_object_or_404(Mailing, pk=number, admission=admission, state="draft") if number else None
    form = MailingForm(admission, request.POST or None, initial=_initial(draft))
    if form.is_bound and form.is_valid():
        try:
            saved = actions.save(admission, by=request.user, values=form.values, mailing=draft)
            return redirect("correspondence:letter", slug=slug, number=saved.pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    count = _count(form, admission) if form.is_bound else _fitting(draft, admission)
    context = {"event": event, "form": form, "count": count, "mailing": draft}
    return page(request, "correspondence/edit_page.html", context)


def _initial(draft: Mailing | None) -> dict[str, Any]:
    if draft is None:
        return {"states": ["confirmed"], "kind": Mailing.Kind.SERVICE}
    return {**{name: getattr(draft, name) for name in actions.WORDS}, "kind": draft.kind, **draft.audience}


def _fitting(draft: Mailing | None, admission: Admission) -> int:
    wanted = draft.audience if draft else {"states": ["confirmed"]}
    return audience.people(admission, draft.kind if draft else "", wanted).count()


def _count(form: AudienceForm, admission: Admission) -> int | None:
    """How many people fit what is chosen so far; None when it cannot be read."""
    form.is_valid()
    if set(form.errors) & set(AudienceForm.base_fields):
        return None
    return audience.people(admission, form.data.get("kind", ""), form.audience).count()


@require_http_methods(["GET", "HEAD"])
@requires("letter.write")
def count(request: StaffRequest, slug: str) -> HttpResponse:
    """The number of people, while somebody chooses."""
    _event, admission = _own(request, slug)
    if admission is None:
        raise Http404
    number = _count(AudienceForm(admission, request.GET), admission)
    return page(request, "correspondence/parts/count.html", {"count": number})


@require_safe
@requires("letter.write")
def show(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """The first letters as they will be read, the count, and what can be done next."""
    event, mailing = _mailing(request, slug, number)
    people = audience.people(mailing.admission, mailing.kind, mailing.audience)
    previews = []
    for registration in people[:SHOWN]:
        with translation.override(letter.language_for(mailing, registration)):
            previews.append({"to": registration.email, "letter": letter.compose(mailing, registration)})
    context = {
        "event": event, "mailing": mailing, "previews": previews, "count": people.count(),
        "history": _history(mailing),
    }  # fmt: skip
    return page(request, "correspondence/letter_page.html", context)


def _history(mailing: Mailing) -> list[dict[str, Any]]:
    words = {"written": _("saved"), "sent": _("sending begun"), "stopped": _("stopped")}
    return [{"at": one.at, "verb": words.get(one.verb, one.verb)} for one in history.of(mailing)[:20]]


@require_safe
@requires("letter.write")
def progress(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """How far it is; asked again every two seconds while it is being sent."""
    event, mailing = _mailing(request, slug, number)
    return page(request, "correspondence/parts/progress.html", {"event": event, "mailing": mailing})


@require_POST
@requires("letter.write")
def act(request: StaffRequest, slug: str, number: int, step: str) -> HttpResponse:
    """Try it out, send it, stop it, or throw the draft away."""
    _event, mailing = _mailing(request, slug, number)
    if step not in STEPS:
        raise Http404
    try:
        STEPS[step](mailing, by=request.user)  # type: ignore[operator]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _said(step, mailing, request.user.email))
    if step == "deletion" and not Mailing.objects.filter(pk=number).exists():
        return redirect("correspondence:letters", slug=slug)
    return redirect("correspondence:letter", slug=slug, number=number)


def _said(step: str, mailing: Mailing, address: str) -> str:
    if step == "test":
        words = ngettext(
            "%(count)s letter is on its way to %(address)s.",
            "%(count)s letters are on their way to %(address)s.",
            len(mailing.languages),
        )
        return words % {"count": len(mailing.languages), "address": address}
    said = {
        "sending": _("The letter is being sent."),
        "stop": _("Stopped. Nobody else gets this letter."),
        "deletion": _("The draft is deleted."),
    }
    return said[step]
