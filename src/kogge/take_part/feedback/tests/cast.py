"""A fair that has begun, with a talk by Ada; people with tickets say what they think, nobody knows who."""

import itertools
import time
from datetime import timedelta
from typing import Any

import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from kogge.core.form_key import new_key
from kogge.plan.events.models import Event, Session
from kogge.publish.programme.actions import release
from kogge.publish.programme.tests import cast as programme
from kogge.take_part.feedback import actions, subjects
from kogge.take_part.feedback.models import Box
from kogge.take_part.registration import blind_token
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.tests import people

_numbers = itertools.count(1)


def fair(**values: Any) -> Event:
    """Released, and it began yesterday."""
    starts = timezone.now() - timedelta(days=1)
    when = {
        "starts_on": timezone.localdate(starts), "ends_on": None, "starts_at": starts,
        "ends_at": starts + timedelta(hours=6), "state": "published",
    }  # fmt: skip
    return programme.fair(**{**when, **values})


def talk(event: Event, **values: Any) -> Session:
    """A talk by Ada, within the fair."""
    ada = programme.person("ada")
    session = programme.talk(event, "talk", 9, ada, **values)
    session.starts_at, session.ends_at = event.starts_at, event.starts_at + timedelta(hours=1)
    session.save()
    return session


def released(event: Event) -> Event:
    release(event, by="test")
    return event


def ticket(event: Event, name: str = "Ada Abel") -> Registration:
    """Somebody who registered before."""
    admission = getattr(event, "admission", None) or people.an_admission(None, event=event)
    return people.registered(admission, name)


def secret(registration: Registration) -> str:
    return blind_token.secret_of(registration, registration.admission.event_id)


def key() -> str:
    with time_machine.travel(time.time() - 10):
        return new_key()


def give(secret: str, session: str = "", **values: Any) -> HttpResponse:
    """The form as a person sends it, as a stranger without cookie."""
    path = f"/en/f/{secret}/" + (f"{session}/" if session else "")
    return Client(enforce_csrf_checks=True).post(path, {"key": key(), **values}, follow=True)


def filled(box: Box, *scores: int, good: str = "Good {}", change: str = "") -> None:
    """Answers from the room."""
    for score in scores:
        number = next(_numbers)
        subject = subjects.of(box.code)
        texts = {"good": good.format(number), "change": change.format(number)}
        actions.answer(subject, key=f"room {number}", score=score, **texts)


def words(answer: HttpResponse) -> str:
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(strip_tags(main.replace("<", " <")).split())
