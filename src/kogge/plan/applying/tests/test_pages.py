"""What somebody without an account meets when answering a call."""

import re

import pytest
from django.core import signing
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from kogge.core import form_key
from kogge.core.models import OutboxMessage
from kogge.plan.applying import throttles
from kogge.plan.calls import actions, links
from kogge.plan.calls.models import Applicant, Call, Submission
from kogge.plan.calls.tests import scene

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\nendobj\nstartxref\n0\n%%EOF\n"


@pytest.fixture(autouse=True)
def calm(monkeypatch):
    """Nobody was here before, and keys are old enough to be sent."""
    cache.clear()
    monkeypatch.setattr(form_key, "new_key", lambda wait=3: signing.dumps(["k", 0], salt="kogge.form"))


def key(token="token", wait=0):
    return signing.dumps([token, wait], salt="kogge.form")


def own(one, purpose=links.PAGE):
    """The address of somebody's own page in English."""
    with translation.override("en"):
        return links.path_of(one, purpose)


def first(values=scene.GOOD, **more):
    typed = {f"q_{name}": value for name, value in values.items()}
    return {"name": "Sofia Beispiel", "email": "sofia@deichlicht.example", "key": key(), **typed, **more}


def begin(client, call, values=scene.GOOD, **more):
    return client.post(f"/en/calls/{call.slug}/answer/", first(values, **more))


def again(values=scene.GOOD, **more):
    return {"name": "Sofia Beispiel", **{f"q_{name}": value for name, value in values.items()}, **more}


def test_the_page_of_a_call_says_until_when_and_for_whom(client):
    call = scene.call()
    page = client.get(f"/en/calls/{call.slug}/").content.decode()
    assert "Only digital business models may take part." in page
    assert "Answer this call" in page
    assert call.title_en in client.get("/en/calls/").content.decode()


def test_a_draft_is_not_public(client):
    call = scene.call(state="draft")
    assert client.get(f"/en/calls/{call.slug}/").status_code == 404
    assert client.get(f"/en/calls/{call.slug}/answer/").status_code == 404


def test_from_the_first_save_to_the_receipt_without_an_account(client):
    """PL-05: a mailed link lets me edit until the deadline; draft survives a closed browser."""
    call = scene.call()
    saved = begin(client, call, {"title": "Halb"})
    assert saved.status_code == 302
    assert not client.cookies
    address = saved.url.partition("?")[0]
    assert 'value="Halb"' in client.get(address).content.decode()
    one = Submission.objects.get()
    mailed = re.search(r"http\S+/calls/mine/\S+", OutboxMessage.objects.get().text)[0]
    path = mailed.split(":8000")[-1]
    refused = client.post(path, again({"title": "Ganz"}, do="submit"))
    assert refused.status_code == 422
    assert "Please answer this question." in refused.content.decode()
    one.refresh_from_db()
    assert (one.state, one.title) == ("draft", "Ganz")
    assert one.confirmed_at is not None
    assert client.post(path, again(do="submit")).status_code == 302
    one.refresh_from_db()
    assert one.state == "submitted"
    assert one.code in OutboxMessage.objects.order_by("-pk")[0].text
    assert client.get(path)["Cache-Control"] == "no-store, private"
    assert client.get(path)["Referrer-Policy"] == "no-referrer"


def test_what_is_too_long_keeps_what_was_typed_and_says_by_how_much(client):
    call = scene.call()
    text = "ä" * 8000
    assert begin(client, call, {**scene.GOOD, "abstract": text}).status_code == 302
    path = own(Submission.objects.get())
    page = client.post(path, again({**scene.GOOD, "abstract": text}, do="submit")).content.decode()
    assert "that is 5000 too many" in page
    assert text in page


def test_a_rule_is_explained_and_acknowledged_before_it_counts(client):
    """PL-08: a failing answer explains why before submission."""
    call = scene.call()
    begin(client, call, {**scene.GOOD, "digital": "no"})
    path = own(Submission.objects.get())
    assert "Only digital business models may take part." in client.get(path).content.decode()
    page = client.post(path, again({**scene.GOOD, "digital": "no"}, do="submit"))
    assert page.status_code == 422
    assert "hand in nevertheless" in page.content.decode()
    assert (
        client.post(path, again({**scene.GOOD, "digital": "no"}, do="submit", acknowledged="on")).status_code
        == 302
    )
    assert Submission.objects.get().hits.get().rule == "digital"


def test_after_midnight_the_page_says_so_offers_the_contact_and_keeps_the_text(client):
    """PL-05: after the deadline the form says so and offers the contact."""
    call = scene.call()
    begin(client, call)
    path = own(Submission.objects.get())
    scene.close(call)
    late = client.post(path, again({**scene.GOOD, "title": "Zu spät getippt"}, do="submit"))
    assert late.status_code == 409
    text = late.content.decode()
    assert "Zu spät getippt" in text
    assert "calls@office.example" in text
    assert Submission.objects.get().title == scene.GOOD["title"]
    new = begin(client, call, {**scene.GOOD, "title": "Erst jetzt"}, key=key("other"))
    assert new.status_code == 409
    assert "Erst jetzt" in new.content.decode()


def test_two_tabs_are_told_apart(client):
    call = scene.call()
    begin(client, call)
    path = own(Submission.objects.get())
    version = Submission.objects.get().version
    assert client.post(path, again(do="save", version=version)).status_code == 302
    other = client.post(path, again({**scene.GOOD, "title": "Tab zwei"}, do="save", version=version))
    assert other.status_code == 409
    assert "Tab zwei" in other.content.decode()
    fresh = re.search(r'name="version" value="(\d+)"', other.content.decode())[1]
    assert (
        client.post(path, again({**scene.GOOD, "title": "Tab zwei"}, do="save", version=fresh)).status_code
        == 302
    )


def test_files_are_known_by_their_content_and_served_as_attachments(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call = scene.call()
    lie = SimpleUploadedFile("deck.pdf", b"<script>alert(1)</script>")
    refused = begin(client, call, q_deck=lie)
    assert refused.status_code == 422
    assert not Submission.objects.exists()
    assert scene.GOOD["title"] in refused.content.decode()
    begin(client, call, q_deck=SimpleUploadedFile("deck.pdf", PDF))
    one = Submission.objects.get()
    file = one.files.get()
    served = client.get(f"{own(one)}files/{file.pk}/")
    assert served["Content-Disposition"] == 'attachment; filename="deck.pdf"'
    assert "sandbox" in served["Content-Security-Policy"]
    client.post(own(one), again(do="save", drop_deck="on"))
    assert not one.files.exists()


def test_strange_bytes_and_missing_fields_get_a_page_not_an_error(client):
    call = scene.call()
    assert begin(client, call, {"title": "A\x00B"}).status_code == 400
    assert begin(client, call, {"title": "A\u202eB\u2028C"}).status_code == 302
    assert Submission.objects.get().title == "A B C"
    page = client.post(f"/en/calls/{call.slug}/answer/", {})
    assert page.status_code == 422
    path = own(Submission.objects.get())
    assert client.post(path, {"do": "submit", "version": "x" * 5000}).status_code == 422
    assert client.get("/en/calls/mine/guessed/").status_code == 404
    assert client.get("/en/calls/together/guessed/").status_code == 404


def test_somebody_named_says_yes_by_a_button_not_by_opening_the_link(client):
    call = scene.call()
    begin(client, call)
    path = own(Submission.objects.get())
    assert client.post(path, {"do": "add", "co_name": "Karl", "co_email": "nonsense"}).status_code == 422
    assert (
        client.post(path, {"do": "add", "co_name": "Karl", "co_email": "karl@x.example"}).status_code == 302
    )
    karl = Applicant.objects.get(role="co")
    asked = f"/en/calls/together/{links.secret_of(karl, links.WITH)}/"
    client.get(asked)
    karl.refresh_from_db()
    assert karl.confirmed_at is None
    client.post(asked, {"do": "yes"})
    karl.refresh_from_db()
    assert karl.confirmed_at is not None


def test_copying_needs_the_mailed_link(client):
    """TP-11: reuse an application; by mailed link only."""
    one = scene.handed_in(scene.call())
    other = scene.call()
    assert "Use it again" not in client.get(own(one)).content.decode()
    page = own(one, links.MAIL)
    assert "Use it again" in client.get(page).content.decode()
    assert client.post(page, {"do": "copy", "call": other.slug}).status_code == 302
    assert other.submissions.get().title == one.title


def test_lost_links_are_mailed_and_the_page_tells_nobody_who_is_known(client):
    one = scene.handed_in(scene.call())
    OutboxMessage.objects.all().delete()
    known = client.post("/en/calls/links/", {"email": "Sofia@Deichlicht.example", "key": key("a")})
    unknown = client.post("/en/calls/links/", {"email": "who@x.example", "key": key("b")})
    assert known.content == unknown.content
    assert links.mailed(one).split("/calls/")[1] in OutboxMessage.objects.get().text


def test_two_hundred_automatic_answers_are_throttled_and_a_person_still_gets_through(client, monkeypatch):
    """PL-F3: 200 automatic submissions from one address range are throttled; a human still gets through."""
    call = scene.call(kind="talks")
    taken = 0
    for number in range(200):
        sent = first(scene.TALK, key=key(f"bot{number}"), email=f"bot{number}@spam.example")
        answer = client.post(f"/en/calls/{call.slug}/answer/", sent, REMOTE_ADDR=f"203.0.113.{number % 250}")
        taken += answer.status_code == 302
    assert taken <= 20
    person = first(scene.TALK, key=key("human"), email="vera@x.example", name="Vera")
    page = client.post(f"/en/calls/{call.slug}/answer/", person, REMOTE_ADDR="203.0.113.77")
    assert page.status_code == 409
    assert scene.TALK["title"] in page.content.decode()
    monkeypatch.setattr(throttles, "WAIT_SECONDS", 0)
    person["key"] = key("human")
    assert (
        client.post(f"/en/calls/{call.slug}/answer/", person, REMOTE_ADDR="203.0.113.77").status_code == 302
    )


def test_programs_that_fill_the_hidden_field_or_are_too_fast_are_refused(client):
    call = scene.call()
    assert begin(client, call, website="https://spam.example").status_code == 422
    assert begin(client, call, key=key(wait=3)).status_code == 422
    assert not Submission.objects.exists()


def test_the_public_list_shows_titles_and_no_names(client):
    call = scene.call("talks", lists_proposals=True)
    scene.handed_in(call, scene.TALK)
    page = client.get(f"/en/calls/{call.slug}/proposals/").content.decode()
    assert "Offene Daten im Dorf" in page
    assert "Sofia" not in page
    Call.objects.filter(pk=call.pk).update(lists_proposals=False)
    assert client.get(f"/en/calls/{call.slug}/proposals/").status_code == 404


def test_the_next_phase_is_only_for_the_chosen(client):
    idea = scene.call()
    full = scene.call(previous=idea)
    assert begin(client, full).status_code == 409
    one = scene.handed_in(idea)
    actions.set_outcome(one, "accepted", by="jury")
    page = own(one, links.MAIL)
    assert client.post(page, {"do": "copy", "call": full.slug}).status_code == 302
    assert full.submissions.get().previous == one


def test_the_own_page_asks_the_database_equally_often_whatever_stands_in_it(
    client, django_assert_max_num_queries
):
    one = scene.draft(scene.call())
    for number in range(5):
        actions.add_co_applicant(one, name=f"N{number}", email=f"n{number}@x.example")
    with django_assert_max_num_queries(16):
        assert client.get(own(one)).status_code == 200


def test_a_kept_page_of_a_call_ends_with_the_call(client):
    """TP-11: the clock decides; a page made before the end is not shown after it."""
    call = scene.call(days=0.02)
    for path in ("/en/calls/", f"/en/calls/{call.slug}/"):
        assert 1600 < int(client.get(path)["X-Kogge-Public"]) <= 1728


def test_the_form_says_under_which_name_a_device_keeps_it_and_saving_lets_go_of_it(client):
    """PL-05: nothing of it is shown without a script; the trap for programs is never kept."""
    call = scene.call()
    page = client.get(f"/en/calls/{call.slug}/answer/").content.decode()
    assert f'data-keep="answer:{call.slug}" hidden' in page
    assert "<div data-keep-not hidden>" in page
    saved = client.get(begin(client, call).url).content.decode()
    one = Submission.objects.get()
    assert f'data-kept-sent="answer:{call.slug} mine:{one.code}"' in saved
    assert f'data-keep="mine:{one.code}" hidden' in saved
    assert "data-kept-sent" not in client.get(own(one)).content.decode()
