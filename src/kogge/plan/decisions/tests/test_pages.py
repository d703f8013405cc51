"""The desk's pages of a decision: empty, open, frozen, reopened; forbidden to others; few questions to the database."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kogge.network.accounts.tests import cast

from .. import actions
from ..models import Decision
from .scene import Contest, titles

BASE = "/desk/calls/contest/decision/"


@pytest.fixture
def client(scene: Contest) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(scene.emil)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_whole_way_from_the_form_to_the_minutes(scene: Contest, client: Client) -> None:
    """Set up, choose by buttons, write a reason, vote, freeze, minutes, reopen by two."""
    assert "Nothing is decided yet" in text(client.get(f"/en{BASE}"))
    typed = {
        "title_de": "Preis",
        "title_en": "Prize",
        "winners": "2",
        "reserves": "1",
        "phase": scene.phase.pk,
    }
    assert client.post(f"{BASE}new/", typed).status_code == 302
    decision = Decision.objects.get()
    one = f"{BASE}{decision.pk}/"
    boje, flut = scene.answers[1].pk, scene.answers[4].pk
    client.post(f"{one}choosing/", {"move": f"none:{boje}"})
    answer = client.post(f"{one}choosing/", {"move": f"winner:{flut}", f"reason-{flut}": "Prototype"})
    assert answer["Location"].endswith(f"#row-{flut}")
    assert titles(decision)["winner"] == ["Anker", "Flut"]
    client.post(f"{one}choosing/", {"move": f"up:{flut}"})
    assert titles(decision)["winner"] == ["Flut", "Anker"]
    client.post(f"{one}freezing/")
    decision.refresh_from_db()
    assert not decision.is_frozen
    client.post(f"{one}votes/", {f"juror-{juror.pk}": "yes" for juror in scene.jurors})
    client.post(f"{one}freezing/")
    decision.refresh_from_db()
    assert decision.is_frozen
    assert "Prototype" in text(client.get(f"/en{one}minutes/"))
    file = client.get(f"{one}minutes.pdf?version=1")
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    client.post(f"{one}reopening/", {"reason": "Typed wrongly"})
    client.post(f"{one}reopening/", {"agree": "1"})
    decision.refresh_from_db()
    assert decision.is_frozen
    client.force_login(scene.olga)
    client.post(f"{one}reopening/", {"agree": "1"})
    decision.refresh_from_db()
    assert (decision.state, decision.version) == ("open", 2)
    assert client.get(one).status_code == 200


def test_every_page_opens_in_every_state_and_only_to_its_own_centre(scene: Contest, client: Client) -> None:
    other = Client()
    other.force_login(cast.other_editor())
    visitor = Client()
    decision = actions.create(
        scene.call, by=scene.emil, values={"title_de": "Leer", "winners": 1, "reserves": 0}
    )
    one = f"{BASE}{decision.pk}/"
    pages = [
        BASE,
        f"{BASE}new/",
        one,
        f"{one}settings/",
        f"{one}votes/",
        f"{one}minutes/",
        f"{one}minutes.pdf",
    ]

    def look() -> None:
        for page in pages:
            assert client.get(page).status_code == 200, page

    look()
    actions.change(decision, by=scene.emil, values={"phase": scene.phase})
    actions.fill(decision, by=scene.emil)
    look()
    actions.freeze(scene.voted(decision), by=scene.emil)
    look()
    for page in pages:
        assert other.get(page).status_code == 404
        assert visitor.get(page).status_code == 302
    for action in ("filling", "choosing", "freezing", "reopening"):
        assert other.post(f"{one}{action}/").status_code == 404
        assert client.get(f"{one}{action}/").status_code == 405
    assert client.get(f"{one}minutes/?version=9").status_code == 404
    assert client.get(f"{one}minutes/?version=x").status_code == 404


def test_wrong_numbers_are_refused_beside_their_field_with_what_was_typed(
    scene: Contest, client: Client
) -> None:
    typed = {"title_de": "Preis für alles", "winners": "0", "reserves": "1", "phase": scene.phase.pk}
    answer = client.post(f"{BASE}new/", typed)
    assert answer.status_code == 422
    assert "Preis für alles" in text(answer)
    assert not Decision.objects.exists()
    decision = scene.decision()
    answer = client.post(f"{BASE}{decision.pk}/settings/", {**typed, "winners": "1", "reserves": "2"})
    assert answer.status_code == 422


def test_nonsense_in_the_buttons_changes_nothing(scene: Contest, client: Client) -> None:
    decision = scene.decision()
    before = titles(decision)
    for move in ("winner:999999", "winner:x", "fly:1", "winner:", ":"):
        assert (
            client.post(f"{BASE}{decision.pk}/choosing/", {"move": move, "reason-x": "y"}).status_code == 302
        )
    assert titles(decision) == before


def test_the_list_asks_the_database_as_often_for_many_as_for_few(scene: Contest, client: Client) -> None:
    decision = scene.decision()
    _statements(client, decision)
    few = _statements(client, decision)
    for number in range(20):
        scene.answer(f"More {number}")
    actions.fill(decision, by=scene.emil)
    assert _statements(client, decision) == few


def _statements(client: Client, decision: Decision) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(f"{BASE}{decision.pk}/")
    return len(caught)
