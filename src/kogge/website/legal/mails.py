"""Letters about feedback."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kogge.core import outbox, region

from . import texts
from .models import Feedback


def tell_office(feedback: Feedback) -> None:
    """The office learns of the message and when it must answer."""
    barrier = feedback.kind == Feedback.Kind.BARRIER
    legal = texts.current()
    to = legal.accessibility["contact"] if barrier else legal.operator["email"]
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("website:feedback_answer", args=[feedback.reference])
        _send(feedback, "to_office", to, _("Feedback %(reference)s"), address=settings.SITE_URL + path)


def confirm(feedback: Feedback) -> None:
    """The sender learns ticket number and deadline. Their own words are not repeated."""
    _send(feedback, "received", feedback.email, _("Your message %(reference)s"))


def send_answer(feedback: Feedback) -> None:
    with translation.override(feedback.language):
        _send(feedback, "answer", feedback.email, _("Answer to your message %(reference)s"))


def _send(feedback: Feedback, letter: str, to: str, subject: str, **facts: str) -> None:
    shown = {"feedback": feedback, "network": region.current().network, **facts}
    outbox.post(
        cause=f"feedback:{letter}:{feedback.pk}",
        to=to,
        subject=subject % {"reference": feedback.reference},
        text=render_to_string(f"website/legal/mails/{letter}.txt", shown),
    )
