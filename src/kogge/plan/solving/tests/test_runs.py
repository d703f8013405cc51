"""Runs of the solver: asked for, computed by the clock in a process of its own, applied, discarded, interrupted."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from kogge.core.refusals import Refused
from kogge.plan.events.models import Session
from kogge.plan.solving import actions, building, running
from kogge.plan.solving.models import Run
from kogge.plan.speakers.models import Availability
from kogge.plan.timetable import actions as grid
from kogge.plan.timetable.models import Pause, Preference, Sequence, SessionPlan

from .conftest import OPTIONS, at, last_line

PLACED = "tell(0.1, 2, 3)\nanswer({'start': [0, 12], 'room': [0, 0]})\n" + last_line(2, 3)


@pytest.fixture
def talks(talk, hall, vera, udo):
    return [talk("Boats", vera), talk("Waves", udo)]


def places():
    return {one.title_de: (one.room_id, one.starts_at) for one in Session.objects.all()}


def test_a_run_is_computed_by_the_clock_and_changes_the_draft_only_when_applied(
    asked, talks, hall, solver, anna
):
    """PL-10: the draft is untouched until somebody takes the timetable over; then all stands in it."""
    solver(PLACED)
    run = asked()
    assert running.work_off() == 1
    run.refresh_from_db()
    assert (run.state, run.value, run.bound, run.series) == ("done", 2, 3, [[0.1, 2, 3]])
    assert set(places().values()) == {(None, None)}
    assert actions.apply(run, by=anna) == 2
    assert places() == {"Boats": (hall.pk, at(6)), "Waves": (hall.pk, at(7))}
    with pytest.raises(Refused, match="applied or discarded already"):
        actions.apply(run, by=anna)


def test_applying_after_somebody_moved_a_session_is_refused(asked, talks, hall, solver, anna, table):
    solver(PLACED)
    run = asked()
    running.work_off()
    grid.place(talks[0], hall, at(9), by=anna)
    with pytest.raises(Refused, match="Boats"):
        actions.apply(Run.objects.get(), by=anna)
    assert places()["Boats"] == (hall.pk, at(9))
    assert Run.objects.get().can_be_applied and run.code


def test_a_solver_killed_in_the_middle_keeps_its_best_and_the_draft(asked, talks, solver):
    """PL-F3: killed outright after its first answer: marked, best kept, draft intact."""
    solver("answer({'start': [0, 12], 'room': [0, 0]}); tell(1, 1, 3)\nimport os; os.kill(os.getpid(), 9)")
    asked()
    running.work_off()
    run = Run.objects.get()
    assert (run.state, run.solution) == ("broken", {"start": [0, 12], "room": [0, 0]})
    assert run.can_be_applied and set(places().values()) == {(None, None)}


def test_a_worker_that_died_leaves_a_run_that_is_closed_and_can_be_applied(asked, talks):
    run = asked()
    old = timezone.now() - timedelta(minutes=2)
    Run.objects.filter(pk=run.pk).update(
        state="running", beat_at=old, solution={"start": [0, 12], "room": [0, 0]}
    )
    assert running.work_off() == 0
    assert Run.objects.get().state == "broken"


def test_a_solver_that_says_what_is_wrong_is_heard(asked, talks, solver):
    solver("print('sessions[0]: it is fixed twice.', file=sys.stderr); sys.exit(2)")
    asked()
    running.work_off()
    assert (Run.objects.get().state, Run.objects.get().problem) == (
        "failed",
        "sessions[0]: it is fixed twice.",
    )


def test_packages_that_cannot_be_installed_are_the_operators_to_install(asked, talks, solver):
    """A fresh server without the internet: the launcher ends with 73, the sentence names the command."""
    solver("print('Adding what timetables and juries are computed with …', file=sys.stderr); sys.exit(73)")
    asked()
    running.work_off()
    with translation.override("de"):
        assert (Run.objects.get().state, "./kogge prepare-solver" in Run.objects.get().problem) == (
            "failed",
            True,
        )


def test_a_solver_is_waited_for_longer_while_it_is_being_installed(asked, talks, solver, monkeypatch):
    """Ended in the middle, an installation would leave the environment half made."""
    monkeypatch.setattr(running, "PATIENCE", -60)
    solver("import select; select.select([], [], [], 0.2)\n" + PLACED)
    asked()
    running.work_off()
    monkeypatch.setattr(running, "find_spec", lambda _name: None)
    asked()
    running.work_off()
    assert [run.state for run in Run.objects.order_by("pk")] == ["failed", "done"]


def test_a_run_can_be_stopped_and_keeps_what_it_found(asked, talks, solver, anna, stop_once):
    body = (
        "signal.signal(signal.SIGTERM, lambda *_: ended.append(1)); ended = []\n"
        "answer({'start': [0, 12], 'room': [0, 0]}); tell(1, 1, 3)\n"
        "while not ended: signal.sigtimedwait([], 0.05)\n"
    )
    solver(body + last_line(1, 3))
    stop_once(lambda watch: watch.series)
    asked()
    running.work_off()
    assert Run.objects.get().state == "done"
    waiting = asked()
    actions.stop(waiting, by=anna)
    assert Run.objects.get(pk=waiting.pk).state == "stopped"


def test_only_one_run_of_a_timetable_at_a_time(asked, talks):
    asked()
    with pytest.raises(Refused, match="under way already"):
        asked()


@pytest.fixture
def published(talks, hall, monkeypatch):
    """Both talks are public in the hall, one after the other."""
    places = {one.pk: (at(6 + number), hall.pk) for number, one in enumerate(talks)}
    monkeypatch.setattr("kogge.plan.timetable.queries.released_places", lambda _event: places)


CHEAP_MOVES = (
    "stays = given['stability'] >= 10; tell(0.1, 1, 2)\n"
    "answer({'start': [0, 12 if stays else 24], 'room': [0, 0]})\n" + last_line(1, 2)
)


def test_each_step_of_the_slider_is_tried_and_its_consequences_kept(asked, published, solver, fair, talks):
    """The price of stability: the dearer a move, the fewer published sessions move. The draft is not touched."""
    solver(CHEAP_MOVES)
    Preference.objects.create(event=fair, visitor="1", sessions=[one.pk for one in talks])
    run = asked(kind="prices")
    running.work_off()
    run.refresh_from_db()
    assert [(row["price"], row["moved"]) for row in run.facts["prices"]] == [
        (0, 1), (2, 1), (5, 1), (10, 0), (20, 0), (50, 0),
    ]  # fmt: skip
    assert (run.facts["published"], run.facts["wishes"], run.facts["prices"][0]["attendable"]) == (2, 2, 2)
    assert (run.state, run.can_be_applied) == ("done", False)


def test_comparing_prices_can_be_stopped_and_keeps_the_steps_it_has(asked, published, solver, stop_once):
    solver(CHEAP_MOVES + "\nsignal.sigtimedwait([], 5)")
    stop_once(lambda watch: watch.series)
    run = asked(kind="prices")
    running.work_off()
    run.refresh_from_db()
    assert (run.state, len(run.facts["prices"])) == ("done", 1)


def test_a_solver_that_fails_while_comparing_is_heard(asked, published, solver):
    solver("print('Out of memory.', file=sys.stderr); sys.exit(1)")
    asked(kind="prices")
    running.work_off()
    assert (Run.objects.get().state, Run.objects.get().problem) == ("failed", "Out of memory.")


def test_nothing_to_compute_is_said_at_once(table, asked, talk):
    with pytest.raises(Refused, match="no sessions yet"):
        asked()
    talk("Boats")
    with pytest.raises(Refused, match="no rooms yet"):
        asked()


def test_stability_costs_nothing_before_anything_is_published(asked, talks, hall):
    with pytest.raises(Refused, match="Nothing is published yet"):
        asked(kind="prices")


def test_the_task_knows_who_is_away_which_rooms_suit_and_what_must_follow(
    table, fair, talk, talks, hall, loft, vera, anna
):
    boats, waves = talks
    Availability.objects.create(person=vera, event=fair, starts_at=at(6), ends_at=at(7))
    SessionPlan.objects.update_or_create(session=waves, defaults={"expected": 50, "is_big": True})
    Sequence.objects.create(first=boats, then=waves, gap_minutes=10)
    Pause.objects.create(timetable=table, starts_at=at(10), ends_at=at(11), title="Lunch")
    Preference.objects.create(event=fair, visitor="1", sessions=[boats.pk, waves.pk, 999_999])
    grid.set_rooms(fair, [(hall, 30), (loft, None)], by=anna)
    table.refresh_from_db()
    task = building.build(table, OPTIONS, keep_near=False)
    one, other = task.instance["sessions"]
    assert (task.layout["minutes"], task.instance["slots_per_day"]) == (5, 120)
    assert [room["turnaround"] for room in task.instance["rooms"]] == [6, 1]
    assert one["starts"] == [0, 3, 6]
    assert (one["rooms"], other["rooms"]) == ([0, 1], [0])
    assert (other["after"], other["gap"], other["big"]) == ([0], 2, True)
    assert task.instance["breaks"] == [{"start": 48, "length": 12, "room": None}]
    assert task.instance["wishes"] == [[0, 1]]


def test_locked_sessions_stay_and_other_events_keep_their_rooms_and_people(
    table, fair, talk, talks, hall, anna
):
    boats, waves = talks
    grid.place(boats, hall, at(8), by=anna)
    SessionPlan.objects.filter(session=boats).update(locked=True)
    task = building.build(table, OPTIONS, keep_near=False)
    rows = dict(zip(task.layout["sessions"], task.instance["sessions"], strict=True))
    assert rows[boats.pk]["fixed"] == {"start": 24, "room": 0}
    assert "fixed" not in rows[waves.pk]


def test_a_session_whose_place_is_gone_is_what_a_repair_must_move(
    table, fair, talks, hall, loft, anna, asked, solver
):
    """PL-F1: somebody cannot come in the morning any more: the repair frees just this session."""
    boats, waves = talks
    grid.place(boats, hall, at(8), by=anna)
    grid.place(waves, hall, at(9), by=anna)
    Availability.objects.create(
        person_id=boats.contributions.get().person_id, event=fair, starts_at=at(12), ends_at=at(15)
    )
    task = building.build(table, OPTIONS, keep_near=True)
    rows = dict(zip(task.layout["sessions"], task.instance["sessions"], strict=True))
    assert rows[boats.pk]["published"] == {"start": 24, "room": 0}
    assert 24 not in rows[boats.pk]["starts"] and 36 in rows[waves.pk]["starts"]


@pytest.mark.slow
def test_the_real_solver_places_all_and_repairs_with_one_move(
    table, fair, talk, hall, loft, vera, udo, anna, asked
):
    """The whole way with the real solver: four talks of two people in two rooms, then one of them comes late."""
    for title, person in (("One", vera), ("Two", vera), ("Three", udo), ("Four", udo)):
        talk(title, person)
    run = asked(seconds=1)
    assert running.work_off() == 1
    run.refresh_from_db()
    assert (run.state, run.problem, run.facts["placed"]) == ("done", "", 4)
    actions.apply(run, by=anna)
    first = Session.objects.order_by("starts_at", "pk")[0]
    person = first.contributions.get().person_id
    Availability.objects.create(person_id=person, event=fair, starts_at=first.ends_at, ends_at=at(16))
    repair = asked(kind="repair", seconds=5)
    running.work_off()
    repair.refresh_from_db()
    assert repair.state == "done", repair.problem
    assert repair.facts["moved"] == [first.pk] and repair.facts["proven"]
