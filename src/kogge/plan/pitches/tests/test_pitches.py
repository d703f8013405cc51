"""The day of the pitches: order, clock, the jury's sheet on the phone, and the result when the host says so."""

import json
from typing import Any

import pytest
from django.test import Client

from kogge.core import links
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.plan.decisions import actions as deciding
from kogge.plan.decisions.models import Decision
from kogge.plan.decisions.tests.scene import Contest
from kogge.plan.juries.models import AudienceVote, Declaration, Review
from kogge.plan.juries.seats import PURPOSE

from .. import actions, stage
from ..models import PitchDay

VALUES = {"pitch_minutes": 3, "question_minutes": 5, "shows_audience": True}


@pytest.fixture
def day(scene: Contest) -> PitchDay:
    return actions.set_up(scene.decision(), by=scene.emil, values=VALUES)


def order(day: PitchDay) -> list[str]:
    return [one.submission.title for one in stage.turns(day)]


def test_the_order_is_drawn_from_a_number_and_can_be_drawn_again(scene: Contest, day: PitchDay) -> None:
    assert order(day) == ["Anker", "Boje", "Deck", "Ebbe", "Flut", "Gischt"]
    actions.draw(day, by=scene.emil, seed=7)
    first = order(day)
    assert sorted(first) == ["Anker", "Boje", "Deck", "Ebbe", "Flut", "Gischt"]
    actions.draw(day, by=scene.emil, seed=8)
    actions.draw(day, by=scene.emil, seed=7)
    assert order(day) == first


def test_the_order_is_set_by_hand_and_forgets_the_number(scene: Contest, day: PitchDay) -> None:
    actions.draw(day, by=scene.emil, seed=7)
    actions.set_order(day, [scene.answers[2].pk, scene.answers[0].pk, 999], by=scene.emil)
    assert order(day)[:2] == ["Deck", "Anker"]
    assert len(order(day)) == 6
    day.refresh_from_db()
    assert day.order_seed is None


def test_nothing_is_revealed_before_it_is_frozen_and_then_from_the_last_place(
    scene: Contest, day: PitchDay
) -> None:
    with pytest.raises(Refused, match="freeze"):
        actions.reveal(day, by=scene.emil)
    visitor, address = Client(), f"/pitch/{day.key}/"
    deciding.freeze(scene.voted(day.decision), by=scene.emil)
    assert "Anker" not in visitor.get(address).content.decode()
    assert "Boje" not in visitor.get(address).content.decode()
    actions.reveal(day, by=scene.emil)
    assert "Boje" in visitor.get(address).content.decode()
    assert "Anker" not in visitor.get(address).content.decode()
    assert visitor.get(f"{address}state/").json() == {"revealed": 1}
    actions.reveal(day, by=scene.emil)
    assert "Anker" in visitor.get(address).content.decode()
    with pytest.raises(Refused):
        actions.reveal(day, by=scene.emil)
    actions.hide(day, by=scene.emil)
    assert "Anker" not in visitor.get(address).content.decode()


def test_a_guessed_address_is_not_there(day: PitchDay) -> None:
    for page in ("", "state/", "screen/"):
        assert Client().get(f"/pitch/{day.key[:-1]}~/{page}").status_code == 404
        assert Client().get(f"/pitch/{day.pk}/{page}").status_code == 404


def test_the_audiences_votes_are_shown_with_the_first_place_only(scene: Contest, day: PitchDay) -> None:
    for number in range(3):
        AudienceVote.objects.create(call=scene.call, ticket=str(number), submission=scene.answers[3])
    deciding.freeze(scene.voted(day.decision), by=scene.emil)
    actions.reveal(day, by=scene.emil)
    day = PitchDay.objects.select_related("decision__call").get()
    assert stage.revealed(day)["chart"] is None
    actions.reveal(day, by=scene.emil)
    chart = stage.revealed(PitchDay.objects.select_related("decision__call").get())["chart"]
    assert chart.table.rows[0] == ("Ebbe", "3")


def test_the_clock_has_everything_in_the_page(day: PitchDay) -> None:
    answer = Client().get(f"/pitch/{day.key}/screen/")
    facts = json.loads(
        answer.content.decode().split('id="facts" type="application/json">')[1].split("</script>")[0]
    )
    assert (facts["pitch"], facts["questions"], len(facts["turns"])) == (180, 300, 6)


def sheet(scene: Contest, day: PitchDay, juror: int = 0) -> str:
    secret = links.create(PURPOSE, scene.jurors[juror].pk)
    return f"/jury/{secret}/pitch/{day.decision_id}/"


def send(address: str, *entries: dict[str, Any]) -> Any:
    return Client().post(f"{address}entries/", {"entries": list(entries)}, content_type="application/json")


def test_a_phone_sends_again_and_each_sheet_is_stored_once(scene: Contest, day: PitchDay) -> None:
    """PL-09: scores survive a loss of network and are stored once."""
    address = sheet(scene, day)
    anker, boje = (
        {"code": one.code, "scores": {"idea": "4"}, "comment": "Clear"} for one in scene.answers[:2]
    )
    assert send(address, anker).json() == {"results": {anker["code"]: {"state": "stored"}}}
    again = send(address, anker, boje).json()["results"]
    assert [one["state"] for one in again.values()] == ["stored", "stored"]
    assert Review.objects.count() == 2
    changed = send(address, {**anker, "scores": {"idea": "1"}}).json()["results"][anker["code"]]
    assert changed["state"] == "refused"
    assert Review.objects.get(assignment__submission=scene.answers[0]).scores == {"idea": 4}
    assert "Handed in" in Client(headers={"accept-language": "en"}).get(f"/en{address}").content.decode()


def test_what_cannot_be_stored_is_refused_with_a_sentence(scene: Contest, day: PitchDay) -> None:
    address, code = sheet(scene, day), scene.answers[0].code
    Declaration.objects.create(juror=scene.jurors[0], submission=scene.answers[1], kind="conflict")
    for entry in (
        {"code": code, "scores": {"idea": "9"}}, {"code": code, "scores": {}},
        {"code": "NOBODY", "scores": {"idea": "4"}},
        {"code": scene.answers[1].code, "scores": {"idea": "4"}},
    ):  # fmt: skip
        result = send(address, entry).json()["results"][entry["code"]]
        assert result["state"] == "refused"
        assert result["error"]
    for broken in (b"[", b"{}", b'{"entries": 1}', b'{"entries": [{"code": "x", "scores": 3}]}'):
        assert Client().post(f"{address}entries/", broken, content_type="application/json").status_code == 400
    assert not Review.objects.exists()
    page = Client().get(address).content.decode()
    assert "Anker" in page
    assert "Boje" not in page


def test_without_scripts_a_sheet_is_sent_by_itself(scene: Contest, day: PitchDay) -> None:
    address, code = sheet(scene, day), scene.answers[0].code
    assert Client().post(address, {"code": code, "c-idea": "5"})["Location"] == f"{address}#{code}"
    assert Client().post(address, {"code": code, "c-idea": ""}).status_code == 422
    assert Review.objects.get().scores == {"idea": 5}


def test_jurors_of_another_jury_and_guessed_secrets_find_nothing(scene: Contest, day: PitchDay) -> None:
    assert Client().get(f"/jury/guessed/pitch/{day.decision_id}/").status_code == 404
    address = sheet(scene, day).replace(f"pitch/{day.decision_id}/", "pitch/999999/")
    assert Client().get(address).status_code == 404


def test_the_phone_keeps_the_page_and_its_files(scene: Contest, day: PitchDay) -> None:
    address = sheet(scene, day)
    worker = Client().get(f"{address}worker.js")
    app = json.loads(worker.content.decode().split("const APP = ")[1].split(";\n")[0])
    assert app["page"] == address
    assert any("sheet.js" in one for one in app["kept"])


def test_the_jurors_own_page_leads_to_the_sheet(scene: Contest, day: PitchDay) -> None:
    address = sheet(scene, day)
    assert address in Client().get(address.split("pitch/")[0]).content.decode()


def test_the_host_sets_up_draws_and_reveals_at_the_desk(scene: Contest) -> None:
    client, other = Client(), Client()
    client.force_login(scene.emil)
    other.force_login(cast.other_editor())
    decision = scene.voted(scene.decision())
    base = f"/desk/calls/contest/decision/{decision.pk}/pitches/"
    assert client.get(base).status_code == 200
    assert client.post(base, {"pitch_minutes": "0", "question_minutes": "5"}).status_code == 422
    assert client.post(base, {"pitch_minutes": "3", "question_minutes": "0"}).status_code == 302
    client.post(f"{base}order/", {"draw": "1", "seed": "12"})
    day = PitchDay.objects.get()
    assert day.order_seed == 12
    first, second = order(day)[:2]
    code = stage.turns(day)[1].submission.code
    client.post(f"{base}order/", {"move": f"up:{code}"})
    assert order(day)[:2] == [second, first]
    client.post(f"{base}order/", {"move": "up:nobody"})
    client.post(f"{base}revealing/")
    assert PitchDay.objects.get().revealed == 0
    deciding.freeze(Decision.objects.get(), by=scene.emil)
    client.post(f"{base}revealing/", {"all": "1"})
    assert PitchDay.objects.get().revealed == 2
    client.post(f"{base}revealing/", {"hide": "1"})
    assert PitchDay.objects.get().revealed == 0
    assert client.get(base).status_code == 200
    for page in (base, f"{base}order/", f"{base}revealing/"):
        assert other.post(page).status_code == 404
