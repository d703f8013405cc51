"""The desk: numbers and open cases without answers, paper by two people, refusals, corrections, person or company."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.plan.events.models import EventOrganizer
from kogge.prove.questionnaires import actions, aims, queries, store
from kogge.prove.questionnaires.models import Aim, AimDefault, Entity, Paper, Questionnaire, Response, State
from kogge.prove.questionnaires.reactions import person_erased, retention_asked
from kogge.prove.questionnaires.tests.conftest import ANSWERS, Scene
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Letter, Plan, Term

PDF = b"%PDF-1.7\nstartxref\n0\n%%EOF\n"
FULL = {"gender": "female", "birth_year": 1984, "employment": "employed", "education": "isced_5_8"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def case(scene: Scene, name: str, step: str = "", stage: str = "entry") -> str:
    return f"/en/desk/questionnaires/cases/{scene.row(name, stage).participant.code}/{stage}/{step}"


def test_staff_see_numbers_and_open_cases_and_no_answer(scene: Scene, emil: User) -> None:
    """PR-02: "12 required, 9 complete, 3 open" without answers; PR-F5: with what is missing."""
    for number in range(12):
        row = scene.asked(f"Gast {number}")
        if number < 9:
            actions.answer(row, FULL)
        elif number == 9:
            Questionnaire.objects.filter(pk=row.pk).update(state=State.CHECKED)
            store.keep(row, {**FULL, "education": ""}, origin="paper", profile_version="x", missing=["education"],
                       on=scene.today, by="test")  # fmt: skip
    page = signed_in(emil).get("/en/desk/questionnaires/x/").content.decode()
    assert "12 required, 9 complete, 3 open" in page
    assert "Gast 9" in page and "Gast 1<" not in page
    assert "Highest level of education" in page and "All answers" in page
    assert "isced_5_8" not in page and "1984" not in page


def test_the_number_of_queries_does_not_grow(
    scene: Scene, olga: User, django_assert_max_num_queries: Any
) -> None:
    scene.asked("Gast 0")
    client = signed_in(olga)
    paths = ("", "x/", "x/?show=overdue", "x/person-or-company/")
    client.get("/en/desk/questionnaires/x/")
    for _round in range(2):
        for path in paths:
            with django_assert_max_num_queries(20):
                assert client.get(f"/en/desk/questionnaires/{path}").status_code == 200
        for number in range(1, 8):
            scene.comes(f"Gast {number}", [8])
        scene.settle()


def test_another_centre_sees_nothing(scene: Scene) -> None:
    scene.asked("Anna Acht")
    frida = signed_in(cast.other_editor())
    assert "Vorhaben X" not in frida.get("/en/desk/questionnaires/").content.decode()
    for path in (
        "/en/desk/questionnaires/x/",
        case(scene, "Anna Acht"),
        case(scene, "Anna Acht", "sheet.pdf"),
    ):
        assert frida.get(path).status_code == 404
    assert frida.post(case(scene, "Anna Acht", "refusal/"), {"reason": "x"}).status_code == 404


def test_an_editor_sees_the_people_of_own_events_alone(scene: Scene, emil: User, olga: User) -> None:
    scene.asked("Anna Acht")
    EventOrganizer.objects.all().delete()
    page = signed_in(emil).get("/en/desk/questionnaires/x/").content.decode()
    assert "Anna Acht" not in page and "1 required, 0 complete, 1 open" in page
    assert signed_in(emil).get(case(scene, "Anna Acht")).status_code == 404
    assert "Anna Acht" in signed_in(olga).get("/en/desk/questionnaires/x/").content.decode()


def test_paper_is_typed_by_one_and_checked_by_another_who_decides(
    scene: Scene, emil: User, olga: User
) -> None:
    """PR-03: scan attached and sealed; the same person cannot do both; differences are shown and decided."""
    scene.asked("Paul Papier", email="")
    first, second = signed_in(emil), signed_in(olga)
    sheet = {"scan": SimpleUploadedFile("sheet.pdf", PDF), "received_on": scene.today.isoformat()}
    assert first.post(case(scene, "Paul Papier", "scan/"), sheet).status_code == 302
    paper = Paper.objects.get()
    assert PDF not in _stored(paper)
    typing = case(scene, "Paul Papier", "typing/")
    assert first.post(typing, {**ANSWERS, "q_education": ""}).status_code == 302
    assert b"female" not in bytes(Paper.objects.get().typed or b"")
    assert "Somebody else of the team must check it" in first.post(typing, ANSWERS).content.decode()
    with pytest.raises(Refused):
        actions.check(Paper.objects.get(), FULL, differences=0, by=emil)
    shown = second.post(typing, {**ANSWERS, "q_gender": "male"})
    page = shown.content.decode()
    assert shown.status_code == 422
    assert "You two differ" in page and page.count('name="seen"') == 2
    assert Response.objects.count() == 0
    decided = second.post(typing, {**ANSWERS, "q_gender": "male", "seen": ["gender", "education"]})
    assert decided.status_code == 302
    row = scene.row("Paul Papier")
    assert (row.state, row.complete) == (State.CHECKED, True)
    assert store.opened(row.pk, 1, bytes(Response.objects.get().sealed))["gender"] == "male"
    assert Paper.objects.get().typed is None
    assert second.get(case(scene, "Paul Papier", "scan/file/")).status_code == 404
    assert list(seals.faults([Questionnaire, Response, Paper])) == []


def test_the_database_refuses_one_person_for_both(scene: Scene) -> None:
    row = scene.asked("Paul Papier")
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(
            questionnaire=row, scan="x", kind="x", sha256="x", received_on=scene.today, taken_by="1",
            typed_by="1", checked_by="1",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "day", "sentence"),
    [
        (b"MZ\x90 program", 0, "none of them"),
        (b"<svg onload=alert(1)>", 0, "none of them"),
        (b"", 0, "empty"),
        (PDF, 1, "lies in the future"),
    ],
)
def test_a_scan_that_is_none_is_refused_with_a_sentence(
    scene: Scene, emil: User, content: bytes, day: int, sentence: str
) -> None:
    scene.asked("Paul Papier")
    received = (scene.today + timedelta(days=day)).isoformat()
    sheet = {"scan": SimpleUploadedFile("sheet.pdf", content), "received_on": received}
    response = signed_in(emil).post(case(scene, "Paul Papier", "scan/"), sheet)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert Paper.objects.count() == 0 and scene.row("Paul Papier").state == State.INVITED


def test_the_scan_opens_as_an_attachment_while_it_is_typed(scene: Scene, emil: User) -> None:
    scene.asked("Paul Papier")
    client = signed_in(emil)
    sheet = {"scan": SimpleUploadedFile("a.pdf", PDF), "received_on": scene.today.isoformat()}
    client.post(case(scene, "Paul Papier", "scan/"), sheet)
    response = client.get(case(scene, "Paul Papier", "scan/file/"))
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert HistoryEntry.objects.filter(verb="answers read").count() == 1


def test_a_letter_goes_to_whoever_has_no_mail_address(scene: Scene, emil: User, client: Client) -> None:
    scene.asked("Paul Papier", email="")
    desk = signed_in(emil)
    assert "No mail address" in desk.get("/en/desk/questionnaires/x/?show=overdue").content.decode()
    desk.post(case(scene, "Paul Papier", "mail/"))
    assert scene.row("Paul Papier").state == State.DUE
    desk.post(case(scene, "Paul Papier", "letter/"))
    assert (scene.row("Paul Papier").state, scene.row("Paul Papier").way) == (State.INVITED, "letter")
    sheet = desk.get(case(scene, "Paul Papier", "sheet.pdf"))
    assert sheet.content.startswith(b"%PDF-")
    assert client.get(scene.path("Paul Papier")).status_code == 200
    assert OutboxMessage.objects.count() == 0


def test_a_new_link_closes_the_old_one(scene: Scene, emil: User, client: Client) -> None:
    scene.asked("Anna Acht")
    old = scene.path("Anna Acht")
    signed_in(emil).post(case(scene, "Anna Acht", "mail/"))
    assert client.get(old).status_code == 404
    assert client.get(scene.path("Anna Acht")).status_code == 200
    assert OutboxMessage.objects.count() == 2


def test_a_refusal_needs_a_reason_stays_incomplete_and_ends_all_letters(scene: Scene, emil: User) -> None:
    scene.asked("Nora Nein")
    client = signed_in(emil)
    assert client.post(case(scene, "Nora Nein", "refusal/"), {"reason": ""}).status_code == 422
    client.post(case(scene, "Nora Nein", "refusal/"), {"reason": "by telephone"})
    assert scene.row("Nora Nein").state == State.REFUSED
    assert scene.settle(days=40) == 0
    assert queries.status(scene.operation) == queries.Status(1, 0)
    assert queries.records(scene.operation)[0].entry is None


def test_a_correction_keeps_the_old_answers_until_new_ones_come(scene: Scene, emil: User) -> None:
    """The history names that it was corrected, never what."""
    actions.answer(scene.asked("Anna Acht"), FULL)
    signed_in(emil).post(case(scene, "Anna Acht", "correction/"), {"reason": "wrote on Monday"})
    assert scene.row("Anna Acht").state == State.INVITED
    (record,) = queries.records(scene.operation)
    assert record.complete and record.entry == FULL
    scene.settle(days=1)
    actions.answer(scene.row("Anna Acht"), {**FULL, "employment": "inactive"})
    (record,) = queries.records(scene.operation)
    assert record.entry == {**FULL, "employment": "inactive"}
    assert [one.version for one in Response.objects.all()] == [1, 2]
    said = [f"{one.before}{one.after}{one.reason}" for one in HistoryEntry.objects.all()]
    assert not any("inactive" in one or "isced" in one for one in said)


def test_a_correction_that_never_came_leaves_the_answers(scene: Scene, emil: User) -> None:
    actions.answer(scene.asked("Anna Acht"), FULL)
    actions.reopen(scene.row("Anna Acht"), by=emil, reason="wrote on Monday")
    Questionnaire.objects.update(
        invited_at=timezone.now() - timedelta(days=70), expires_at=timezone.now() - timedelta(days=1)
    )
    scene.settle()
    row = scene.row("Anna Acht")
    assert (row.state, row.complete) == (State.ANSWERED, True)


@pytest.mark.parametrize(
    ("skills", "support", "replaceable", "who"),
    [
        (True, False, True, "person"), (True, False, False, "person"), (False, True, False, "company"),
        (True, True, True, "company"), (True, True, False, "person"), (False, False, True, "company"),
        (False, False, False, "person"),
    ],
)  # fmt: skip
def test_three_questions_lead_to_exactly_one(
    skills: bool, support: bool, replaceable: bool, who: str
) -> None:
    """PR-15."""
    assert aims.target(skills=skills, support=support, replaceable=replaceable) == who


def test_people_of_one_company_are_decided_together_and_it_counts_once(scene: Scene, emil: User) -> None:
    """PR-15: stored with the reason; both at once is refused by the form and by the database."""
    people = [scene.comes(name, [8]) for name in ("Anna Acht", "Bea Bald")]
    client, path = signed_in(emil), "/en/desk/questionnaires/x/person-or-company/"
    asked = {"people": [one.code for one in people], "skills": "no", "support": "yes", "replaceable": "yes",
             "reason": "advice on the firm's shop"}  # fmt: skip
    firm = {"name": "Muster & Söhne", "kind": "company", "size": "small", "postcode": "18055"}
    assert "Please name it" in client.post(path, asked).content.decode()
    both = client.post(path, {**asked, **firm, "skills": "yes", "support": "no"})
    assert (both.status_code, "Both at once is not possible" in both.content.decode()) == (422, True)
    assert Aim.objects.count() == 0
    assert client.post(path, {**asked, **firm}).status_code == 302
    first, second = queries.records(scene.operation)
    assert first.aim == second.aim == "company"
    assert first.entity == second.entity == {
        "code": Entity.objects.get().code, "size": "small", "kind": "company", "postcode": "18055",
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Aim.objects.update(target="person")


def test_a_default_decides_for_everybody_nobody_decided_about(scene: Scene, emil: User, olga: User) -> None:
    participant = scene.comes("Anna Acht", [8])
    path = "/en/desk/questionnaires/x/person-or-company/default/"
    answers = {"skills": "yes", "support": "no", "replaceable": "no", "reason": "courses for everybody"}
    assert signed_in(emil).post(path, answers).status_code in (403, 404)
    company = signed_in(olga).post(path, {**answers, "skills": "no", "support": "yes"})
    assert company.status_code == 422 and AimDefault.objects.count() == 0
    assert signed_in(olga).post(path, answers).status_code == 302
    scene.settle()
    aim = Aim.objects.get(participant=participant)
    assert (aim.target, aim.reason, aim.skills) == ("person", "courses for everybody", True)


def test_an_erased_person_is_never_written_to_and_answers_stay_under_a_code(scene: Scene, olga: User) -> None:
    """PR-F2."""
    actions.answer(scene.asked("Anna Acht"), FULL)
    scene.asked("Bea Bald")
    for name in ("Anna Acht", "Bea Bald"):
        person = scene.people[name]
        letter = Letter(name=person.name, email=person.email)
        person.name = person.email = ""
        person.save()
        with transaction.atomic():
            person_erased(person=person, by=olga, letter=letter)
        assert len(letter.gone) == 1 and len(letter.stays) == (name == "Anna Acht")
    assert scene.row("Bea Bald").state == State.REFUSED
    assert OutboxMessage.objects.count() == 0
    assert scene.settle(days=20) == 0
    assert queries.status(scene.operation) == queries.Status(2, 1)
    assert "Erased person" in signed_in(olga).get("/en/desk/questionnaires/x/").content.decode()


def test_everything_of_an_operation_goes_when_its_term_ends(scene: Scene, emil: User) -> None:
    """PR-08."""
    actions.answer(scene.asked("Anna Acht"), FULL)
    row = scene.asked("Paul Papier")
    actions.take_in(row, content=PDF, kind="application/pdf", received_on=scene.today, by=emil)
    plan = Plan(scene.today, lambda operation: Term(scene.today, "five years"))
    retention_asked(plan=plan)
    (line,) = plan
    assert (line.count, line.of, line.due) == (2, "Vorhaben X", scene.today)
    line.remove()
    assert not any(model.objects.exists() for model in (Questionnaire, Response, Paper, Aim, Entity))
    assert list(seals.faults([Questionnaire, Response, Paper, Aim])) == []


def _stored(paper: Paper) -> bytes:
    with default_storage.open(paper.scan) as file:
        return bytes(file.read())
