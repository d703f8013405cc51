"""The audience votes once per ticket or code, and sees nothing before the host reveals it. C10, C12."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast

from ..comparing import actions, standing
from ..comparing import audience as pages
from ..models import Audience, AudienceVote
from .scene import Scene, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make()


def opened(scene: Scene, **more: Any) -> Audience:
    now = timezone.now()
    values = {
        "way": "codes", "opens_at": now - timedelta(minutes=5), "closes_at": now + timedelta(minutes=5),
        "candidates": scene.files[:3], "by": "test",
    }  # fmt: skip
    return actions.open_audience(scene.call, **values | more)


def close(audience: Audience) -> None:
    Audience.objects.filter(pk=audience.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    audience.refresh_from_db()


def test_a_code_votes_once_and_the_first_vote_counts(scene: Scene) -> None:
    """Small letters, blanks and a missing dash are forgiven; the page sets no cookie and is never kept."""
    audience = opened(scene)
    code, _other = actions.make_codes(audience, 2, by="test")
    client, first, second = Client(), scene.files[0].code, scene.files[1].code
    page = client.get("/vote/pitch/")
    assert page.status_code == 200 and not page.cookies and "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    said = client.post("/vote/pitch/", {"candidate": first, "given": code})
    assert said.context["said"]
    again = client.post("/vote/pitch/", {"candidate": second, "given": f" {code.lower().replace('-', ' ')} "})
    assert again.status_code == 200 and again.context["said"] != said.context["said"]
    assert standing.audience(scene.call) == {scene.files[0].pk: 1}
    assert code.replace("-", "") not in str(AudienceVote.objects.values())


@pytest.mark.parametrize(
    "form",
    [{}, {"candidate": "x", "given": "AAAA-BBBB"}, {"given": "x"}, {"candidate": "", "given": "💥" * 300}],
)
def test_nonsense_is_refused_beside_its_field(scene: Scene, form: dict[str, str]) -> None:
    opened(scene)
    answer = Client().post("/vote/pitch/", form)
    assert answer.status_code == 422 and answer.context["form"].errors
    assert not AudienceVote.objects.exists()


def test_guessing_codes_is_slowed_down_and_a_right_code_still_counts(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong codes alone are counted: a hall shares one internet address."""
    monkeypatch.setattr(pages, "WRONG", 3)
    code, client = actions.make_codes(opened(scene), 1, by="test")[0], Client()
    chosen = scene.files[0].code
    codes = [
        client.post("/vote/pitch/", {"candidate": chosen, "given": f"wrong{n}"}).status_code for n in range(4)
    ]
    assert codes == [422] * 3 + [429]
    assert client.post("/vote/pitch/", {"candidate": chosen, "given": code}).context["said"]


def test_nobody_sees_the_result_before_it_is_revealed(scene: Scene) -> None:
    """Not while it runs, not after it closed; revealing is in the history and stays."""
    audience, client, office = opened(scene), Client(), Client()
    office.force_login(cast.office())
    for number, code in enumerate(actions.make_codes(audience, 3, by="test")):
        chosen = scene.files[0 if number else 1]
        client.post("/vote/pitch/", {"candidate": chosen.code, "given": code})
    desk = "/desk/calls/pitch/jury/audience/"
    assert office.get(desk).context["chart"] is None and office.get(desk).context["votes"] == 3
    with pytest.raises(Refused):
        actions.reveal(audience, by="test")
    close(audience)
    assert "chart" not in client.get("/vote/pitch/").context
    assert office.get(desk).context["chart"].table.rows[0][0] == "Idea 1"
    assert all(row.audience == 0 for row in standing.ranking(scene.phase).rows)
    assert office.post(f"{desk}reveal/").url == desk
    assert client.get("/vote/pitch/").context["chart"].table.rows[0][0] == "Idea 1"
    assert {row.audience for row in standing.ranking(scene.phase).rows} == {0, 1, 2}
    assert history.of(audience)[0].verb == "audience's result revealed"


def test_the_vote_is_taken_only_between_its_times(scene: Scene) -> None:
    audience = opened(scene)
    code = actions.make_codes(audience, 1, by="test")[0]
    close(audience)
    assert Client().post("/vote/pitch/", {"candidate": scene.files[0].code, "given": code}).status_code == 422
    with pytest.raises(Refused):
        actions.vote(audience, given=code, candidate=scene.files[0].code)


def test_files_stay_once_somebody_voted(scene: Scene) -> None:
    """What people chose from is not changed behind them; the times may be."""
    audience = opened(scene)
    code = actions.make_codes(audience, 1, by="test")[0]
    actions.vote(audience, given=code, candidate=scene.files[2].code)
    with pytest.raises(Refused, match=r"stay|bleiben"):
        opened(scene, candidates=scene.files[:2])
    later = timezone.now() + timedelta(hours=2)
    assert opened(scene, closes_at=later).closes_at == later
    for wrong in (
        {"candidates": scene.files[:1]},
        {"way": "tickets"},
        {"closes_at": timezone.now() - timedelta(hours=9)},
    ):
        with pytest.raises(Refused):
            opened(scene, **wrong)


def test_the_desk_arranges_the_vote_and_gets_codes_once(scene: Scene) -> None:
    """Empty page, faults beside their fields, then a file with codes; another centre gets 404."""
    office, desk, now = Client(), "/desk/calls/pitch/jury/audience/", timezone.localtime()
    office.force_login(cast.office())
    assert office.get(desk).status_code == 200
    form = {
        "way": "codes", "opens_at": f"{now:%Y-%m-%dT%H:%M}", "closes_at": f"{now:%Y-%m-%dT%H:%M}",
        "candidates": [file.pk for file in scene.files[:2]],
    }  # fmt: skip
    assert "closes_at" in office.post(desk, form).context["form"].errors
    form["closes_at"] = f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M}"
    assert office.post(desk, form).status_code == 302
    made = office.post(f"{desk}codes/", {"count": 5})
    codes = made.content.decode().split()
    assert len(set(codes)) == 5 and all(re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", code) for code in codes)
    assert office.post(f"{desk}codes/", {"count": 5000}).status_code == 302
    assert Client().post(f"{desk}codes/", {"count": 5}).status_code == 302
    assert actions.vote(Audience.objects.get(), given=codes[0], candidate=scene.files[0].code)
