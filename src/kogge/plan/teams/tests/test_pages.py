"""Pages of teams: what everybody, members and the desk see and do, and what nobody may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kogge.core import form_key
from kogge.network.accounts.tests import cast
from kogge.plan.calls.tests import scene as calls
from kogge.plan.event_requests import actions as event_requests
from kogge.plan.teams import actions, links
from kogge.plan.teams.models import Member, Result, Team

from . import scene

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def challenge():
    return scene.challenge()


@pytest.fixture
def ada(challenge):
    return scene.founded(challenge, locale="en")


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Nobody waits three seconds here; the time trap itself is tested where it lives."""
    monkeypatch.setattr(form_key, "FASTEST_SECONDS", 0)


def key():
    return form_key.new_key(0)


def path_of(member):
    return "/en" + scene.path_of(member).removeprefix("/en")


def test_somebody_founds_a_team_without_an_account(client, challenge):
    """PL-13: participants form teams."""
    address = reverse("teams:found", args=[challenge.slug])
    assert (
        f'href="{address}"'
        in client.get(reverse("event_requests:challenge", args=[challenge.slug])).content.decode()
    )
    form = {
        "team_name": "Leuchtturm",
        "name": "Ada",
        "email": "ada@team.example",
        "seeks": "Eine Näherin",
        "key": key(),
    }
    sent = client.post(address, form)
    assert "Look into your mail" in sent.content.decode()
    assert not sent.cookies and "no-store" in sent["Cache-Control"]
    member = Member.objects.get()
    page = path_of(member)
    assert b"Leuchtturm" not in client.get(reverse("event_requests:challenge", args=[challenge.slug])).content
    shown = client.get(page)
    assert (shown["Referrer-Policy"], "no-store" in shown["Cache-Control"]) == ("no-referrer", True)
    assert Team.objects.get().state == "unconfirmed"  # a mail scanner that opens the link changes nothing
    assert client.post(page, {"do": "confirm"}, follow=True).status_code == 200
    public = client.get(reverse("event_requests:challenge", args=[challenge.slug])).content.decode()
    assert "Eine Näherin" in public and "1 of at most 3 people" in public
    assert "Ada" not in public and "team.example" not in public


def test_programs_and_mistakes_are_turned_away_and_what_was_typed_stays(client, challenge):
    address = reverse("teams:found", args=[challenge.slug])
    form = {"team_name": "Möwe", "name": "Ada", "email": "ada@team.example", "key": key()}
    assert client.post(address, {**form, "website": "x"}).status_code == 422
    assert client.post(address, {**form, "key": "forged"}).status_code == 422
    wrong = client.post(address, {**form, "email": "ada"})
    assert wrong.status_code == 422 and 'value="Möwe"' in wrong.content.decode()
    scene.over(challenge)
    assert client.post(address, form).status_code == 409
    assert Team.objects.count() == 0
    assert "Teams form no more" in client.get(address).content.decode()


def test_many_forms_from_one_mailbox_are_slowed_down(client, challenge):
    address = reverse("teams:found", args=[challenge.slug])
    codes = [
        client.post(
            address, {"team_name": f"T{number}", "name": "Ada", "email": "ada@team.example", "key": key()}
        ).status_code
        for number in range(8)
    ]
    assert codes == [200] * 6 + [409] * 2


def test_nothing_typed_becomes_markup(client, ada):
    actions.change_team(ada, team_name="<b>Fett</b>", seeks="<script>alert(1)</script>", is_open=True)
    for page in (reverse("event_requests:challenge", args=[ada.challenge.slug]), path_of(ada)):
        assert b"<script>alert" not in client.get(page).content


def test_the_own_page_does_what_members_may_and_nothing_else(client, challenge, ada):
    ben = scene.asked(ada.team)
    page, other = path_of(ada), path_of(ben)
    assert "with the team" in client.get(other).content.decode()
    assert client.post(other, {"do": "accept", "person": ben.pk}).status_code == 409
    client.post(page, {"do": "accept", "person": ben.pk})
    assert scene.sizes() == {"Leuchtturm": 2}
    assert client.post(page, {"do": "invite", "email": "quatsch"}).status_code == 409
    client.post(page, {"do": "invite", "email": "cem@team.example"})
    cem = Member.objects.get(email_key="cem@team.example")
    assert client.post(path_of(cem), {"do": "come", "name": ""}).status_code == 422
    client.post(path_of(cem), {"do": "come", "name": "Cem"})
    assert scene.sizes() == {"Leuchtturm": 3}
    assert "full" in client.get(page).content.decode()
    client.post(other, {"do": "own", "name": "Ben Neu", "brings": "Geduld", "named": "on"})
    assert scene.fresh(ben).named_at
    assert client.post(other, {"do": "team", "team_name": "Meins"}).status_code == 409
    gone = client.post(other, {"do": "leave"})
    assert "were deleted" in gone.content.decode()
    assert client.get(other).status_code == 404
    assert client.post(page, {"do": "nonsense"}).status_code == 409


def test_a_result_goes_from_the_team_to_everybody_and_back(client, challenge, ada):
    """PL-13: results are linked to the challenge."""
    scene.joined(ada)
    page = path_of(ada)
    bad = SimpleUploadedFile("a.pdf", b"MZ no pdf")
    form = {
        "do": "result",
        "title": "Ladenbörse",
        "text": "So.",
        "links": "https://l.example/x",
        "agrees": "on",
    }
    assert client.post(page, {**form, "file": bad}).status_code == 422
    assert client.post(page, {**form, "links": "javascript:alert(1)"}).status_code == 422
    assert client.post(page, {**form, "file": SimpleUploadedFile("plan.pdf", PDF)}).status_code == 302
    result = Result.objects.get()
    public = reverse("teams:result", args=[challenge.slug, result.slug])
    assert client.get(public).status_code == client.get(public + "file/").status_code == 404
    assert client.get(page + "file/").content == PDF
    client.post(page, {"do": "own", "name": "Ada", "named": "on"})
    client.force_login(cast.editor())
    client.post(reverse("teams:team", args=[challenge.slug, ada.team_id]), {"do": "publish"})
    client.logout()
    shown = client.get(public).content.decode()
    assert "Ada" in shown and "Ben" not in shown and 'href="https://l.example/x"' in shown
    file = client.get(public + "file/")
    assert "attachment" in file["Content-Disposition"] and "sandbox" in file["Content-Security-Policy"]
    overview = reverse("event_requests:challenge", args=[challenge.slug])
    assert f'href="{public}"' in client.get(overview).content.decode()
    assert overview in shown
    assert "one result" in client.get(reverse("event_requests:challenges")).content.decode()
    client.post(page, {"do": "disagree"})
    assert client.get(public).status_code == 404


def test_whoever_set_the_challenge_sees_its_teams_on_their_own_page(client):
    """PL-13: towns that set the challenge see what came of it."""
    call = calls.call("challenges")
    task = {
        "organization_name": "Stadt",
        "title": "Läden",
        "abstract": "Viele.",
        "wanted": "Ideen.",
        "team_most": 3,
    }
    one = calls.handed_in(call, task)
    made = event_requests.make_challenge(one, by="office")
    event_requests.publish_challenge(made, public=True, by="office")
    actions.set_terms(made, team_least=1, team_most=3, form_until=None, results_until=None, by="office")
    lead = scene.founded(made)
    scene.hand_in(lead)
    page = client.get(calls.actions.answering.letters.links.path_of(one)).content.decode()
    assert "Teams that work on your challenge" in page


def test_the_desk_sets_dates_merges_writes_exports_and_dissolves(client, challenge, ada):
    client.force_login(cast.editor())
    desk = reverse("teams:desk", args=[challenge.slug])
    assert (
        desk in client.get(reverse("event_requests:challenge_desk", args=[challenge.slug])).content.decode()
    )
    ben = scene.founded(challenge, "Ben", "=Möwe")
    terms = {
        "do": "terms",
        "team_least": 1,
        "team_most": 4,
        "form_until": "2031-01-02T10:00",
        "results_until": "2031-01-01T10:00",
    }
    assert "before teams have formed" in client.post(desk, terms).content.decode()
    assert client.post(desk, {**terms, "results_until": ""}).status_code == 302
    challenge.refresh_from_db()
    assert (challenge.team_least, challenge.team_most) == (1, 4)
    csv = client.get(reverse("teams:export", args=[challenge.slug, "csv"])).content.decode("utf-8-sig")
    assert "'=Möwe;At work;1;Ben;ben@team.example;Lead" in csv
    assert client.get(reverse("teams:export", args=[challenge.slug, "exe"])).status_code == 404
    assert client.post(desk, {"do": "write", "subject": "Plan", "text": "Um neun."}).status_code == 302
    assert client.post(desk, {"do": "merge", "source": ben.team_id, "into": ada.team_id}).status_code == 302
    one = reverse("teams:team", args=[challenge.slug, ada.team_id])
    assert client.post(one, {"do": "dissolve", "reason": ""}).status_code == 200
    assert client.post(one, {"do": "dissolve", "reason": "Abgesagt."}).status_code == 302
    shown = client.get(one).content.decode()
    assert "Abgesagt." in shown and "merged" in shown
    assert scene.sizes() == {}


def test_another_centre_gets_404_and_visitors_the_sign_in(client, challenge, ada):
    pages = [
        reverse("teams:desk", args=[challenge.slug]), reverse("teams:team", args=[challenge.slug, ada.team_id]),
        reverse("teams:export", args=[challenge.slug, "csv"]),
        reverse("teams:file", args=[challenge.slug, ada.team_id]),
    ]  # fmt: skip
    assert {client.get(page).status_code for page in pages} == {302}
    client.force_login(cast.other_editor())
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.post(pages[1], {"do": "dissolve", "reason": "x"}).status_code == 404
    assert scene.sizes() == {"Leuchtturm": 1}


def test_guessed_links_open_nothing(client, ada):
    secret = links.secret_of(ada)
    for guess in ("a" * 43, secret[:-6] + ("AAAAAA" if secret[-6:] != "AAAAAA" else "BBBBBB")):
        assert client.get(reverse("teams:mine", args=[guess])).status_code == 404


def test_a_lost_link_is_mailed_and_the_page_tells_nobody_who_is_known(client, challenge, ada):
    address = reverse("teams:lost_link", args=[challenge.slug])
    before = len(scene.letters("Ada"))
    pages = {
        client.post(address, {"email": mail, "key": key()}).content
        for mail in ("ada@team.example", "x@y.example")
    }
    assert len(pages) == 1
    assert len(scene.letters("Ada")) == before + 1


def test_pages_cost_the_same_with_one_team_and_with_many(client, challenge, ada):
    client.force_login(cast.office())
    scene.founded(challenge, "Zoe", "Zwei")
    pages = [
        reverse("event_requests:challenge", args=[challenge.slug]), reverse("teams:desk", args=[challenge.slug]),
        reverse("teams:export", args=[challenge.slug, "csv"]), reverse("event_requests:challenges"), path_of(ada),
    ]  # fmt: skip

    def queries():
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(page).status_code == 200
            counts.append(len(seen))
        return counts

    queries()
    few = queries()
    for number in range(4):
        lead = scene.founded(challenge, f"Lead{number}", f"Team {number}")
        result = scene.hand_in(scene.joined(lead, f"M{number}") and lead)
        actions.publish(result, public=True, by="office")
    scene.joined(ada)
    assert queries() == few
