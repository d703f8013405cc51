"""One registration: what is known, what was sent, what can be done; and entering somebody by hand."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.take_part.admissions.scope import Desk, desk_page, shown
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Question, Registration, State
from kogge.take_part.reseating import modes

from .. import answers, queries
from ..deeds import DEEDS, SAID
from ..forms.entry import AnswersEdit, EntryForm
from ..wording import VERBS


@desk_page()
def show(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Everything about one party, with its buttons."""
    found = _found(desk, reference)
    if request.method == "POST":
        deed = request.POST.get("do", "")
        if deed in DEEDS:
            DEEDS[deed](found, request.POST, desk.user)
            messages.success(request, SAID.get(deed, _("Saved.")))
        return redirect(request.path)
    return shown(request, desk, "list", "guests/registration_page", _facts(desk, found))


@desk_page()
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Enter somebody, for example on the telephone."""
    form = EntryForm(desk.terms, request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            made = registration.enter(desk.terms, form.application(), by=desk.user)
            reason = form.cleaned_data["overbook_reason"]
            if reason and made.state == State.WAITING:
                made = registration.seat_anyway(made, by=desk.user, reason=reason)
            said = {"name": made.name, "state": made.get_state_display()}
            messages.success(request, _("%(name)s is entered: %(state)s.") % said)
            return redirect(desk.address("registration", made.reference))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return shown(request, desk, "list", "guests/entry_page", {"form": form})


@desk_page()
def change_answers(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Answers corrected by staff; food and access needs by the host alone."""
    found = _found(desk, reference)
    form = AnswersEdit(found, request.POST or None, request.FILES or None, sees_access=desk.is_host)
    if form.is_bound and form.is_valid():
        kept = {} if desk.is_host else _access_answers(desk, found)
        registration.change_answers(
            found, answers={**kept, **form.answers}, files=form.file_answers, by=desk.user
        )
        return redirect(desk.address("registration", reference))
    return shown(request, desk, "list", "guests/answers_page", {"form": form, "registration": found})


@desk_page("registration.see")
def file(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponseBase:
    """A file somebody gave as an answer: as an attachment that no browser runs."""
    found = get_object_or_404(_found(desk, reference).files.select_related("question"), pk=pk)
    if found.question.group == Question.Group.ACCESS and not desk.is_host:
        return redirect(desk.address("registration", reference))
    response = FileResponse(found.file.open(), as_attachment=True, filename=found.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _found(desk: Desk, reference: str) -> Registration:
    rows = desk.terms.registrations.filter(main=None).select_related("capacity", "admission", "invitation")
    return get_object_or_404(rows, reference=reference.upper())


def _access_answers(desk: Desk, found: Registration) -> dict[str, Any]:
    """What staff of others than the host neither see nor lose."""
    hidden = desk.terms.questions.filter(group=Question.Group.ACCESS).values_list("pk", flat=True)
    return {str(pk): found.answers[str(pk)] for pk in hidden if str(pk) in found.answers}


def _facts(desk: Desk, found: Registration) -> dict[str, Any]:
    asked = [one for one in desk.terms.questions.all() if desk.is_host or one.group != Question.Group.ACCESS]
    parts = list(found.parts.select_related("capacity__session", "capacity__admission"))
    booked = {part.capacity_id for part in parts if part.is_live}
    sessions = desk.terms.capacities.filter(session__isnull=False).select_related("session")
    hidden = {one.pk for one in desk.terms.questions.all()} - {one.pk for one in asked}
    return {
        "registration": found, "parts": parts, "modes": modes.others(found), "seats": list(found.seats.all()),
        "answers": answers.rows(asked, found.answers),
        "files": [one for one in found.files.select_related("question") if one.question_id not in hidden],
        "consents": list(found.consents.select_related("text")),
        "bookable": [one for one in sessions if one.pk not in booked] if found.is_live else [],
        "mails": _mails(found), "entries": _history(found, parts), "same": queries.may_be_the_same(found),
        "over": found.capacity.overbooked, "can_change_answers": found.is_live and bool(asked),
    }  # fmt: skip


def _mails(found: Registration) -> list[dict[str, Any]]:
    """What was written, and what became of each letter."""
    rows = OutboxMessage.objects.filter(about=f"registration:{found.pk}").order_by("-pk")
    return [
        {
            "subject": row.subject,
            "to": row.to,
            "sent": row.sent_at,
            "failed": row.failed_at,
            "error": row.error,
        }
        for row in rows
    ]


def _history(found: Registration, parts: list[Registration]) -> list[dict[str, str]]:
    keys = [str(found.pk), *(str(part.pk) for part in parts)]
    label = found._meta.label_lower
    entries = list(history.HistoryEntry.objects.filter(kind=label, object_id__in=keys).order_by("-pk")[:60])
    staff = [int(entry.actor) for entry in entries if entry.actor.isdigit()]
    names = {str(one.pk): str(one) for one in User.objects.filter(pk__in=staff)}
    places = {str(part.pk): str(part.capacity) for part in parts}
    return [
        {
            "when": date_format(timezone.localtime(entry.at), "SHORT_DATETIME_FORMAT"),
            "title": str(VERBS.get(entry.verb, entry.verb)),
            "text": " · ".join(
                text for text in (places.get(entry.object_id, ""), _who(entry.actor, names), entry.reason) if text
            ),
        }
        for entry in entries
    ]  # fmt: skip


def _who(actor: str, names: dict[str, str]) -> str:
    """Staff by name; the person, or the platform by itself."""
    return names.get(actor, "") if actor.isdigit() else _("by itself") if actor else _("the person")
