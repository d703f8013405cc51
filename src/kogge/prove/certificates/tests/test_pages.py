"""The pages: for everybody, for the holder, on the desk."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags
from PIL import Image

from kogge.core.models import OutboxMessage
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization
from kogge.prove.badges.models import Template
from kogge.prove.badges.queries import template_of
from kogge.prove.hours.models import Holder
from kogge.prove.seals.contracts import Letter, Plan, Term
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.tests import people
from kogge.take_part.self_service.tests import cast as visitors

from .. import actions, addresses, jobs, queries, reactions
from ..models import Certificate, Run
from .conftest import Series


def words(response: Any) -> str:
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(strip_tags(main.replace("<", " <")).split())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def check(code: str, **more: Any) -> Any:
    return Client().get(f"/en/certificates/{code}/", follow=True, **more)


@pytest.fixture
def certificate(weekly: Series) -> Certificate:
    return weekly.issue(weekly.comes("Ada Abel", 3))


def test_anybody_reads_that_a_certificate_is_valid_without_a_mail_address(certificate: Certificate) -> None:
    """PR-07: verification by code, without login, scripts, cookie or mail address."""
    page = check(certificate.code)
    said = words(page)
    for part in ("Valid", "Ada Abel", "Knowledge boost", "Impulse 2", "4 hours 30 minutes", "Hafenzentrum",
                 "not a qualification", "Co-funded by the European Union"):  # fmt: skip
        assert part in said, part
    assert certificate.person is not None
    assert certificate.person.email not in page.content.decode()
    assert (page["X-Robots-Tag"], page["Referrer-Policy"], page.cookies) == (
        "noindex, nofollow",
        "no-referrer",
        {},
    )
    assert "no-store" in page["Cache-Control"]


def test_a_code_is_understood_however_it_is_typed(certificate: Certificate) -> None:
    typed = f" {certificate.shown_code.lower()} "
    assert "Valid" in words(Client().get("/en/certificates/", {"code": typed}, follow=True))
    assert "Valid" in words(check(certificate.shown_code.lower()))


def test_the_old_code_says_replaced_and_shows_no_name(weekly: Series, certificate: Certificate) -> None:
    """PR-F1."""
    new = actions.correct_name(certificate, by=weekly.emil, name="Ada Åbel", reason="typing error")
    said = words(check(certificate.code))
    assert "Replaced" in said
    assert "Ada" not in said
    assert new.code not in said
    assert "Ada Åbel" in words(check(new.code))


def test_a_revoked_one_and_an_unknown_one_say_so(weekly: Series, certificate: Certificate) -> None:
    actions.revoke(certificate, by=weekly.emil, reason="secret reason")
    said = words(check(certificate.code))
    assert "Revoked" in said
    assert not re.search("Ada|secret reason", said)
    unknown = check("ZZZZ99998888")
    assert (unknown.status_code, "not known" in words(unknown)) == (404, True)
    assert check("<script>").status_code == 404


def test_whoever_tries_many_codes_has_to_wait(certificate: Certificate) -> None:
    where = {"REMOTE_ADDR": "192.0.2.44"}
    answers = [check(f"WRONG{number}", **where).status_code for number in range(61)]
    assert (answers[59], answers[60]) == (404, 429)
    assert check(certificate.code, REMOTE_ADDR="192.0.2.45").status_code == 200


def test_the_holder_loads_every_file_by_the_link_of_the_letter(certificate: Certificate) -> None:
    """PR-07."""
    link = re.search(r"https://network.example(/\S+)", OutboxMessage.objects.get().text)
    assert link is not None
    page = Client().get(link[1])
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (
        200,
        "no-store, private",
        "no-referrer",
    )
    starts = {"pdf": b"%PDF", "svg": b"<svg", "png": b"\x89PNG", "json": b"{", "jwt": b"ey"}
    for kind, start in starts.items():
        file = Client().get(f"{link[1]}certificate.{kind}")
        assert file.content.startswith(start)
        assert (file["X-Content-Type-Options"], "attachment" in file["Content-Disposition"]) == (
            "nosniff",
            True,
        )
        assert "sandbox" in file["Content-Security-Policy"]
    assert Client().get(f"{link[1]}certificate.exe").status_code == 404


def test_a_wrong_link_opens_nothing_and_an_ended_one_gives_no_files(
    weekly: Series, certificate: Certificate
) -> None:
    secret = addresses.secret_of(certificate)
    assert Client().get(f"/en/certificates/mine/{secret[:-2]}xx/").status_code == 404
    new = actions.correct_name(certificate, by=weekly.emil, name="Ada Åbel", reason="x")
    assert addresses.secret_of(new) in Client().get(f"/en/certificates/mine/{secret}/").content.decode()
    assert Client().get(f"/en/certificates/mine/{secret}/certificate.pdf").status_code == 404


def test_the_personal_page_says_what_is_missing_and_later_leads_to_the_certificate(weekly: Series) -> None:
    """PR-07: the person sees what is missing."""
    event = weekly.events[1]
    registration = visitors.ada(people.an_admission(5, event=event))
    person = weekly.comes("Ada Abel", 2)
    Holder.objects.create(serial=registration.serial, person=person, how="mail")
    said = visitors.words(visitors.get(registration))
    assert "at 2 of 4 dates, for 3 hours in all. Still missing: 1 more date." in said
    weekly.comes("somebody else", 4)
    last = weekly.events[2]
    last.credits.create(person=person, on=last.starts_on, minutes=45)
    assert "You have earned it" in visitors.words(visitors.get(registration))
    made = weekly.issue(person)
    page = visitors.get(registration).content.decode()
    assert addresses.secret_of(made) in page


def test_a_group_or_a_stranger_reads_nothing_of_certificates(weekly: Series) -> None:
    registration = visitors.ada(people.an_admission(5, event=weekly.events[0]))
    assert "at 0 of 4 dates" in visitors.words(visitors.get(registration))
    Registration.objects.filter(pk=registration.pk).update(state="waiting", confirmed_at=None)
    notes: list[dict[str, str]] = []
    registration.refresh_from_db()
    reactions.personal_page_asked(registration=registration, seat=None, notes=notes)
    assert notes == []


def test_staff_read_a_rule_as_a_sentence_before_it_is_saved(weekly: Series, harbour: Organization) -> None:
    """PL-04, PR-07: make a rule."""
    desk = signed_in(weekly.emil)
    sent = {
        "title_de": "Zwei Termine", "organization": harbour.pk, "events": [weekly.events[0].pk, weekly.events[1].pk],
        "required": "2", "hours": "2.5", "issues_itself": "on",
    }  # fmt: skip
    page = desk.post("/en/desk/certificates/new/", {**sent, "preview": "1"})
    said = words(page)
    assert "everybody who was there at all 2 dates and was there for 2 hours 30 minutes or longer." in said
    assert queries.rules_of(weekly.emil).count() == 1
    made = desk.post("/en/desk/certificates/new/", sent, follow=True)
    assert "was there at all 2 dates" in words(made)
    refused = desk.post("/en/desk/certificates/new/", {**sent, "required": "3"})
    assert "cannot be met" in words(refused)
    assert 'value="Zwei Termine"' in refused.content.decode()
    assert queries.rules_of(weekly.emil).count() == 2


def test_staff_change_a_rule_with_a_reason(weekly: Series) -> None:
    """PL-04."""
    desk, address = signed_in(weekly.emil), f"/en/desk/certificates/{weekly.rule.pk}/change/"
    sent = {"title_de": "Wissensboost", "title_en": "Knowledge boost", "required": "2", "out_of": "4"}
    assert "Please give the reason" in words(desk.post(address, sent))
    page = desk.post(address, {**sent, "reason": "one date was short"}, follow=True)
    assert "Version 2; earlier versions" in words(page)
    weekly.rule.refresh_from_db()
    assert weekly.rule.issues_itself is False


def test_staff_see_who_stands_where_and_issue(weekly: Series) -> None:
    """PR-07: staff see what is missing."""
    ada, bea = weekly.comes("Ada Abel", 4), weekly.comes("Bea Bolt", 1)
    desk, address = signed_in(weekly.emil), f"/en/desk/certificates/{weekly.rule.pk}/"
    said = words(desk.get(address))
    assert "Still missing: 2 more dates." in said
    assert "Bea Bolt" not in words(desk.get(address, {"only": "waiting"}))
    issue = f"{address}rounds/1/issue/"
    assert "Ada Abel" in words(desk.post(issue, {"person": ada.pk}, follow=True))
    assert "not reached" in words(desk.post(issue, {"person": bea.pk}, follow=True))
    assert "Nobody is waiting" in words(desk.post(issue, follow=True))
    assert Certificate.objects.count() == 1


def test_staff_correct_a_name_and_revoke(weekly: Series, certificate: Certificate) -> None:
    """PR-F1."""
    desk = signed_in(weekly.emil)
    address = f"/en/desk/certificates/held/{certificate.code}/"
    missing = desk.post(address, {"correct": "1", "name-name": "Eve Abel", "name-reason": ""})
    assert 'value="Eve Abel"' in missing.content.decode()
    assert Certificate.objects.count() == 1
    page = desk.post(
        address, {"correct": "1", "name-name": "Eve Abel", "name-reason": "new name"}, follow=True
    )
    assert "Eve Abel" in words(page)
    new = Certificate.objects.get(state="issued")
    desk.post(f"/en/desk/certificates/held/{new.code}/", {"revoke": "1", "revoke-reason": "wrong person"})
    new.refresh_from_db()
    assert (new.state, new.reason) == ("revoked", "wrong person")


def test_an_assessment_needs_somebody_who_attended_and_a_day_in_the_past(weekly: Series) -> None:
    ada, stranger = weekly.comes("Ada Abel", 4), weekly.comes("Sam Stranger", 0)
    desk, address = signed_in(weekly.emil), f"/en/desk/certificates/{weekly.rule.pk}/people/"
    sent = {
        "passed": "on",
        "result": "good",
        "assessor": "Paula Prüf",
        "standard": "Rules 2024",
        "on": "2999-01-01",
    }
    assert "lies in the future" in words(desk.post(f"{address}{ada.pk}/assessment/", sent))
    desk.post(f"{address}{ada.pk}/assessment/", {**sent, "on": str(timezone.localdate())})
    assert ada.assessments.get().standard == "Rules 2024"
    assert desk.get(f"{address}{stranger.pk}/assessment/").status_code == 404
    one = ada.assessments.get()
    held = weekly.issue(ada)
    page = desk.get(f"{address}{ada.pk}/assessment/")
    assert "Take the assessment back" in words(page)
    assert f'for="reason-{one.pk}"' in page.content.decode() and page.content.count(b'maxlength="300"') == 1
    back = f"{address}{ada.pk}/assessment/{one.pk}/withdrawal/"
    assert "give the reason" in words(desk.post(back, {"reason": ""}, follow=True))
    assert desk.get(back).status_code == 405
    assert "says attendance" in words(desk.post(back, {"reason": "Mistake"}, follow=True))
    assert desk.post(back, {"reason": "Mistake"}).status_code == 404
    held.refresh_from_db()
    assert held.state == "replaced" and not ada.assessments.exists()


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (80, 40), "navy").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue())


def test_a_template_is_seen_before_it_is_saved(weekly: Series, harbour: Organization) -> None:
    desk, address = signed_in(weekly.emil), f"/en/desk/certificates/templates/{cast.HARBOUR}/"
    sent = {"colour": "#7a1f00", "signatory": "Hanna Hafen", "logo_alt": "An anchor"}
    before = desk.get(address).content
    page = desk.post(address, {**sent, "logo": picture(), "preview": "1"})
    shown = re.findall(rb"data:image/png;base64,([^\"]+)", page.content)
    assert len(shown) == 2
    assert shown[0] not in before
    assert not Template.objects.exists()
    desk.post(address, {**sent, "logo": picture()})
    desk.post(address, {**sent, "place": "Hafenstadt"})
    newest = template_of(harbour)
    assert newest is not None
    assert (newest.number, newest.place, bytes(newest.logo)[:2]) == (2, "Hafenstadt", b"\xff\xd8")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"colour": "#ffff00"}, "too light"), ({"colour": "url(x)"}, "too light"),
        ({"colour": "#003e78", "logo": SimpleUploadedFile("x.png", b"<svg onload=alert(1)>")}, "not a picture"),
    ],
)  # fmt: skip
def test_a_bad_logo_or_colour_gets_a_sentence(weekly: Series, sent: dict[str, Any], sentence: str) -> None:
    page = signed_in(weekly.emil).post(
        f"/en/desk/certificates/templates/{cast.HARBOUR}/", {"signatory": "Hanna", **sent}
    )
    assert sentence in words(page)
    assert 'value="Hanna"' in page.content.decode()
    assert not Template.objects.exists()


def test_another_centre_reads_and_does_nothing(weekly: Series, certificate: Certificate) -> None:
    frida = signed_in(cast.other_editor())
    run = Run.objects.create(rule=weekly.rule, actor="1")
    pk = weekly.rule.pk
    held, person = f"held/{certificate.code}/", certificate.person_id
    for path in (f"{pk}/", f"{pk}/change/", f"runs/{run.pk}/", held, f"templates/{cast.HARBOUR}/",
                 f"{held}certificate.pdf", f"{pk}/people/{person}/assessment/"):  # fmt: skip
        assert frida.get(f"/en/desk/certificates/{path}").status_code == 404, path
    assert "Knowledge boost" not in words(frida.get("/en/desk/certificates/"))
    assert frida.post(f"/en/desk/certificates/{pk}/rounds/1/issue/").status_code == 404


def test_an_auditor_reads_and_issues_nothing(weekly: Series, certificate: Certificate) -> None:
    anton = signed_in(cast.auditor())
    page = anton.get(f"/en/desk/certificates/held/{certificate.code}/")
    assert (page.status_code, "Issue anew" in words(page)) == (200, False)
    sent = {"revoke": "1", "revoke-reason": "x"}
    assert anton.post(f"/en/desk/certificates/held/{certificate.code}/", sent).status_code == 404
    assert anton.post(f"/en/desk/certificates/{weekly.rule.pk}/rounds/1/issue/").status_code == 403


def test_pages_ask_the_database_as_often_for_many_as_for_one(weekly: Series) -> None:
    desk = signed_in(weekly.emil)
    paths = ["/en/desk/certificates/", f"/en/desk/certificates/{weekly.rule.pk}/"]
    counts = []
    for size in (1, 30):
        for number in range(size):
            weekly.issue(weekly.comes(f"Guest {number}", 3 + number % 2))
            weekly.comes(f"Short {number}", 1)
        found = []
        for path in paths:
            desk.get(path)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                desk.get(path)
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1]


def test_an_erased_person_leaves_a_code_without_a_name(weekly: Series, certificate: Certificate) -> None:
    """PR-F2: the name goes everywhere, what the proof needs is given to the seal."""
    person = certificate.person
    assert person is not None
    letter = Letter(person.name, person.email)
    reactions.person_erased(person=person, by=weekly.emil, letter=letter)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.person, certificate.content["name"]) == ("issued", None, "")
    assert letter.gone
    assert not OutboxMessage.objects.exists()
    said = words(check(certificate.code))
    assert "without a name" in said
    assert "Ada" not in said
    assert (
        "Ada"
        not in signed_in(weekly.emil).get(f"/en/desk/certificates/held/{certificate.code}/").content.decode()
    )
    assert list(reactions.certificate_faults()) == []


def test_whoever_wants_their_certificates_gone_has_them_revoked(
    weekly: Series, certificate: Certificate
) -> None:
    letter = Letter("Ada Abel", "", keep_certificates=False)
    assert certificate.person is not None
    reactions.person_erased(person=certificate.person, by=weekly.emil, letter=letter)
    assert "Revoked" in words(check(certificate.code))


def test_after_ten_years_names_are_due_and_their_removal_takes_exactly_them(certificate: Certificate) -> None:
    """PR-08."""
    plan = Plan(timezone.localdate(), lambda operation: Term(None, ""))
    reactions.retention_asked(plan=plan)
    year = timezone.localdate().year
    assert [(row.count, row.due.isoformat(), row.of) for row in plan if row.due] == [
        (1, f"{year + 10}-12-31", str(year))
    ]
    plan[0].remove()
    certificate.refresh_from_db()
    assert certificate.content["name"] == ""


def test_somebodys_own_data_hold_their_certificates(weekly: Series, certificate: Certificate) -> None:
    registration = visitors.ada(people.an_admission(5, event=weekly.events[1]))
    Registration.objects.filter(pk=registration.pk).update(person=certificate.person)
    registration.refresh_from_db()
    data: dict[str, Any] = {}
    reactions.own_data_asked(registration=registration, seat=None, data=data)
    assert [one["code"] for one in data["certificates"]] == [certificate.shown_code]


def test_a_run_shows_its_progress_and_is_stopped_and_resumed(
    weekly: Series, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PR-07: many in one run: progress, cancellable, resumable."""
    monkeypatch.setattr("kogge.prove.certificates.actions.runs.PIECE", 2)
    for number in range(5):
        weekly.comes(f"Guest {number}", 4)
    desk = signed_in(weekly.emil)
    page = desk.post(f"/en/desk/certificates/{weekly.rule.pk}/rounds/1/issue/", follow=True)
    run = Run.objects.get()
    assert "0 of 5 people" in words(page)
    assert actions.work_off(pieces=1) == 2
    page = desk.post(f"/en/desk/certificates/runs/{run.pk}/switch/", {"stop": "1"}, follow=True)
    assert "2 of 5 people" in words(page)
    assert actions.work_off() == 0
    jobs.issue_due()
    desk.post(f"/en/desk/certificates/runs/{run.pk}/switch/")
    actions.work_off()
    assert "5 certificates were issued." in words(desk.get(f"/en/desk/certificates/runs/{run.pk}/"))
    assert Certificate.objects.filter(state="issued").count() == OutboxMessage.objects.count() == 5
    run.refresh_from_db()
    assert (run.todo, run.done, run.issued) == ([], 5, 5)
