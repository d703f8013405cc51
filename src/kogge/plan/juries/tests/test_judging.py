"""Jurors: promise, conflicts, sheets, and that nobody sees scores too early. PL-09."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.core import history, outbox
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization, Partnership
from kogge.plan.calls.models import Applicant

from .. import queries
from ..actions import judging, people, rules
from ..conflicts import words
from ..models import Assignment, Criterion, Declaration, Juror, Jury, Phase, Review
from .scene import FULL, Scene, give, juror, make, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make()


def link_of(person: Juror) -> str:
    """The address in the newest letter to somebody."""
    people.invite_again(person, by="test")
    outbox.send_waiting()
    sent = [one for one in mail.outbox if one.to == [person.email]]
    return re.search(r"https?://[^/]+(/\S*jury/\S+/)", sent[-1].body)[1]


def typed(**more: Any) -> dict[str, Any]:
    return (
        {f"c-{key}": str(value) for key, value in FULL.items()} | {"comment": "Solid", "note": "mine"} | more
    )


def test_first_comes_the_promise_then_the_files(scene: Scene) -> None:
    """PL-09: confidentiality is accepted once before anything is shown."""
    ada = scene.jurors[0]
    give(scene, ada, scene.files[0])
    Juror.objects.filter(pk=ada.pk).update(confidential_at=None)
    client, home = Client(), link_of(ada)
    page = client.get(home)
    assert b"I promise this" in page.content and b"Idea 1" not in page.content
    assert page["Cache-Control"] == "no-store, private" and not page.cookies
    file = f"{home}phase/{scene.phase.pk}/{scene.files[0].code}/"
    assert client.get(file).url == home
    assert client.post(home, {}).status_code == 422
    assert client.post(home, {"promise": "1"}).url == home
    assert b"Idea 1" in client.get(home).content
    assert client.get(file).status_code == 200


def test_a_sheet_is_kept_as_a_draft_and_fixed_once_handed_in(scene: Scene) -> None:
    pair = give(scene, scene.jurors[0], scene.files[0])
    home = link_of(scene.jurors[0])
    client, address = Client(), f"{home}phase/{scene.phase.pk}/{scene.files[0].code}/"
    assert client.post(address, {"c-team": "5", "keep": "1"}).status_code == 302
    assert Review.objects.get().scores == {"team": 5} and queries.scores(scene.phase) == []
    missing = client.post(address, {"c-team": "4", "comment": "typed", "hand_in": "1"})
    assert missing.status_code == 422 and "typed" in missing.content.decode()
    assert Review.objects.get().scores == {"team": 5}
    assert client.post(address, typed(hand_in="1")).status_code == 422
    assert client.post(address, typed(hand_in="1", unbiased="on")).status_code == 302
    review = Review.objects.get(assignment=pair)
    assert review.scores == FULL and review.handed_in_at is not None
    again = client.post(address, typed(hand_in="1", unbiased="on", **{"c-team": "1"}))
    assert again.status_code == 422 and Review.objects.get().scores == FULL
    (score,) = queries.scores(scene.phase)
    assert score.value == pytest.approx(100 * (2 * 0.75 + 2 * 0.5 + 1 + 0.25) / 6)


@pytest.mark.parametrize("wrong", ["6", "0", "-1", "3.5", "drei", "٣", "1" * 20])
def test_nonsense_in_a_score_gets_a_sentence_and_saves_nothing(scene: Scene, wrong: str) -> None:
    give(scene, scene.jurors[0], scene.files[0])
    address = f"{link_of(scene.jurors[0])}phase/{scene.phase.pk}/{scene.files[0].code}/"
    answer = Client().post(address, typed(keep="1", **{"c-team": wrong}))
    assert answer.status_code == 422 and not Review.objects.exists()
    assert answer.context["form"].errors["c-team"]
    assert "Solid" in answer.content.decode()


def test_others_are_seen_only_after_handing_in_and_only_if_the_phase_says_so(scene: Scene) -> None:
    """PL-09: I do not see other scores before I submitted mine."""
    ada, ben = (give(scene, person, scene.files[0]) for person in scene.jurors[:2])
    judging.hand_in(ben, FULL, comment="Ben was here", note="ben's secret", unbiased=True, by="test")
    address = f"{link_of(scene.jurors[0])}phase/{scene.phase.pk}/{scene.files[0].code}/"
    for others in (True, False):
        Phase.objects.filter(pk=scene.phase.pk).update(rights={"others": others})
        assert b"Ben was here" not in Client().get(address).content
    judging.hand_in(ada, FULL, comment="", note="", unbiased=True, by="test")
    assert b"Ben was here" not in Client().get(address).content
    Phase.objects.filter(pk=scene.phase.pk).update(rights={"others": True})
    page = Client().get(address).content
    assert b"Ben was here" in page and b"secret" not in page


def test_guessed_addresses_answer_404(scene: Scene) -> None:
    """A juror who guesses: files of others, of other phases, before the phase, with a conflict, after leaving."""
    ada, ben = scene.jurors[:2]
    give(scene, ada, scene.files[0])
    give(scene, ben, scene.files[1])
    home, client = link_of(ada), Client()
    there = f"{home}phase/{scene.phase.pk}/"
    assert client.get(f"{there}{scene.files[0].code}/").status_code == 200
    for path in (f"{there}{scene.files[1].code}/", f"{there}NOTHING/", f"{home}phase/999/{scene.files[0].code}/",
                 f"{there}{scene.files[0].code}/files/team/", f"{there}wishes/", "/en/jury/guessed/"):  # fmt: skip
        assert client.get(path).status_code == 404, path
        assert client.post(path, typed()).status_code in {404, 405}, path
    Phase.objects.filter(pk=scene.phase.pk).update(opens_at=timezone.now() + timedelta(hours=1))
    assert client.get(f"{there}{scene.files[0].code}/").status_code == 404
    Phase.objects.filter(pk=scene.phase.pk).update(opens_at=timezone.now() - timedelta(hours=1))
    people.note_conflict(ada, scene.files[0], "her brother", by="test")
    assert client.get(f"{there}{scene.files[0].code}/").status_code == 404
    people.leave(ada, by="test")
    assert client.get(home).status_code == 404


def test_at_the_desk_only_the_juror_sits_on_the_seat(scene: Scene) -> None:
    rosa, emil = cast.reviewer(), scene.emil
    seat = juror(scene.jury, "Rosa", email=rosa.email)
    assert seat.user == rosa
    give(scene, seat, scene.files[0])
    path = f"/en/desk/my-juries/{seat.pk}/phase/{scene.phase.pk}/{scene.files[0].code}/"
    client = Client(enforce_csrf_checks=True)
    client.force_login(rosa)
    assert client.get(path).status_code == 200
    assert client.post(path, typed()).status_code == 403
    assert b"Pitch contest" in client.get("/en/desk/my-juries/").content
    for other in (emil, cast.office(), cast.other_editor()):
        client.force_login(other)
        assert client.get(path).status_code == 404


def test_a_declared_conflict_hides_the_file_and_what_was_scored_counts_no_more(scene: Scene) -> None:
    ada = scene.jurors[0]
    pair = give(scene, ada, scene.files[0])
    judging.hand_in(pair, FULL, comment="", note="", unbiased=True, by="test")
    assert len(queries.scores(scene.phase)) == 1
    home = link_of(ada)
    where = f"{home}phase/{scene.phase.pk}/{scene.files[0].code}/conflict/"
    assert Client().post(where, {"reason": "former employer"}).url == home
    assert queries.scores(scene.phase) == []
    assert b"Idea 1" not in Client().get(home).content
    assert Declaration.objects.get(juror=ada, kind="conflict").reason == "former employer"
    assert Client().post(where, {"reason": "again"}).status_code == 404


def test_conflicts_are_found_with_their_reason(scene: Scene) -> None:
    """Same person, organisation or domain, applied together, partners in the directory; free mail says nothing."""
    Organization.objects.create(slug="works", name="Works GmbH", kind="company")
    friends = Organization.objects.create(slug="friends", name="Friends e.V.", kind="association")
    Partnership.objects.create(
        organization=friends, partner=Organization.objects.get(slug="works"), kind="member"
    )
    expected = {
        "own": submission(scene.call, 20, mail="kim@gmail.com"),
        "organization": submission(scene.call, 21, organization="WORKS"),
        "domain": submission(scene.call, 22, mail="someone@works.example"),
        "partnership": submission(scene.call, 23, organization="Friends e.V."),
    }
    submission(scene.call, 24, mail="stranger@gmail.com")
    kim = juror(scene.jury, "Kim", email="kim@gmail.com", organization_name="Nobody")
    lee = juror(scene.jury, "Lee", email="lee@works.example", organization_name="Works GmbH")
    team = submission(scene.call, 25, mail="partner@elsewhere.example")
    for name in ("max@max-office.example", "founder1@startup1.example"):
        Applicant.objects.create(submission=team, name="", email=name, email_key=name, role="co", position=1)
    max_ = juror(scene.jury, "Max")
    found = {
        (one.juror_id, one.submission_id): one.reason.split("|")[0]
        for one in Declaration.objects.filter(source="found", kind="conflict")
    }
    assert found == {
        (kim.pk, expected["own"].pk): "applicant",
        (lee.pk, expected["organization"].pk): "organization",
        (lee.pk, expected["domain"].pk): "domain",
        (lee.pk, expected["partnership"].pk): "partnership",
        (max_.pk, team.pk): "applicant",
        (max_.pk, scene.files[0].pk): "together",
    }
    assert "Friends" in words(Declaration.objects.get(submission=expected["partnership"]).reason)


def test_a_cleared_conflict_stays_cleared(scene: Scene) -> None:
    submission(scene.call, 30, organization="Big University")
    kim = juror(scene.jury, "Kim", organization_name="Big University")
    row = Declaration.objects.get(juror=kim)
    with pytest.raises(Refused):
        people.clear_conflict(row, "  ", by="test")
    people.clear_conflict(row, "another faculty", by="test")
    people.find_conflicts(scene.jury)
    assert [one.kind for one in kim.declarations.all()] == ["none"]
    assert history.of(row)[0].verb == "conflict cleared"


def test_a_changed_score_shows_in_the_history_without_its_value(scene: Scene) -> None:
    """PL-09: a change of one score changes the audit log."""
    pair = give(scene, scene.jurors[0], scene.files[0])
    review = judging.hand_in(pair, FULL, comment="", note="", unbiased=True, by="juror:1")
    with pytest.raises(Refused):
        people.give_back(review, by="test", reason="")
    people.give_back(review, by="test", reason="typed into the wrong row")
    judging.hand_in(pair, FULL | {"team": 1}, comment="", note="", unbiased=True, by="juror:1")
    first, back, second = reversed(history.of(review))
    assert [one.verb for one in (first, back, second)] == ["handed in", "given back", "handed in"]
    assert first.after["digest"] != second.after["digest"] and "scores" not in second.after
    assert list(history.faults()) == []


def test_rules_are_fixed_once_the_call_has_closed_by_action_and_by_the_database(scene: Scene) -> None:
    """PL-08: criteria, weights, tie rule are locked at the deadline."""
    rules.lock_due()
    jury = Jury.objects.get()
    assert jury.locked_at is not None and jury.is_locked
    rows = list(
        jury.criteria.values(
            "key", "label_de", "label_en", "help_de", "help_en", "weight", "lowest", "highest"
        )
    )
    values = {"title": "T", "tie_rule": jury.tie_rule, "confidentiality_de": "Neu", "confidentiality_en": ""}
    rules.change(jury, values, rows, by="test")
    rows[0]["weight"] = 9
    with pytest.raises(Refused):
        rules.change(jury, values, rows, by="test")
    with pytest.raises(Refused):
        rules.change(jury, values | {"tie_rule": "lot"}, rows[:1] and list(jury.criteria.values()), by="test")
    for change in (
        lambda: Criterion.objects.update(weight=9),
        lambda: Criterion.objects.create(jury=jury, key="late", label_de="Spät"),
        lambda: Jury.objects.update(tie_rule="lot"),
        lambda: Jury.objects.update(locked_at=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_wishes_are_noted_until_files_are_handed_out(scene: Scene) -> None:
    Phase.objects.filter(pk=scene.phase.pk).update(rights={"bids": True})
    ada = scene.jurors[0]
    people.note_conflict(ada, scene.files[1], "her sister", by="test")
    client, address = Client(), f"{link_of(ada)}phase/{scene.phase.pk}/wishes/"
    page = client.get(address).content
    assert b"Idea 1" in page and b"Idea 2" not in page
    codes = [one.code for one in scene.files]
    assert client.post(address, {codes[0]: "2", codes[1]: "2", codes[2]: "7"}).status_code == 422
    assert client.post(address, {codes[0]: "2", codes[1]: "2", codes[2]: "0"}).status_code == 302
    bids = {one.submission_id: one.bid for one in ada.declarations.filter(kind="bid")}
    assert bids == {scene.files[0].pk: 2, scene.files[2].pk: 0}
    give(scene, ada, scene.files[0])
    assert client.get(address).status_code == 404


def test_names_stay_hidden_where_the_phase_hides_them(scene: Scene) -> None:
    give(scene, scene.jurors[0], scene.files[0])
    home = link_of(scene.jurors[0])
    address = f"{home}phase/{scene.phase.pk}/{scene.files[0].code}/"
    assert b"Founder 1" in Client().get(address).content
    Phase.objects.filter(pk=scene.phase.pk).update(hidden_fields=["names", "title"])
    for path in (home, address):
        page = Client().get(path).content
        assert b"Founder 1" not in page and b"Idea 1" not in page and b"startup1" not in page


def test_after_the_phase_nothing_is_taken(scene: Scene) -> None:
    pair = give(scene, scene.jurors[0], scene.files[0])
    past = timezone.now() - timedelta(minutes=1)
    Phase.objects.filter(pk=scene.phase.pk).update(closes_at=past)
    address = f"{link_of(scene.jurors[0])}phase/{scene.phase.pk}/{scene.files[0].code}/"
    assert Client().post(address, typed(hand_in="1", unbiased="on")).status_code == 422
    assert not Review.objects.filter(assignment=pair).exists()


def test_a_sheet_on_the_day_makes_its_own_place_once(scene: Scene) -> None:
    ada = scene.jurors[0]
    for _twice in range(2):
        judging.score(scene.phase, ada, scene.files[3], FULL, by="juror:1")
    assert Assignment.objects.count() == Review.objects.count() == 1
    assert history.of(Review.objects.get()).count() == 1
    people.note_conflict(ada, scene.files[4], "x", by="test")
    with pytest.raises(Refused):
        judging.score(scene.phase, ada, scene.files[4], FULL, by="juror:1")


def test_a_reminder_counts_what_is_left(scene: Scene) -> None:
    for file in scene.files[:3]:
        give(scene, scene.jurors[0], file)
    judging.hand_in(Assignment.objects.first(), FULL, comment="", note="", unbiased=True, by="test")
    assert people.remind(scene.jury, by="test") == 1
    outbox.send_waiting()
    assert "2 files of “Pitch contest” wait" in mail.outbox[-1].body


def test_the_list_of_a_juror_costs_the_same_for_one_file_and_for_many(scene: Scene) -> None:
    home, client = link_of(scene.jurors[0]), Client()
    counts = []
    for file in scene.files:
        give(scene, scene.jurors[0], file)
        if file in (scene.files[0], scene.files[-1]):
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert client.get(home).status_code == 200
            counts.append(len(caught))
    assert counts[0] == counts[1]
