"""Accepted talks become sessions with their people: in as many statements for sixty as for two."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.core import history
from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.plan.call_desk import sessions
from kogge.plan.calls.models import Applicant
from kogge.plan.decisions import actions as deciding
from kogge.plan.decisions.tests.scene import Contest
from kogge.plan.events.models import Contribution, Session
from kogge.plan.speakers.models import SpeakerProfile

from .. import actions
from ..models import Run


@pytest.fixture
def talks(congress: Contest) -> Contest:
    """The six answers are talks of a congress."""
    congress.call.submissions.update(format="talk", minutes=30, outcome="accepted")
    return congress


def made(scene: Contest, *keys: int) -> dict[str, str]:
    return sessions.make_sessions(scene.call, keys, by=scene.emil)


def test_sixty_talks_take_as_many_statements_as_two(talks: Contest) -> None:
    """PL-06: what costs 63 statements for each talk keeps a whole convention waiting."""
    first, second = talks.answers[:2]
    with CaptureQueriesContext(connection) as few:
        assert made(talks, first.pk, second.pk) == {}
    more = [talks.answer(f"Vortrag {n}", format="talk", minutes=30, outcome="accepted") for n in range(60)]
    with CaptureQueriesContext(connection) as many:
        assert made(talks, *(one.pk for one in more)) == {}
    assert len(many) <= len(few) <= 40
    assert Session.objects.count() == Contribution.objects.count() == SpeakerProfile.objects.count() == 62
    assert OutboxMessage.objects.filter(cause__startswith="speaker invited").count() == 62
    assert made(talks, *(one.pk for one in more)) == {}
    assert Session.objects.count() == 62


def test_a_session_says_what_the_answer_said_and_the_history_names_it(talks: Contest) -> None:
    one = talks.answers[0]
    talks.call.submissions.filter(pk=one.pk).update(abstract="Was Anker halten.", language="de")
    session = sessions.make_session(one, by=talks.emil)
    assert (session.title_de, session.abstract_de, session.kind) == ("Anker", "Was Anker halten.", "talk")
    assert session.facts == {"minutes": 30, "proposal": one.code}
    assert sessions.make_session(one, by=talks.emil) == session
    assert history.of(one).first().verb == "became a session"  # type: ignore[union-attr]
    entry = history.of(talks.call).first()
    assert entry is not None
    assert entry.after["sessions"] == {one.code: session.pk}
    added = history.of(session.event).get(verb="people added")
    assert added.after == {"people": [Person.objects.get().pk]}


def test_people_are_found_again_and_made_once(talks: Contest) -> None:
    """By their link, their address, their name where nobody else has it; the same new person twice is one person."""
    anker, boje, deck, ebbe = talks.answers[:4]
    known = Person.objects.create(slug="wer", name="Wer", email="ANKER@startups.example")
    lonely = Person.objects.create(slug="grunderin-boje", name="Gründerin Boje")
    Applicant.objects.filter(submission=ebbe).update(email="deck@startups.example")
    Applicant.objects.create(submission=deck, role="co", name="Ja", confirmed_at=timezone.now(), position=1)
    Applicant.objects.create(submission=deck, role="co", name="Nein", position=2)
    assert made(talks, anker.pk, boje.pk, deck.pk, ebbe.pk) == {}
    people = {
        one.title_de: [row.person.name for row in one.contributions.order_by("position")]
        for one in Session.objects.prefetch_related("contributions__person")
    }
    assert people == {
        "Anker": ["Wer"],
        "Boje": ["Gründerin Boje"],
        "Deck": ["Gründerin Deck", "Ja"],
        "Ebbe": ["Gründerin Deck"],
    }
    lonely.refresh_from_db()
    assert lonely.email == "boje@startups.example"
    assert Applicant.objects.get(submission=anker).person == known
    invited = OutboxMessage.objects.filter(cause__startswith="speaker invited").values_list("to", flat=True)
    assert sorted(invited) == ["anker@startups.example", "boje@startups.example", "deck@startups.example"]


def test_what_cannot_become_a_session_is_named_and_the_others_do(talks: Contest) -> None:
    anker, boje, deck = talks.answers[:3]
    type(boje).objects.filter(pk=boje.pk).update(outcome="waitlisted")
    type(deck).objects.filter(pk=deck.pk).update(title="")
    problems = made(talks, anker.pk, boje.pk, deck.pk)
    assert sorted(problems) == sorted([boje.code, deck.code])
    assert Session.objects.get().title_de == "Anker"


def test_equal_titles_get_addresses_of_their_own(talks: Contest) -> None:
    talks.call.submissions.update(title="Neu")
    assert made(talks, *(one.pk for one in talks.answers)) == {}
    assert sorted(Session.objects.values_list("slug", flat=True)) == [
        "neu",
        *(f"neu-{n}" for n in range(2, 7)),
    ]


def test_letters_need_not_wait_for_the_sessions_of_a_decision(talks: Contest) -> None:
    """PL-09: a decision on sixty talks starts a run for its sessions; its letters can go out at once all the same."""
    for n in range(54):
        talks.answer(f"Vortrag {n}", format="talk", minutes=30)
    decision = talks.decision(winners=60, reserves=0, phase=None)
    for one in talks.answers:
        deciding.step(decision, one.pk, "winner", by=talks.emil)
    deciding.freeze(decision, by=talks.emil)
    making = Run.objects.get()
    assert (making.what, making.state, making.total) == ("sessions", "running", 60)
    client = Client()
    client.force_login(talks.emil)
    shown = client.get("/en/desk/calls/contest/decision/letters/").content.decode()
    assert f"/runs/{making.pk}/" in shown
    assert (
        "Programme points"
        in client.get(f"/en/desk/calls/contest/decision/runs/{making.pk}/").content.decode()
    )
    assert actions.send_letters(talks.call, None, by=talks.emil).state == "running"
    with pytest.raises(Refused, match="running"):
        actions.send_letters(talks.call, None, by=talks.emil)
    assert actions.work_off() == 120
    assert talks.call.event.sessions.count() == 60
    assert OutboxMessage.objects.filter(cause__startswith="decided:").count() == 60
