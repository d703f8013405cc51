"""The person's own page, the public list and the desk: who sees what, and what a click does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kogge.network.accounts.tests import cast
from kogge.plan.calls.tests import scene as calls_scene
from kogge.plan.nominations import actions

from . import scene

pytestmark = pytest.mark.django_db


def own_page(nomination):
    return scene.path_in(scene.letters(nomination)[0])


def test_a_person_agrees_by_a_button_and_never_by_opening_the_link(client):
    nomination = scene.proposed()
    page = own_page(nomination)
    shown = client.get(page)
    assert scene.WHY in shown.content.decode()
    assert shown["Referrer-Policy"] == "no-referrer"
    assert "no-store" in shown["Cache-Control"]
    assert "sessionid" not in shown.cookies
    assert scene.fresh(nomination).state == "nominated"
    assert client.post(page, {"do": "agree", "public": "yes"}).status_code == 302
    agreed = scene.fresh(nomination)
    assert (agreed.state, agreed.public_since is not None) == ("consented", True)
    client.post(page, {"do": "hide"})
    assert scene.fresh(nomination).public_since is None
    client.post(page, {"do": "decline", "reason": "Keine Zeit"})
    assert (scene.fresh(nomination).state, scene.fresh(nomination).reason) == ("declined", "Keine Zeit")
    assert client.post(page, {"do": "agree"}).status_code == 409


def test_guessed_links_open_nothing(client):
    assert client.get(reverse("nominations:mine", args=["a" * 43])).status_code == 404
    assert client.get(reverse("nominations:own_certificate", args=["a" * 43])).status_code == 404
    page = own_page(scene.proposed())
    assert client.get(page + "certificate.pdf").status_code == 404


def test_the_appointed_person_gets_the_certificate_by_their_link(client):
    nomination = scene.appointed()
    answer = client.get(scene.path_in(scene.letters(nomination)[-1]) + "certificate.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_public_list_shows_names_of_the_day_and_an_empty_state(client):
    nomination = scene.appointed()
    address = reverse("nominations:offices")
    assert "Eva Vorbild" in client.get(address + "?on=2027-01-01").content.decode()
    before = client.get(address + "?on=2020-01-01").content.decode()
    assert "Eva Vorbild" not in before
    assert "Nobody was in office on this day" in before
    assert "is no day" in client.get(address + "?on=soon").content.decode()
    actions.set_public(nomination, public=False, by="the nominee")
    assert "Eva Vorbild" not in client.get(address + "?on=2027-01-01").content.decode()


def test_the_lasting_address_leads_to_the_open_call(client):
    assert client.get(reverse("nominations:propose"))["Location"] == reverse("applying:list")
    call = calls_scene.call("nominations")
    assert client.get(reverse("nominations:propose"))["Location"] == reverse(
        "applying:page", args=[call.slug]
    )


def test_the_desk_leads_a_nomination_to_the_office(client):
    client.force_login(cast.editor())
    at = scene.event()
    form = {"office": "ambassador", "organization": scene.centre().pk, "name": "Eva Vorbild", "locale": "de",
            "email": "eva@vorbild.example", "reason": scene.WHY}  # fmt: skip
    page = client.post(reverse("nominations:create"), form)["Location"]
    assert "has not answered yet" in client.get(page).content.decode()
    nomination = scene.Nomination.objects.get()
    assert client.post(page, {"do": "shortlist"}).status_code == 200  # nobody goes on without consent
    actions.consent(nomination, public=True, by="the nominee")
    assert client.post(page, {"do": "shortlist"}).status_code == 302
    wrong = client.post(page, {"do": "appoint", "event": at.pk, "first": "2026-09-10", "last": "2025-01-01"})
    assert "must not be before the first" in wrong.content.decode()
    term = {"do": "appoint", "event": at.pk, "first": "2026-09-10", "last": "2029-09-09"}
    assert client.post(page, term).status_code == 302
    shown = client.get(page).content.decode()
    assert reverse("conversations:log") in shown
    assert client.get(page + "certificate.pdf").content.startswith(b"%PDF")
    kept = client.post(page, {"do": "end", "last": "2027-01-01", "reason": ""}).content.decode()
    assert 'value="2027-01-01"' in kept


def test_another_centre_gets_404_and_visitors_the_sign_in(client):
    nomination = scene.appointed()
    page = reverse("nominations:nomination", args=[nomination.pk])
    assert client.get(page).status_code in {302, 403}
    client.force_login(cast.other_editor())
    assert client.get(page).status_code == 404
    assert client.get(page + "certificate.pdf").status_code == 404
    assert "Eva Vorbild" not in client.get(reverse("nominations:list") + "?state=all").content.decode()


def test_the_lists_cost_the_same_with_one_and_with_many(client):
    client.force_login(cast.office())
    at = scene.event()

    def queries():
        counts = []
        for address in (
            reverse("nominations:list") + "?state=all",
            reverse("nominations:offices") + "?on=2027-01-01",
        ):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                client.get(address)
            counts.append(len(seen))
        return counts

    assert "Nobody is proposed yet" in client.get(reverse("nominations:list")).content.decode()
    scene.appointed(at=at)
    queries()
    one = queries()
    for number in range(4):
        scene.appointed(at=at, name=f"Nummer {number}", email=f"n{number}@vorbild.example")
    assert queries() == one
