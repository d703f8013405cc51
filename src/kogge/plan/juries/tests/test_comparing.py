"""Two files side by side: once each, never a hidden one, and the ranking that comes of it. PL-09."""

import json
import uuid
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.core import history, links
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Call, Submission

from ..actions import judging
from ..comparing import actions, standing
from ..models import Criterion, Juror, PairwiseVote, Phase
from ..seats import PURPOSE
from .scene import FULL, Scene, give, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    found = make()
    Phase.objects.filter(pk=found.phase.pk).update(mode="both")
    found.phase.refresh_from_db()
    found.phase.jury = found.jury
    return found


def page_of(scene: Scene, juror: Juror) -> str:
    return f"/jury/{links.create(PURPOSE, juror.pk)}/phase/{scene.phase.pk}/compare/"


def say(scene: Scene, juror: Juror, better: int, worse: int, **more: Any) -> PairwiseVote:
    """A juror holds one file for better, by its number."""
    values = {"uid": uuid.uuid4(), "by": "test"} | more
    codes = {"better": scene.files[better - 1].code, "worse": scene.files[worse - 1].code}
    return actions.compare(juror, scene.phase, **codes, **values)


def sent(scene: Scene, better: int, worse: int, **more: Any) -> dict[str, str]:
    codes = {"better": scene.files[better - 1].code, "worse": scene.files[worse - 1].code}
    return {"uid": str(uuid.uuid4()), "at": timezone.now().isoformat()} | codes | more


def test_the_plain_form_shows_two_and_stores_the_answer_once(scene: Scene) -> None:
    """Without scripts: choose, next pair; the same form sent twice is one answer."""
    ada, client = scene.jurors[0], Client()
    address = page_of(scene, ada)
    shown = client.get(address)
    assert shown["Cache-Control"] == "no-store, private" and not shown.cookies
    one, other = (file.code for file in shown.context["pair"])
    form = {"uid": str(shown.context["uid"]), "pair": f"{one} {other}", "better": other}
    for _again in range(2):
        assert client.post(address, form).url == address
    vote = PairwiseVote.objects.get()
    assert (vote.better.code, vote.worse.code, vote.juror) == (other, one, ada)
    assert [entry.verb for entry in history.of(vote)] == ["compared"]
    following = {file.code for file in client.get(address).context["pair"]}
    assert len(following & {one, other}) == 1, "one to read, one known"
    assert client.get(f"{address}?next=1").context["pair"] != client.get(address).context["pair"]


def test_a_phone_sends_what_it_kept_and_each_is_stored_once(scene: Scene) -> None:
    """Answers made offline arrive in any order and twice; the first one for a pair stays."""
    ada, client = scene.jurors[0], Client()
    address = page_of(scene, ada)
    first = sent(scene, 1, 2)
    batch = {"votes": [first, sent(scene, 3, 1), first, sent(scene, 2, 1), sent(scene, 4, 4)]}
    for _again in range(2):
        answer = client.post(f"{address}votes/", json.dumps(batch), content_type="application/json").json()
    states = [answer["results"][vote["uid"]]["state"] for vote in batch["votes"]]
    assert states == ["stored", "stored", "stored", "stored", "refused"]
    pairs = {(vote.better.title, vote.worse.title) for vote in PairwiseVote.objects.all()}
    assert pairs == {("Idea 1", "Idea 2"), ("Idea 3", "Idea 1")}
    assert answer["done"] == 2
    asked = {frozenset(pair) for pair in answer["pairs"]}
    assert len(asked) == 12 and not asked & {frozenset((first["better"], first["worse"]))}
    assert {code for pair in answer["pairs"] for code in pair} == set(answer["files"])


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"votes": 3}', '{"votes": [{"uid": "x"}]}', '{"votes": [3]}']
)
def test_nonsense_is_answered_with_a_sentence(scene: Scene, body: str) -> None:
    address = f"{page_of(scene, scene.jurors[0])}votes/"
    answer = Client().post(address, body, content_type="application/json", headers={"accept-language": "en"})
    assert answer.status_code == 400 and "laden Sie die Seite neu" in answer.json()["error"]


def test_a_conflicted_file_is_never_shown_nor_counted(scene: Scene) -> None:
    """The file is gone at once; what was said with it counts no more; the database refuses another word."""
    ada, ben = scene.jurors[:2]
    hidden = scene.files[0]
    vote = say(scene, ada, 1, 2)
    say(scene, ben, 2, 1)
    client, address = Client(), page_of(scene, ada)
    assert client.post(f"{address}{hidden.code}/conflict/", {"reason": "my sister"}).url == address
    assert hidden.code not in standing.allowed(ada, scene.phase)
    assert hidden.code not in client.get(f"{address}state/").content.decode()
    assert client.post(f"{address}{hidden.code}/conflict/").status_code == 404
    assert [one.juror for one in standing.votes(scene.phase)] == [ben]
    with pytest.raises(Refused):
        say(scene, ada, 1, 3)
    with pytest.raises(IntegrityError, match="conflict of interest"), transaction.atomic():
        PairwiseVote.objects.create(
            phase=scene.phase, juror=ada, better=scene.files[2], worse=hidden, at=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PairwiseVote.objects.filter(pk=vote.pk).update(better=scene.files[3], worse=hidden)


def test_the_database_refuses_a_file_against_itself_and_a_pair_twice(scene: Scene) -> None:
    one, other = scene.files[:2]
    values = {"phase": scene.phase, "juror": scene.jurors[0], "at": timezone.now()}
    PairwiseVote.objects.create(better=one, worse=other, **values)
    for better, worse in ((one, one), (one, other), (other, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            PairwiseVote.objects.create(better=better, worse=worse, **values)


def test_only_files_handed_to_a_juror_are_compared_where_any_were(scene: Scene) -> None:
    ada, ben = scene.jurors[:2]
    for file in scene.files[:3]:
        give(scene, ada, file)
    assert set(standing.allowed(ada, scene.phase)) == {file.code for file in scene.files[:3]}
    assert Client().get(page_of(scene, ben)).context["too_few"]
    with pytest.raises(Refused):
        say(scene, ada, 1, 4)


def test_what_was_said_in_time_may_arrive_a_little_late(scene: Scene) -> None:
    """The phone had no network when the phase closed."""
    ada, now = scene.jurors[0], timezone.now()
    closed = now - timedelta(minutes=30)
    Phase.objects.filter(pk=scene.phase.pk).update(opens_at=now - timedelta(hours=3), closes_at=closed)
    scene.phase.refresh_from_db()
    assert say(scene, ada, 1, 2, at=now - timedelta(minutes=45)).pk
    with pytest.raises(Refused, match="vorbei"):
        say(scene, ada, 1, 3, at=now - timedelta(minutes=10))
    with pytest.raises(Refused, match="vorbei"):
        say(scene, ada, 1, 3)
    Phase.objects.filter(pk=scene.phase.pk).update(closes_at=now - timedelta(hours=2, minutes=30))
    scene.phase.refresh_from_db()
    with pytest.raises(Refused, match="vorbei"):
        say(scene, ada, 1, 3, at=now - timedelta(hours=2, minutes=45))


def test_a_slip_of_the_thumb_is_turned_round(scene: Scene) -> None:
    """The history keeps both; another juror's answer cannot be turned."""
    ada, ben = scene.jurors[:2]
    vote, client = say(scene, ada, 1, 2), Client()
    for juror, better in ((ben, "Idea 1"), (ada, "Idea 2")):
        assert client.post(f"{page_of(scene, juror)}turn/", {"uid": vote.uid}).status_code == 302
        vote.refresh_from_db()
        assert vote.better.title == better
    assert [entry.verb for entry in history.of(vote)] == ["comparison turned", "compared"]


def test_what_the_phase_hides_is_not_on_the_phone(scene: Scene) -> None:
    Phase.objects.filter(pk=scene.phase.pk).update(hidden_fields=["names", "title"])
    ada = scene.jurors[0]
    for part in ("", "state/"):
        text = Client().get(page_of(scene, ada) + part).content.decode()
        assert "Founder" not in text and "Idea 1<" not in text and '"Idea' not in text


def test_addresses_of_others_are_not_there(scene: Scene) -> None:
    """A wrong secret, a phase of scores alone, one that has not begun."""
    address = page_of(scene, scene.jurors[0])
    client = Client()
    assert client.get(f"/jury/guessed/phase/{scene.phase.pk}/compare/").status_code == 404
    Phase.objects.filter(pk=scene.phase.pk).update(mode="scores")
    assert client.get(address).status_code == 404
    Phase.objects.filter(pk=scene.phase.pk).update(mode="pairs", opens_at=timezone.now() + timedelta(hours=1))
    assert client.get(f"{address}state/").status_code == 404


def test_the_page_asks_the_database_as_often_for_many_files(
    scene: Scene, django_assert_num_queries: Any
) -> None:
    address, client = page_of(scene, scene.jurors[0]), Client()
    client.get(address)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        return len(found)

    few = asked()
    for number in range(7, 27):
        Submission.objects.create(
            call=scene.call, title=f"Idea {number}", state="submitted", submitted_at=timezone.now()
        )
    for juror in scene.jurors:
        say(scene, juror, 1, 2)
        say(scene, juror, 3, 4)
    assert asked() <= few + 1


def test_the_ranking_is_the_same_each_run_and_a_change_is_in_the_history(scene: Scene) -> None:
    """PL-09: `./kogge jury ranking` gives the same bytes; one comparison turned changes order and history."""
    for juror in scene.jurors:
        for better, worse in ((1, 2), (2, 3), (1, 3), (4, 5), (1, 4), (4, 2)):
            say(scene, juror, better, worse)

    def printed(*more: str) -> str:
        out = StringIO()
        call_command("jury_ranking", "--call", "pitch", *more, stdout=out)
        return out.getvalue()

    first = printed("--json")
    standing._ranked.cache_clear()
    assert printed("--json") == first
    rows = json.loads(first)["rows"]
    assert rows[0]["submission"] == scene.files[0].code and rows[0]["place"] == 1
    assert rows[-1]["submission"] in {scene.files[4].code, scene.files[2].code}
    assert [row["votes"] for row in rows if row["submission"] == scene.files[0].code] == [12]
    for juror in scene.jurors:
        for vote in juror.votes.filter(better=scene.files[0]):
            actions.turn(juror, scene.phase, vote.uid, by="test")
            assert history.of(vote)[0].before["better"] == scene.files[0].code
    assert json.loads(printed("--json"))["rows"][0]["submission"] != scene.files[0].code
    assert scene.files[0].code in printed()
    with pytest.raises(CommandError, match="no jury"):
        call_command("jury_ranking", "--call", "none")


def score(scene: Scene, juror: Juror, number: int, **scores: int) -> None:
    judging.score(scene.phase, juror, scene.files[number - 1], FULL | scores, by="test")


def test_the_published_rule_tells_equal_files_apart(scene: Scene) -> None:
    """PL-08: the better mean in the weightiest criterion decides."""
    criteria = sorted(Criterion.objects.filter(jury=scene.jury), key=lambda one: (-one.weight, one.position))
    ada = scene.jurors[0]
    score(scene, ada, 1)
    score(scene, ada, 2)
    rows = standing.ranking(scene.phase).rows
    alike = [row for row in rows if row.submission in {file.code for file in scene.files[:2]}]
    assert all(row.tied and row.place == alike[0].place for row in alike)
    assert criteria[0].key in FULL
    codes = {file.pk: file.code for file in scene.files}
    ties = standing._ties(standing.queries.scores(scene.phase), criteria, codes)
    assert ties[scene.files[0].code][0] == FULL[criteria[0].key]


def test_the_desk_sees_the_ranking_and_nobody_else_does(scene: Scene) -> None:
    """Place with its range, raw beside normalised, jurors who differ, CSV; another centre gets 404."""
    for juror in scene.jurors:
        for better, worse in ((1, 2), (3, 2), (1, 3)):
            say(scene, juror, better, worse)
    score(scene, scene.jurors[0], 1)
    office = Client()
    office.force_login(cast.office())
    text = office.get("/desk/calls/pitch/jury/ranking/").content.decode()
    assert "Idea 1" in text and "Ada" in text and 'role="img"' in text and "<table" in text
    lines = office.get("/desk/calls/pitch/jury/ranking.csv").content.decode().splitlines()
    assert len(lines) == 7 and lines[1].startswith("1;1;") and ";Idea 1;" in lines[1]
    assert office.get("/desk/calls/pitch/jury/ranking/?phase=77").status_code == 404
    assert office.get("/desk/calls/none/jury/ranking/").status_code == 404
    assert Client().get("/desk/calls/pitch/jury/ranking/").status_code == 302
    editor = Client()
    editor.force_login(scene.emil)
    allowed = editor.get("/desk/calls/pitch/jury/ranking/").status_code
    elsewhere = Organization.objects.create(slug="elsewhere", name="Elsewhere", kind="centre")
    Call.objects.filter(pk=scene.call.pk).update(organization=elsewhere)
    assert (allowed, editor.get("/desk/calls/pitch/jury/ranking/").status_code) in {(200, 404), (403, 403)}


def test_an_empty_jury_has_a_page(scene: Scene) -> None:
    """Nobody judged, nothing handed in, no phase."""
    office = Client()
    office.force_login(cast.office())
    address = "/desk/calls/pitch/jury/ranking/"
    assert "Noch hat niemand geurteilt" in office.get(address).content.decode()
    Submission.objects.update(state="withdrawn")
    assert "Es wird noch nichts bewertet" in office.get(address).content.decode()
    Phase.objects.all().delete()
    assert "Noch keine Phase" in office.get(address).content.decode()


def test_the_worker_keeps_the_page_and_its_files(scene: Scene) -> None:
    address = page_of(scene, scene.jurors[0])
    text = Client().get(f"{address}worker.js")
    assert text["Content-Type"].startswith("text/javascript") and address in text.content.decode()
    assert "compare.js" in text.content.decode()
