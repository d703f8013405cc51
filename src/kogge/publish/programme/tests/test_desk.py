"""Staff see what will change for the public, and release it; nobody else does."""

import pytest
from django.test import Client

from kogge.network.accounts.models import Role, User
from kogge.network.accounts.tests.cast import member
from kogge.network.directory.models import Place
from kogge.plan.events.actions import move_place, set_state
from kogge.plan.events.models import Event, Session
from kogge.publish.programme import actions
from kogge.publish.programme.models import PublicEvent, PublicSession, Release

from . import cast

pytestmark = pytest.mark.django_db
PAGES = ("preview", "release", "releases", "withdrawal")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def emil() -> Client:
    """Edits for the harbour."""
    return signed_in(member("Emil", Role.EDITOR, "harbour"))


def test_only_the_organisers_editors_release() -> None:
    cast.fair()
    visitor, frida = Client(), signed_in(member("Frida", Role.EDITOR, "meadow"))
    dora, olga = (
        signed_in(member("Dora", Role.DOOR, "harbour")),
        signed_in(member("Olga", Role.OFFICE, "office")),
    )
    for page in PAGES:
        path = f"/desk/events/fair/{page}/"
        assert visitor.get(path).status_code == 302
        assert frida.get(path).status_code == 404
        assert olga.get(path).status_code == 200
    assert [dora.get(f"/desk/events/fair/{page}/").status_code for page in PAGES] == [200, 403, 403, 403]
    for stranger in (visitor, frida, dora):
        stranger.post("/desk/events/fair/release/")
    assert not Release.objects.exists()


def test_an_invited_co_organiser_may_not_release_before_it_accepts() -> None:
    event = cast.fair()
    meadow = cast.harbour().__class__.objects.create(slug="meadow", name="Meadow", kind="company")
    row = event.organizer_rows.create(organization=meadow, role="co")
    frida = signed_in(member("Frida", Role.EDITOR, "meadow"))
    assert frida.get("/desk/events/fair/release/").status_code == 404
    row.accepted_at = "2024-01-01T00:00Z"
    row.save()
    assert frida.get("/desk/events/fair/release/").status_code == 200


def test_the_page_tells_before_and_after_then_releases(emil: Client) -> None:
    event = cast.fair()
    session = cast.talk(event, "talk")
    page = emil.get("/en/desk/events/fair/release/").content.decode()
    assert "The public sees nothing of this event yet." in page
    assert "2 changes." in page
    answer = emil.post("/en/desk/events/fair/release/", {"note": "Erste Fassung"})
    assert answer.status_code == 302
    assert Release.objects.get().note == "Erste Fassung"
    assert Release.objects.get().released_by == str(User.objects.get().pk)
    Session.objects.filter(pk=session.pk).update(title_de="Neuer Titel")
    page = emil.get("/en/desk/events/fair/release/").content.decode()
    assert "<del>Talk</del>" in page
    assert "<ins>Neuer Titel</ins>" in page
    assert PublicSession.objects.get().title_de == "Talk"


def test_what_changes_is_told_in_words_and_once(emil: Client) -> None:
    """A move shows the two places and no inner value; a state is called what pages call it."""
    event = cast.fair()
    actions.release(event, by="test")
    there = Place.objects.create(slug="mill", name="Old Mill", kind="venue")
    move_place(event, by="test", place=there)
    page = emil.get("/en/desk/events/fair/release/").content.decode()
    assert "<ins>Old Mill</ins>" in page
    assert page.count("<tr>") == 2
    set_state(Event.objects.get(), by="test", state="cancelled", reason="Storm")
    page = emil.get("/en/desk/events/fair/release/").content.decode()
    assert "<del>Published</del></td><td><ins>Cancelled\nStorm</ins>" in page


def test_changed_choices_are_told_by_their_names(emil: Client) -> None:
    event = cast.fair(language="de", cost="free", network_role="organiser")
    actions.release(event, by="test")
    Event.objects.update(
        language="de,en", cost="paid", network_role="partner", mode="hybrid", access_features=["step_free"]
    )
    page = emil.get("/en/desk/events/fair/release/").content.decode()
    for told in ("German and English", "With a fee", "The network is a partner", "On site and online"):
        assert f"<ins>{told}</ins>" in page
    assert "<ins>Step-free access</ins>" in page


def test_one_click_releases_one_session(emil: Client) -> None:
    event = cast.fair()
    for slug in ("one", "two"):
        cast.talk(event, slug)
    answer = emil.post("/en/desk/events/fair/sessions/one/release/", follow=True)
    assert "The event is not public yet." in answer.content.decode()
    actions.release(event, by="test")
    Session.objects.update(title_de="Neu")
    assert emil.get("/desk/events/fair/sessions/one/release/").status_code == 405
    emil.post("/desk/events/fair/sessions/one/release/")
    assert set(PublicSession.objects.values_list("slug", "title_de")) == {("one", "Neu"), ("two", "Two")}


def test_the_preview_is_the_page_as_it_will_be(emil: Client) -> None:
    event = cast.fair(summary_de="Noch ein Entwurf")
    cast.talk(event, "talk", title_de="Erster Vortrag")
    page = emil.get("/en/desk/events/fair/preview/").content.decode()
    assert "Noch ein Entwurf" in page
    assert "Erster Vortrag" in page
    assert "This is a preview." in page
    assert '<a href="/en/desk/events/fair/">Back to the event</a>' in page
    assert Event.objects.get().state == "planned"
    assert Client().get("/events/fair/").status_code == 404


def test_a_refusal_stands_on_the_page_and_nothing_is_released(emil: Client) -> None:
    event = cast.fair()
    Event.objects.update(title_de=" ")
    answer = emil.post("/en/desk/events/fair/release/", {"note": "Meine Notiz"})
    assert answer.status_code == 200
    assert "The event needs a title before it can be released." in answer.content.decode()
    assert "Meine Notiz" in answer.content.decode()
    assert not Release.objects.filter(event=event).exists()


def test_withdrawing_needs_a_reason(emil: Client) -> None:
    event = cast.fair()
    actions.release(event, by="test")
    answer = emil.post("/en/desk/events/fair/withdrawal/", {"reason": "  "})
    assert "Please say in a few words why the event is withdrawn." in answer.content.decode()
    assert PublicEvent.objects.exists()
    emil.post("/en/desk/events/fair/withdrawal/", {"reason": "Doppelt eingetragen"})
    assert not PublicEvent.objects.exists()
    assert "Doppelt eingetragen" in emil.get("/en/desk/events/fair/releases/").content.decode()
