"""What somebody said in a proposal begins their profile as a speaker once it is accepted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kogge.network.directory.models import Person, Profile
from kogge.plan.call_desk import sessions
from kogge.plan.calls import actions, questions, redaction
from kogge.plan.calls.tests import scene
from kogge.plan.events.models import Event
from kogge.plan.speakers import queries
from kogge.plan.speakers.models import Availability, SpeakerProfile

pytestmark = pytest.mark.django_db
WORDS = {
    "biography": "Lötet seit 1990.", "needs": "Beamer", "availability": ["2027-05-03-morning", "2027-05-03-afternoon"],
}  # fmt: skip


@pytest.fixture
def call():
    event = Event.objects.create(
        slug="fair",
        title_de="Messe",
        format_key="convention",
        starts_on=date(2027, 5, 3),
        ends_on=date(2027, 5, 4),
    )
    return scene.call("talks", event=event)


def accepted(call, **values):
    one = scene.handed_in(call, {**scene.TALK, **WORDS, **values})
    actions.set_outcome(one, "accepted", by="office")
    sessions.make_session(one, by="office")
    return Person.objects.get(email="sofia@deichlicht.example")


def test_a_form_offers_the_days_of_its_event(call):
    """PL-05, PL-06: availability is stated with the proposal."""
    asked = {one.key: one for one in questions.of(call)}
    assert [key for key, _label in asked["availability"].options][:3] == [
        "2027-05-03-morning", "2027-05-03-afternoon", "2027-05-03-evening",
    ]  # fmt: skip
    assert len(asked["availability"].options) == 6
    call.event = None
    assert "availability" not in {one.key for one in questions.of(call)}


def test_biography_needs_and_times_are_known_once_the_proposal_is_accepted(call):
    """PL-06: accepted proposals cannot be scheduled outside their stated availability; TP-10: nobody asks twice."""
    person = accepted(call)
    assert (person.profile.biography_de, person.profile.released_at) == ("Lötet seit 1990.", None)
    assert person.speaker_profile.needs_technical == "Beamer"
    ((begins, ends),) = queries.availability(call.event)[person.pk]
    assert f"{timezone.localtime(begins):%d %H:%M}–{timezone.localtime(ends):%d %H:%M}" == "03 00:00–03 18:00"


def test_own_words_of_a_speaker_stay_and_nothing_is_published(call):
    person = Person.objects.create(slug="sofia", name="Sofia Beispiel", email="sofia@deichlicht.example")
    Profile.objects.create(person=person, released_at=timezone.now())
    SpeakerProfile.objects.create(person=person, needs_technical="Eigenes Mikrofon")
    now = timezone.now()
    Availability.objects.create(
        person=person, event=call.event, starts_at=now, ends_at=now + timedelta(hours=1)
    )
    accepted(call)
    person = Person.objects.get(pk=person.pk)
    assert person.profile.biography_de == ""
    assert person.speaker_profile.needs_technical == "Eigenes Mikrofon"
    assert person.availabilities.count() == 1


def test_a_biography_is_hidden_where_names_are(call):
    one = scene.handed_in(call, {**scene.TALK, **WORDS})
    shown = redaction.redacted(one, {redaction.NAMES})
    assert "Lötet seit 1990." not in [words for _label, words in shown.rows]
