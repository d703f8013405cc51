"""The desk of juries: set up, invite, hand out with a proof, who may. PL-06, PL-08."""

import json
import os
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kogge.core import outbox
from kogge.network.accounts.tests import cast
from kogge.plan.calls.models import Call
from kogge.plan.juries import queries
from kogge.plan.juries.actions import judging, people
from kogge.plan.juries.assigning import Problem, faults
from kogge.plan.juries.assigning.__main__ import answer
from kogge.plan.juries.models import Assignment, AssignmentRun, Declaration, Juror, Jury, Phase
from kogge.plan.juries.tests.scene import FULL, Scene, give, juror, make, submission

from .. import chart, handing_out
from ..reactions import submission_columns_asked

pytestmark = pytest.mark.django_db
HOME = "/en/desk/calls/pitch/jury/"


@pytest.fixture
def scene() -> Scene:
    return make()


@pytest.fixture(autouse=True)
def solved_here(request: Any, monkeypatch: Any) -> None:
    """Starting a process with the solver's packages takes a second; one test does it, the others solve here."""
    if "slow" not in request.keywords:
        monkeypatch.setattr(
            handing_out, "_solved", lambda run, problem: json.loads(json.dumps(answer(problem)))
        )


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def handed_out(scene: Scene, keeps: bool = False) -> AssignmentRun:
    handing_out.start(scene.phase, keeps=keeps, by=scene.emil)
    handing_out.work_off()
    return scene.phase.runs.first()


def test_a_jury_is_set_up_from_its_call_and_published_with_it(scene: Scene) -> None:
    """PL-08: criteria, weights and tie rule are published with the call."""
    now = timezone.now()
    Call.objects.create(
        slug="next", kind="talks", organization=scene.call.organization, title_de="Nächster", title_en="Next",
        state="published", opens_at=now, closes_at=now + timedelta(days=9),
    )  # fmt: skip
    client, home = signed_in(scene.emil), "/en/desk/calls/next/jury/"
    assert b"no jury yet" in client.get(home).content
    assert client.post(home).url == home
    assert client.get(f"{home}rules/").status_code == 200
    data = {"title": "Jury", "tie_rule": "lot", "confidentiality_de": "", "confidentiality_en": ""}
    data |= {f"criteria-{name}": str(value) for name, value in (
        ("TOTAL_FORMS", 2), ("INITIAL_FORMS", 0))}  # fmt: skip
    data |= {"criteria-0-label_de": "Nutzen", "criteria-0-label_en": "Benefit", "criteria-0-weight": "3"}
    data |= {"criteria-1-label_de": "Mut", "criteria-1-label_en": "Courage", "criteria-1-highest": "10"}
    wrong = client.post(f"{home}rules/", data | {"criteria-1-lowest": "10"})
    assert wrong.status_code == 422 and b"must lie above" in wrong.content and b"Courage" in wrong.content
    assert client.post(f"{home}rules/", data).status_code == 302
    assert [(one.key, one.weight, one.highest) for one in Jury.objects.get(call__slug="next").criteria.all()] == [
        ("nutzen", 3, 5), ("mut", 1, 10)
    ]  # fmt: skip
    phase = {"title": "Round", "opens_at": "2031-05-02T10:00", "closes_at": "2031-05-01T10:00", "mode": "both",
             "per_submission": "2", "hidden": ["names"], "bids": "on"}  # fmt: skip
    assert client.post(f"{home}phases/new/", phase).status_code == 422
    assert client.post(f"{home}phases/new/", phase | {"closes_at": "2031-06-01T10:00"}).status_code == 302
    made = Phase.objects.get(jury__call__slug="next")
    assert (made.hidden_fields, made.rights) == (["names"], {"bids": True, "others": False})


def test_somebody_is_invited_by_mail_and_doubles_are_refused(scene: Scene) -> None:
    client = signed_in(scene.emil)
    form = {"name": "Eve", "email": "eve@elsewhere.example", "language": "en", "most": "3"}
    assert client.post(f"{HOME}jurors/", form).status_code == 302
    outbox.send_waiting()
    assert "/en/jury/" in mail.outbox[-1].body and mail.outbox[-1].to == ["eve@elsewhere.example"]
    again = client.post(f"{HOME}jurors/", form | {"name": "Other"})
    assert again.status_code == 422 and b"in the jury already" in again.content and b"Other" in again.content
    assert client.post(f"{HOME}jurors/", form | {"email": "no address"}).status_code == 422
    assert Juror.objects.filter(name="Eve").count() == 1


def test_files_are_handed_out_evenly_and_proven(scene: Scene) -> None:
    people.note_conflict(scene.jurors[0], scene.files[0], "her brother", by="test")
    run = handed_out(scene)
    assert run.state == "done", run.problems
    result = run.result
    assert result["proven"] and result["pairs"] == 12 and (result["load_low"], result["load_high"]) == (3, 3)
    assert not Assignment.objects.filter(juror=scene.jurors[0], submission=scene.files[0]).exists()
    page = signed_in(scene.emil).get(f"{HOME}phases/{scene.phase.pk}/files/").content
    assert b"no better way exists" in page


def test_after_somebody_left_the_others_keep_what_they_have(scene: Scene) -> None:
    handed_out(scene)
    before = set(Assignment.objects.exclude(juror=scene.jurors[0]).values_list("juror", "submission"))
    judged = Assignment.objects.filter(juror=scene.jurors[0]).first()
    judging.hand_in(judged, FULL, comment="", note="", unbiased=True, by="test")
    assert people.leave(scene.jurors[0], by="test") == 2
    run = handed_out(scene, keeps=True)
    after = set(Assignment.objects.values_list("juror", "submission"))
    assert run.state == "done" and before < after and (judged.juror_id, judged.submission_id) in after
    assert (run.result["new"], run.result["gone"], len(after)) == (2, 0, 12)


def test_what_is_impossible_is_said_with_what_to_change(scene: Scene) -> None:
    for one in scene.jurors[1:]:
        people.note_conflict(one, scene.files[2], "same club", by="test")
    run = handed_out(scene)
    assert run.state == "failed" and not Assignment.objects.exists()
    page = signed_in(scene.emil).get(f"{HOME}phases/{scene.phase.pk}/files/").content.decode()
    assert "“Idea 3”: 2 jurors are needed and only 1 may read it" in page
    Declaration.objects.all().delete()
    Juror.objects.update(most=2)
    assert handed_out(scene).state == "failed"
    assert "take 8 files altogether, 12 are needed" in signed_in(scene.emil).get(
        f"{HOME}phases/{scene.phase.pk}/files/"
    ).content.decode()  # fmt: skip


def test_missing_packages_are_named_and_a_stopped_run_changes_nothing(scene: Scene, monkeypatch: Any) -> None:
    monkeypatch.setattr(handing_out, "_solved", lambda run, problem: {"missing": "scipy"})
    assert handed_out(scene).state == "failed"
    assert b"prepare-solver" in signed_in(scene.emil).get(f"{HOME}phases/{scene.phase.pk}/files/").content
    client, path = signed_in(scene.emil), f"{HOME}phases/{scene.phase.pk}/files/"
    assert client.post(path, {"start": "anew"}).status_code == 302
    twice = client.post(path, {"start": "anew"})
    assert twice.status_code == 422 and b"computed already" in twice.content
    run = scene.phase.runs.first()
    assert client.post(path, {"stop": str(run.pk)}).status_code == 302
    assert handing_out.work_off() == 0 and not Assignment.objects.exists()


def test_a_conflict_that_comes_up_meanwhile_is_not_overlooked(scene: Scene, monkeypatch: Any) -> None:
    solved, late = handing_out._solved, iter([True])

    def meanwhile(run: Any, problem: Problem) -> Any:
        answer = solved(run, problem)
        if next(late, False):
            judging.declare_conflict(scene.jurors[0], scene.files[0], "just learnt", by="test")
        return answer

    monkeypatch.setattr(handing_out, "_solved", meanwhile)
    assert handed_out(scene).state == "done"
    assert not Assignment.objects.filter(juror=scene.jurors[0], submission=scene.files[0]).exists()
    assert queries.counted(scene.phase).count() == 12


@pytest.mark.slow
def test_the_same_records_give_the_same_assignment(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    task = handing_out.task_of(scene.phase, keeps=False)
    answers = []
    for _twice in range(2):
        run = AssignmentRun.objects.create(phase=scene.phase, state="running")
        answers.append(handing_out._solved(run, task.problem)["outcome"]["pairs"])
        run.delete()
    assert answers[0] == answers[1]
    assert list(faults(task.problem, [tuple(one) for one in answers[0]])) == []


def test_by_hand_conflicts_and_handed_in_sheets_are_refused(scene: Scene) -> None:
    client, path = signed_in(scene.emil), f"{HOME}phases/{scene.phase.pk}/files/"
    ada, file = scene.jurors[0], scene.files[0]
    assert client.post(path, {"add": file.code, "juror": str(ada.pk)}).status_code == 302
    assert b"has this file already" in client.post(path, {"add": file.code, "juror": str(ada.pk)}).content
    pair = Assignment.objects.get()
    judging.hand_in(pair, FULL, comment="", note="", unbiased=True, by="test")
    assert b"it stays" in client.post(path, {"remove": str(pair.pk)}).content
    people.note_conflict(scene.jurors[1], file, "x", by="test")
    refused = client.post(path, {"add": file.code, "juror": str(scene.jurors[1].pk)})
    assert refused.status_code == 422 and b"conflict of interest" in refused.content
    assert b"choose a juror" in client.post(path, {"add": "NOTHING", "juror": "x"}).content
    back = f"{HOME}sheets/{pair.review.pk}/back/"
    client.post(back, {"reason": ""})
    assert Assignment.objects.get().review.handed_in_at
    client.post(back, {"reason": "wrong row"})
    assert Assignment.objects.get().review.handed_in_at is None


def test_conflicts_are_shown_with_their_reason_and_cleared_with_one(scene: Scene) -> None:
    submission(scene.call, 40, organization="Big University")
    kim = juror(scene.jury, "Kim", organization_name="Big University")
    client, row = signed_in(scene.emil), kim.declarations.get()
    assert b"Same organisation: Big University" in client.get(f"{HOME}conflicts/").content
    assert client.post(f"{HOME}conflicts/", {"clear": str(row.pk), "why": ""}).status_code == 422
    assert client.post(f"{HOME}conflicts/", {"clear": str(row.pk), "why": "other campus"}).status_code == 302
    assert b"other campus" in client.get(f"{HOME}conflicts/").content
    noted = {"juror": str(kim.pk), "submission": scene.files[0].code, "reason": "typed words"}
    assert b"typed words" in client.post(f"{HOME}conflicts/", noted | {"juror": "999"}).content
    assert client.post(f"{HOME}conflicts/", noted).status_code == 302


def test_a_jury_of_another_centre_does_not_exist(scene: Scene) -> None:
    """Role by page: office and own editor open it, everybody else gets 404, 403 or the sign-in page."""
    pages = [HOME, f"{HOME}rules/", f"{HOME}phases/new/", f"{HOME}phases/{scene.phase.pk}/", f"{HOME}jurors/",
             f"{HOME}phases/{scene.phase.pk}/files/", f"{HOME}jurors/{scene.jurors[0].pk}/",
             f"{HOME}conflicts/"]  # fmt: skip
    expected = {
        scene.emil: 200,
        cast.office(): 200,
        cast.other_editor(): 404,
        cast.reviewer(): 403,
        cast.auditor(): 403,
    }
    for user, status in expected.items():
        client = signed_in(user)
        assert {client.get(page).status_code for page in pages} == {status}, user
    assert {Client().get(page).status_code for page in pages} == {302}


def test_scores_stand_in_the_list_of_the_call(scene: Scene) -> None:
    """PL-06: states and scores are visible in one list."""
    pair = give(scene, scene.jurors[0], scene.files[0])
    give(scene, scene.jurors[1], scene.files[0])
    judging.hand_in(pair, FULL, comment="", note="", unbiased=True, by="test")
    columns: list[Any] = []
    submission_columns_asked(scene.call, columns)
    assert columns == [("Jury", {scene.files[0].pk: "62 von 100 Punkten, 1 von 2 Bewertungen"})]


def test_the_page_of_files_costs_the_same_for_few_and_many_sheets(scene: Scene) -> None:
    client, path, counts = signed_in(scene.emil), f"{HOME}phases/{scene.phase.pk}/files/", []
    client.get(path)
    for wave in (scene.files[:1], scene.files[1:]):
        for file in wave:
            for person in scene.jurors:
                give(scene, person, file)
        with CaptureQueriesContext(connection) as caught:
            client.get(path)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_files_to_compare_are_no_sheets_to_fill_in(scene: Scene) -> None:
    """Who only compares is never shown as being behind."""
    give(scene, scene.jurors[0], scene.files[0])
    assert queries.with_progress(scene.jury).get(pk=scene.jurors[0].pk).left == 1
    Phase.objects.update(mode=Phase.Mode.PAIRS)
    assert queries.with_progress(scene.jury).get(pk=scene.jurors[0].pk).files == 0
    page = signed_in(scene.emil).get(f"{HOME}phases/{scene.phase.pk}/files/").content.decode()
    assert "everybody compares all files" in page and "Mean of 100" not in page


@pytest.mark.parametrize(
    ("mean", "said"), [(None, ""), (0, ""), (100, ""), (104.2, "above"), (-1.5, "below")]
)
def test_a_mean_beyond_the_scale_is_said_and_not_cut_off(mean: float | None, said: str) -> None:
    """A strict juror's highest score is more than the scale holds; two such files are not equal for that."""
    with translation.override("en"):
        assert chart.beyond(mean).startswith(said) and bool(chart.beyond(mean)) == bool(said)
