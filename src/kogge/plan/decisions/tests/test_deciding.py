"""Deciding with the database: exactly N, reasons, votes, freezing, reopening by two, reserves that move up."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.plan.juries.models import Declaration, Juror, Review

from .. import actions, queries, reactions
from ..models import Ballot, Decision, Placement, Version
from .scene import Contest, titles


def refused(action: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught, transaction.atomic():
        action()
    return str(caught.value)


def test_it_is_filled_in_from_the_ranking(scene: Contest) -> None:
    """PL-06: the first two win, the next two wait; interval, raw and normalised mean stand beside."""
    decision = scene.decision()
    assert titles(decision) == {
        "winner": ["Anker", "Boje"], "reserve": ["Deck", "Ebbe"], "none": ["Flut", "Gischt"], "withdrawn": [],
    }  # fmt: skip
    first = queries.placements(decision)[0]
    assert (first.place, first.ranked, first.low, first.high, first.raw_mean, first.normalised, first.count) == (
        1, 1, 1, 2, 89.0, 87.5, 3,
    )  # fmt: skip


def test_one_winner_more_is_refused_by_the_action_and_by_the_database(scene: Contest) -> None:
    decision = scene.decision()
    deck = scene.answers[2]
    assert "Exactly 2 win" in refused(lambda: actions.step(decision, deck.pk, "winner", by=scene.emil))
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(decision=decision, submission=deck).update(kind="winner", place=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(winners=1)


def test_fewer_than_n_cannot_be_frozen_by_the_action_or_the_database(scene: Contest) -> None:
    decision = scene.voted(scene.decision())
    actions.step(decision, scene.answers[1].pk, "none", by=scene.emil)
    assert "Exactly 2 must win; 1 is chosen" in refused(lambda: actions.freeze(decision, by=scene.emil))
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(
            state="frozen", frozen_by="1", frozen_at="2026-01-01T00:00Z"
        )


def test_a_winner_against_the_ranking_needs_a_reason(scene: Contest) -> None:
    decision = scene.voted(scene.decision())
    boje, flut = scene.answers[1], scene.answers[4]
    actions.step(decision, boje.pk, "none", by=scene.emil)
    actions.step(decision, flut.pk, "winner", by=scene.emil)
    assert "before „Flut“" in refused(lambda: actions.freeze(decision, by=scene.emil))
    actions.note(decision, {flut.pk: ("Only one with a prototype", "")}, by=scene.emil)
    version = actions.freeze(decision, by=scene.emil)
    assert [row["reason"] for row in version.content["rows"] if row["kind"] == "winner"] == [
        "",
        "Only one with a prototype",
    ]


def test_the_jury_votes_on_it(scene: Contest) -> None:
    decision = scene.decision()
    assert "more must be in favour" in refused(lambda: actions.freeze(decision, by=scene.emil))
    scene.voted(decision, "yes no absent")
    assert "more must be in favour" in refused(lambda: actions.freeze(decision, by=scene.emil))
    scene.voted(decision, "yes yes no")
    actions.freeze(decision, by=scene.emil)
    assert Ballot.objects.filter(decision=decision).count() == 3


def test_freezing_sets_every_result_and_keeps_what_it_rests_on(scene: Contest) -> None:
    Declaration.objects.create(juror=scene.jurors[0], submission=scene.answers[5], kind="conflict")
    decision = scene.frozen()
    assert [one.outcome for one in scene.call.submissions.all()] == [
        "accepted", "accepted", "waitlisted", "waitlisted", "rejected", "rejected",
    ]  # fmt: skip
    content = Version.objects.get(decision=decision).content
    assert [one["vote"] for one in content["jurors"]] == ["yes", "yes", "abstained"]
    assert [(one["juror"], one["title"]) for one in content["conflicts"]] == [("Jana", "Gischt")]
    assert [one["label_de"] for one in content["criteria"]] == ["Idee"]
    assert content["frozen_by"] == "Emil Editor"
    assert "@" not in str(content)


def test_what_is_frozen_cannot_change(scene: Contest) -> None:
    """Neither by an action nor in the database."""
    decision = scene.frozen()
    assert "frozen" in refused(lambda: actions.step(decision, scene.answers[0].pk, "none", by=scene.emil))
    assert "frozen" in refused(lambda: actions.note(decision, {}, by=scene.emil))
    changes: list[Callable[[], Any]] = [
        lambda: decision.placements.update(reason="later"),
        lambda: decision.placements.filter(kind="none").delete(),
        lambda: Version.objects.update(content={}),
        lambda: Decision.objects.filter(pk=decision.pk).update(winners=3),
        lambda: Decision.objects.filter(pk=decision.pk).update(state="open"),
    ]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_reopening_needs_two_different_people(scene: Contest) -> None:
    decision = scene.frozen()
    assert "Nobody has asked" in refused(lambda: actions.reopen(decision, by=scene.olga))
    assert "say why" in refused(lambda: actions.ask_reopening(decision, by=scene.emil, reason=" "))
    actions.ask_reopening(decision, by=scene.emil, reason="A score was typed wrongly")
    assert "second person" in refused(lambda: actions.reopen(decision, by=scene.emil))
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(
            state="open", version=2, reopened_by=str(scene.emil.pk)
        )
    actions.reopen(decision, by=scene.olga)
    actions.freeze(decision, by=scene.emil)
    first, second = Version.objects.filter(decision=decision).order_by("number")
    assert (first.reason, second.number, second.reason) == ("", 2, "A score was typed wrongly")
    assert second.content["reopening"]["asked_by"] == "Emil Editor"
    assert second.content["reopening"]["agreed_by"] == "Olga Office"
    assert "Nobody has asked" in refused(lambda: actions.reopen(decision, by=scene.olga))


def test_a_reserve_moves_up_when_a_winner_withdraws(scene: Contest) -> None:
    """Also after freezing: that is a version more, which says why."""
    decision = scene.frozen()
    reactions.submission_withdrawn(scene.answers[0])
    decision.refresh_from_db()
    assert titles(decision) == {
        "winner": ["Boje", "Deck"], "reserve": ["Ebbe"], "none": ["Flut", "Gischt"], "withdrawn": ["Anker"],
    }  # fmt: skip
    assert (decision.state, decision.version, decision.vacant) == ("frozen", 2, 0)
    scene.answers[2].refresh_from_db()
    assert scene.answers[2].outcome == "accepted"
    newest = Version.objects.filter(decision=decision).first()
    assert newest is not None
    assert scene.answers[0].code in newest.reason


def test_without_a_reserve_the_place_stays_empty_and_is_counted(scene: Contest) -> None:
    decision = scene.frozen(winners=2, reserves=0)
    reactions.submission_withdrawn(scene.answers[0])
    decision.refresh_from_db()
    assert (titles(decision)["winner"], decision.vacant, decision.state) == (["Boje"], 1, "frozen")


def test_two_prizes_give_one_result(scene: Contest) -> None:
    """C9: a reserve of one prize who wins the other is accepted; nobody is rejected while a prize is open."""
    first = scene.voted(scene.decision(winners=1, reserves=1))
    second = scene.voted(scene.decision(winners=1, reserves=0, title_de="Publikumspreis"))
    actions.freeze(first, by=scene.emil)
    assert [one.outcome for one in scene.call.submissions.all()] == ["accepted", "", "", "", "", ""]
    for move, one in (("none", 0), ("winner", 1)):
        actions.step(second, scene.answers[one].pk, move, by=scene.emil)
    actions.note(second, {scene.answers[1].pk: ("Most votes of the audience", "")}, by=scene.emil)
    actions.freeze(second, by=scene.emil)
    assert [one.outcome for one in scene.call.submissions.all()] == [
        "accepted",
        "accepted",
        *["rejected"] * 4,
    ]


def test_a_second_stage_is_decided_among_the_winners_of_the_first(scene: Contest) -> None:
    finalists = scene.frozen(winners=3, reserves=1, title_de="Finale")
    prize = scene.decision(winners=1, reserves=2, among=finalists)
    assert titles(prize) == {"winner": ["Anker"], "reserve": ["Boje", "Deck"], "none": [], "withdrawn": []}
    actions.freeze(scene.voted(prize), by=scene.emil)
    assert [one.outcome for one in scene.call.submissions.all()][:4] == ["accepted"] * 3 + ["waitlisted"]


def test_comments_of_jurors_become_feedback_only_where_none_was_written(scene: Contest) -> None:
    decision = scene.decision()
    anker, boje = scene.answers[0], scene.answers[1]
    for one in (anker, boje):
        assignment = scene.phase.assignments.create(juror=scene.jurors[0], submission=one)
        Review.objects.create(assignment=assignment, comment="Clear idea", handed_in_at=timezone.now())
    actions.note(decision, {boje.pk: ("", "Written by hand")}, by=scene.emil)
    assert actions.take_over_comments(decision, by=scene.emil) == 1
    found = dict(decision.placements.values_list("submission__title", "feedback"))
    assert (found["Anker"], found["Boje"], found["Deck"]) == ("Clear idea", "Written by hand", "")


def test_wrong_settings_are_refused_beside_their_field(scene: Contest) -> None:
    decision = scene.decision()
    for field, value in (
        ("title_de", " "),
        ("winners", 0),
        ("winners", 1),
        ("reserves", 1),
        ("among", decision),
    ):
        with pytest.raises(Refused) as caught:
            actions.change(decision, by=scene.emil, values={field: value})
        assert caught.value.field == field


def test_a_decision_that_was_never_frozen_can_be_deleted(scene: Contest) -> None:
    decision = scene.frozen()
    actions.ask_reopening(decision, by=scene.emil, reason="again")
    actions.reopen(decision, by=scene.olga)
    assert "stays" in refused(lambda: actions.delete(decision, by=scene.emil))
    other = scene.decision()
    actions.delete(other, by=scene.emil)
    assert not Decision.objects.filter(pk=other.pk).exists()


def test_filling_in_asks_the_database_as_often_for_many_as_for_few(scene: Contest) -> None:
    few = _statements(scene)
    for number in range(30):
        scene.answer(f"More {number}")
    assert _statements(scene) == few


def _statements(scene: Contest) -> int:
    decision = actions.create(
        scene.call, by=scene.emil, values={"title_de": "x", "winners": 2, "reserves": 2}
    )
    with CaptureQueriesContext(
        connection,
    ) as caught:
        actions.fill(decision, by=scene.emil)
    return len(caught)


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["winner", "reserve", "none", "up", "down", "withdraw", "freeze", "ask", "reopen"]),
        st.integers(0, 5),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
@pytest.mark.slow
def test_any_sequence_keeps_exactly_n_and_reserves_without_gaps(
    scene: Contest, moves: list[tuple[str, int]]
) -> None:
    """Choosing, withdrawing, freezing and reopening in any order."""
    point = transaction.savepoint()
    try:
        _play(scene, moves)
    finally:
        transaction.savepoint_rollback(point)


def _play(scene: Contest, moves: list[tuple[str, int]]) -> None:
    decision = scene.voted(scene.decision(), "yes yes yes")
    everything = {one.pk: ("because", "") for one in scene.answers}
    actions.note(decision, everything, by=scene.emil)
    for move, number in moves:
        one = scene.answers[number]
        try:
            with transaction.atomic():
                match move:
                    case "withdraw":
                        actions.leave_out(one)
                    case "freeze":
                        actions.freeze(decision, by=scene.emil)
                    case "ask":
                        actions.ask_reopening(decision, by=scene.emil, reason="again")
                    case "reopen":
                        actions.reopen(decision, by=scene.olga)
                    case _:
                        actions.step(decision, one.pk, move, by=scene.emil)
        except Refused:
            pass
        decision.refresh_from_db()
        chosen = queries.choice(decision, decision.placements.all())
        if decision.is_frozen:
            assert len(chosen.winners) + decision.vacant == decision.winners
            assert decision.versions.count() == decision.version
            assert not decision.vacant or not chosen.reserves
        places = {kind: sorted(decision.placements.filter(kind=kind).values_list("place", flat=True))
                  for kind in ("winner", "reserve")}  # fmt: skip
        assert all(row == list(range(1, len(row) + 1)) for row in places.values())
    assert not list(history.faults())
    assert Juror.objects.count() == 3
