"""A speaker's own pages. No account, no cookie; opening a page changes nothing (mail scanners open links first)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory import actions as directory
from kogge.network.directory import nouns
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event, Session

from .. import actions, link, queries, uploads
from ..forms import AvailabilityForm, CannotComeForm, ProfileForm, SlidesForm
from ..models import Absence, Availability, Slides, SpeakerProfile

View = Callable[..., HttpResponse]


def speaker_page(view: View) -> View:
    """Open the profile behind the secret, or say why not; kept nowhere, indexed nowhere, told to nobody."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, secret: str, **rest: Any) -> HttpResponse:
        try:
            profile = link.open_profile(secret)
        except Refused as refusal:
            response: HttpResponse = page(
                request, "speakers/unknown_page.html", {"sentence": str(refusal)}, status=404
            )
        else:
            response = view(request, profile, **rest)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened


@speaker_page
def mine(request: HttpRequest, profile: SpeakerProfile) -> HttpResponse:
    """All sessions, what is still missing, and where to say it."""
    sessions = list(queries.sessions_of(profile.person))
    slots: dict[int, dict[str, Any]] = {}
    announce("speaker page asked", person=profile.person, slots=slots)
    slides = {one.session_id: one for one in Slides.objects.filter(person=profile.person)}
    absences = {one.session_id: one for one in Absence.objects.filter(person=profile.person)}
    times = {one.event_id for one in Availability.objects.filter(person=profile.person)}
    events: dict[int, dict[str, Any]] = {}
    for one in sessions:
        row = events.setdefault(one.event_id, {"event": one.event, "sessions": [], "says_times": one.event_id in times,
                                               "is_over": _is_over(one.event)})  # fmt: skip
        row["sessions"].append({"session": one, "slot": slots.get(one.pk), "slides": slides.get(one.pk),
                                "absence": absences.get(one.pk)})  # fmt: skip
    context = {"profile": profile, "secret": link.secret_of(profile), "done": _done(request),
               "coming": [row for row in events.values() if not row["is_over"]],
               "past": [row for row in events.values() if row["is_over"]]}  # fmt: skip
    return page(request, "speakers/mine_page.html", context)


@speaker_page
def profile(request: HttpRequest, profile: SpeakerProfile) -> HttpResponse:
    """Name, texts, photo, consent and needs."""
    form = ProfileForm(profile, *_posted(request))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_profile(
                profile, values=form.values, photo=data["photo"] and request.FILES["photo"],
                remove_photo=bool(data.get("remove_photo")), consents=data["consents"],
            )  # fmt: skip
            return _back(profile, "saved")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _form(request, profile, "speakers/profile_page.html", form)


@speaker_page
def times(request: HttpRequest, profile: SpeakerProfile, event: str) -> HttpResponse:
    """When somebody can be at an event."""
    found = _event(profile, event)
    spans = queries.availability(found).get(profile.person_id, [])
    form = AvailabilityForm(found, spans, *_posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.set_availability(profile, found, form.spans)
            return _back(profile, "times")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _form(request, profile, "speakers/times_page.html", form, event=found)


@speaker_page
def slides(request: HttpRequest, profile: SpeakerProfile, session: int) -> HttpResponse:
    """Give slides, take them back, or fetch one's own."""
    found = queries.sessions_of(profile.person).filter(pk=session).first()
    if found is None:
        raise Http404
    kept = Slides.objects.filter(session=found, person=profile.person).first()
    if request.method != "POST" and "file" in request.GET and kept:
        return uploads.answer(kept)
    if request.method == "POST" and "remove" in request.POST:
        actions.take_slides_back(profile, found)
        return _back(profile, "removed")
    form = SlidesForm(kept, *_posted(request))
    if form.is_bound and form.is_valid():
        try:
            file = form.cleaned_data["file"] and request.FILES["file"]
            actions.give_slides(profile, found, file, consents=form.cleaned_data["consents"])
            return _back(profile, "slides")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _form(request, profile, "speakers/slides_page.html", form, session=found, kept=kept)


@speaker_page
def cannot_come(request: HttpRequest, profile: SpeakerProfile, event: str) -> HttpResponse:
    """Say so: a page that explains, then a button."""
    found = _event(profile, event)
    mine = queries.sessions_of(profile.person).filter(event=found, state=Session.State.PLANNED)
    coming = [one for one in mine if one.ends_at is None or one.ends_at > timezone.now()]
    form = CannotComeForm(coming, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            say_so(profile.person, form, by="speaker")
            return _back(profile, "absent")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _form(request, profile, "speakers/cannot_come_page.html", form, event=found, coming=coming)


@transaction.atomic
def say_so(person: Person, form: CannotComeForm, *, by: Any, instead: Person | None = None) -> list[Absence]:
    """Carry out what the form says. Whom a speaker names gets a record of their own: nothing of it is public."""
    data = form.cleaned_data
    if instead is None and data["replacement"]:
        values = {"name": data["replacement"], "email": data["email"]}
        made = directory.create(nouns.PERSON, by=by, values=values)
        instead = made if isinstance(made, Person) else None
    session = {name: data[name] for name in ("title_de", "title_en", "abstract_de") if data.get(name)}
    absences = actions.cannot_come(
        person, data["sessions"], by=by, reason=data["reason"], replacement=instead, values=session
    )
    if instead and (data["email"] or instead.email):
        actions.invite(instead, email=data["email"], by=by, event=absences[0].session.event)
    return absences


def _posted(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _event(profile: SpeakerProfile, slug: str) -> Event:
    rows = queries.sessions_of(profile.person).filter(event__slug=slug)
    one = rows.first()
    if one is None:
        raise Http404
    return one.event


def _is_over(event: Event) -> bool:
    last = event.ends_on or event.starts_on
    return last is not None and last < timezone.localdate()


def _back(profile: SpeakerProfile, done: str) -> HttpResponse:
    address = redirect("speakers:mine", secret=link.secret_of(profile))
    address["Location"] += f"?done={done}"
    return address


def _form(
    request: HttpRequest, profile: SpeakerProfile, template: str, form: Any, **more: Any
) -> HttpResponse:
    context = {"profile": profile, "secret": link.secret_of(profile), "form": form, **more}
    return page(request, template, context, status=422 if form.errors else 200)


def _done(request: HttpRequest) -> str:
    said = {
        "saved": _("Saved. It stands everywhere now."),
        "times": _("Saved. Your times are taken into account."),
        "slides": _("Saved. Thank you for your slides."),
        "removed": _("Your slides were removed."),
        "absent": _("Noted. Everybody concerned is told now."),
    }
    return said.get(request.GET.get("done", ""), "")
