"""What speakers do when something else happens."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core import freshness
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.plan.events import bookings
from kogge.plan.events.models import Event, Session

from . import queries
from .models import Absence, Availability, Slides, SpeakerProfile


def times_kept_in_step(*, event: Event, session: Session | None = None, **_facts: Any) -> None:
    """Refuse to place one session outside the times its people gave. Whole plans are checked by whoever makes them."""
    if session is None or session.starts_at is None or session.state == Session.State.CANCELLED:
        return
    for one, person, spans in queries.away(event, [session]):
        facts = {
            "name": person,
            "title": one.title_de,
            "spans": "; ".join(bookings.span_text(*span) for span in spans),
        }
        raise Refused(
            _("%(name)s can be there only %(spans)s, so “%(title)s” cannot be placed then.") % facts,
            field="starts_at",
        )


def person_erased(*, person: Person, **_facts: Any) -> None:
    """Nothing of it is needed without the person; files go too."""
    for slides in Slides.objects.filter(person=person):
        if slides.consented_at:
            freshness.advance()
        slides.delete()
        transaction.on_commit(partial(slides.file.storage.delete, str(slides.file.name)))
    for model in (SpeakerProfile, Availability, Absence):
        model.objects.filter(person=person).delete()
