"""What the views of this app share: finding an event, saying what was saved, and showing a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User

from ..models import Event, Session

ASKED_AS = {"starts_at": "starts_time", "ends_at": "ends_time", "operation": "funding", "people": "name"}


def editable(user: User, slug: str) -> Event:
    """The event, if the user may change it; otherwise there is no such page."""
    return get_object_or_404(Event.objects.editable_by(user), slug=slug)


def readable(user: User, slug: str) -> Event:
    """The event with its internals, if the user may read them."""
    return get_object_or_404(Event.objects.visible_to(user).with_organizers(), slug=slug)


def session_of(event: Event, slug: str) -> Session:
    """A session of the event."""
    found = event.sessions.select_related("event", "room").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def say_saved(request: HttpRequest, event: Event) -> None:
    """Tell that it is saved, and that the public sees nothing of it before a release."""
    if event.is_public_state:
        messages.success(request, _("Saved. The public sees the change once you release it."))
    else:
        messages.success(request, _("Saved."))


def show(refusal: Refused, form: forms.BaseForm) -> None:
    """Put the sentence beside the field it belongs to, or above the form."""
    field = ASKED_AS.get(refusal.field or "", refusal.field)
    if field not in form.fields and refusal.field in form.fields:
        field = refusal.field
    form.add_error(field if field in form.fields else None, str(refusal))


@contextmanager
def refusals_in(form: forms.BaseForm) -> Iterator[None]:
    """What is refused inside is said in the form; the page is then shown again."""
    try:
        yield
    except Refused as refusal:
        show(refusal, form)
