"""The audience votes once for each ticket, and gets there from its own page. C10."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Call, Submission
from kogge.plan.events.models import Event
from kogge.plan.juries.comparing import actions, standing
from kogge.plan.juries.models import Audience
from kogge.take_part.registration.tickets import tickets_of
from kogge.take_part.self_service import voting

from . import cast

pytestmark = pytest.mark.django_db


def opened(event: Event) -> tuple[Audience, list[Submission]]:
    """A vote on three files, now, at an event of today."""
    now = timezone.now()
    today = timezone.localdate()
    Event.objects.filter(pk=event.pk).update(starts_on=today, sort_on=today)
    event.refresh_from_db()
    call = Call.objects.create(
        slug="pitch", kind="startups", event=event, title_de="Pitch", state="published",
        organization=Organization.objects.create(slug="jury-house", name="Jury House", kind="centre"),
    )  # fmt: skip
    files = [
        Submission.objects.create(call=call, title=f"Idea {number}", state="submitted", submitted_at=now)
        for number in range(3)
    ]
    times = {"opens_at": now - timedelta(minutes=1), "closes_at": now + timedelta(hours=1)}
    return actions.open_audience(call, way="tickets", candidates=files, by="test", **times), files


def test_each_head_votes_once_and_a_forged_ticket_never() -> None:
    """A group's heads have a vote each, the ticket of all of them together has none; the page leads there."""
    carl: Any = cast.carl()
    audience, files = opened(carl.admission.event)
    carl.refresh_from_db()
    *heads, together = tickets_of(carl)
    client = Client()
    for line in (heads[0], heads[1], heads[0]):
        assert client.post("/vote/pitch/", {"candidate": files[0].code, "given": line.text}).context["said"]
    assert standing.audience(audience.call) == {files[0].pk: 2}
    for wrong in (together.text, heads[2].text[:-4] + "AAAA", "x"):
        answer = client.post("/vote/pitch/", {"candidate": files[1].code, "given": wrong})
        assert answer.status_code == 422 and "given" in answer.context["form"].errors
    notes: list[dict[str, str]] = []
    voting.personal_page_asked(registration=carl, seat=None, notes=notes)
    assert notes == []
    voting.personal_page_asked(registration=carl, seat=carl.seats.get(position=3), notes=notes)
    page = client.get(notes[0]["address"])
    assert page.status_code == 200 and heads[2].text[:20] in page.content.decode().replace("&amp;", "&")
