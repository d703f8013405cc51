"""Requests find their centre, become drafts or are declined; challenges get a page."""

import pytest

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Area, Organization, Place
from kogge.plan.calls import actions as calls
from kogge.plan.calls.tests import scene
from kogge.plan.event_requests import actions
from kogge.plan.event_requests.models import Challenge, EventRequest, Territory
from kogge.plan.events.models import Event

pytestmark = pytest.mark.django_db
WISH = {
    "organization_name": "Heimatverein Kieswerder", "title": "Smartphone-Abend", "abstract": "Für 20 Leute.",
    "postcode": "18055", "where": "Dorfhaus", "people": 20,
}  # fmt: skip
TASK = {"organization_name": "Stadt Kieswerder", "title": "Leere Läden", "abstract": "Viele.", "wanted": "Ideen.",
        "team_least": 5, "team_most": 3}  # fmt: skip


@pytest.fixture
def centres():
    area = Area.objects.create(slug="coast", name="Küste", kind="district")
    Place.objects.create(slug="village", name="Dorf", kind="village", area=area, postcode="17419")
    town = Place.objects.create(slug="town", name="Stadt", kind="town", area=area)
    kind = "digital_innovation_centre"
    harbour = Organization.objects.create(slug=cast.HARBOUR, name="Hafen", kind=kind)
    return harbour, Organization.objects.create(slug=cast.MEADOW, name="Wiese", kind=kind, place=town)


def wish(**values):
    return scene.handed_in(scene.call("event_requests", days=None), {**WISH, **values})


def test_a_request_goes_to_the_centre_of_its_postcode_and_what_matches_nobody_to_the_office(centres):
    """PL-16: request form → routed to the centre by postcode."""
    harbour, meadow = centres
    cast.editor()
    cast.office()
    actions.set_territories({harbour: ["18"], meadow: ["1805", "19"]}, by="office")
    assert actions.centre_of("18055") == meadow
    assert actions.centre_of("18 109") == harbour
    assert actions.centre_of("17419") == meadow
    assert actions.centre_of("20095") is None
    assert actions.centre_of("") is None
    request = EventRequest.objects.get(submission=wish(postcode="18109"))
    assert request.organization == harbour
    assert OutboxMessage.objects.filter(to="emil.editor@harbour-centre.example").count() == 1
    EventRequest.objects.get(submission=wish(postcode="20095", title="Anderswo"))
    assert OutboxMessage.objects.filter(to="olga.office@state-office.example").count() == 1


def test_a_postcode_belongs_to_one_centre_only(centres):
    harbour, meadow = centres
    actions.set_territories({harbour: ["18"]}, by="office")
    with pytest.raises(Refused):
        actions.set_territories({harbour: ["18"], meadow: ["18"]}, by="office")
    with pytest.raises(Refused):
        actions.set_territories({harbour: ["Dorf"]}, by="office")
    assert list(Territory.objects.values_list("prefix", flat=True)) == ["18"]


def test_a_request_that_is_taken_up_becomes_a_draft_and_is_answered_once(centres):
    """PL-16: accepted creates a draft."""
    harbour, _meadow = centres
    request = EventRequest.objects.get(submission=wish())
    event = actions.accept(request, by=cast.editor(), format_key="association-event", lead=harbour)
    request.refresh_from_db()
    assert (request.state, request.event, request.organization) == ("accepted", event, harbour)
    assert (event.title_de, event.state, event.lead) == ("Smartphone-Abend", Event.State.IDEA, harbour)
    assert "sofia@deichlicht.example" in event.internal_notes
    assert (
        OutboxMessage.objects.get(cause=f"event request:{request.pk}:accepted").to
        == "sofia@deichlicht.example"
    )
    with pytest.raises(Refused):
        actions.decline(request, reason="Doch nicht", by="office")


def test_declining_sends_the_reason(centres):
    """PL-16: declined sends a reason."""
    request = EventRequest.objects.get(submission=wish())
    with pytest.raises(Refused):
        actions.decline(request, reason="  ", by="office")
    actions.decline(request, reason="Im März ist niemand frei.", by="office")
    assert "Im März ist niemand frei." in OutboxMessage.objects.get(cause__endswith=":declined").text
    request.submission.refresh_from_db()
    assert request.submission.outcome == "rejected"


def test_a_withdrawn_request_cannot_be_taken_up(centres):
    one = wish()
    calls.withdraw(one)
    with pytest.raises(Refused):
        actions.accept(
            EventRequest.objects.get(), by="office", format_key="workshop", lead=scene.organization()
        )


def test_another_centre_sees_nothing_of_a_request(client, centres):
    harbour, _meadow = centres
    actions.set_territories({harbour: ["18"]}, by="office")
    code = wish().code
    client.force_login(cast.other_editor())
    assert client.get(f"/en/desk/requests/{code}/").status_code == 404
    assert b"Smartphone-Abend" not in client.get("/en/desk/requests/").content
    assert client.get("/en/desk/requests/postcodes/").status_code == 404
    client.force_login(cast.editor())
    assert b"Smartphone-Abend" in client.get("/en/desk/requests/").content
    page = client.post(
        f"/en/desk/requests/{code}/", {"do": "accept", "format_key": "workshop", "lead": harbour.pk}
    )
    assert page.status_code == 302
    assert Event.objects.get().format_key == "workshop"


def test_the_list_of_requests_asks_the_database_equally_often_for_many(
    client, centres, django_assert_max_num_queries
):
    client.force_login(cast.office())
    call = scene.call("event_requests", days=None)
    for number in range(6):
        scene.handed_in(call, WISH, email=f"v{number}@x.example")
    with django_assert_max_num_queries(15):
        assert client.get("/en/desk/requests/").status_code == 200


def test_a_challenge_is_edited_published_and_shows_its_results(client):
    """PL-13: submit a challenge; host edits and publishes; results are linked to the challenge."""
    scene.organization(cast.HARBOUR)
    call = scene.call("challenges", organization=scene.organization(cast.HARBOUR))
    one = scene.handed_in(call, TASK)
    client.force_login(cast.editor())
    made = client.post(f"/en/desk/calls/{call.slug}/answers/{one.code}/challenge/")
    challenge = Challenge.objects.get()
    assert made.url.endswith(f"/desk/challenges/{challenge.slug}/")
    assert (challenge.team_least, challenge.team_most) == (3, 5)
    assert client.get(f"/en/challenges/{challenge.slug}/").status_code == 404
    values = {"title_de": "Leere Läden füllen", "organization_name": "Stadt Kieswerder", "text_de": "Viele.",
              "team_least": 3, "team_most": 5, "results":
              "Börse | https://ergebnis.example/laden\nIdeenheft"}  # fmt: skip
    page = f"/en/desk/challenges/{challenge.slug}/"
    assert client.post(page, {**values, "results": "Böse | javascript:alert(1)"}).status_code == 200
    assert client.post(page, values).status_code == 302
    client.post(page, {"do": "publish"})
    shown = client.get(f"/en/challenges/{challenge.slug}/").content.decode()
    assert 'href="https://ergebnis.example/laden"' in shown
    assert "Ideenheft" in shown
    one.refresh_from_db()
    assert one.outcome == "accepted"
    assert b"Leere" in client.get("/en/challenges/").content
    client.post(page, {"do": "take_back"})
    assert client.get(f"/en/challenges/{challenge.slug}/").status_code == 404


def test_a_challenge_that_was_withdrawn_is_not_published(client):
    call = scene.call("challenges", organization=scene.organization(cast.HARBOUR))
    one = scene.handed_in(call, TASK)
    challenge = actions.make_challenge(one, by="office")
    calls.withdraw(one)
    client.force_login(cast.editor())
    page = client.post(f"/en/desk/challenges/{challenge.slug}/", {"do": "publish"}, follow=True)
    assert "was not handed in or was withdrawn" in page.content.decode()
    challenge.refresh_from_db()
    assert challenge.published_at is None


def test_the_lists_of_calls_lead_to_requests_and_challenges(client, centres):
    """The lists belong to an earlier stage, so this one adds its links when they are asked for."""
    public = client.get("/en/calls/").content.decode()
    assert 'href="/en/event-at-your-place/"' in public
    assert 'href="/en/challenges/"' in public
    client.force_login(cast.editor())
    desk = client.get("/en/desk/calls/").content.decode()
    assert 'href="/en/desk/requests/"' in desk
    assert 'href="/en/desk/challenges/"' in desk
