"""What auditors see, by link and signed in; what the office sees of them; and who sees nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kogge.core import history
from kogge.core.models import HistoryEntry, OutboxMessage, SignedLink
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization
from kogge.prove.audit.verifying import verify
from kogge.prove.auditors import actions, sampling
from kogge.prove.auditors.models import Access, Sample, SampleItem
from kogge.prove.auditors.readers import signed_in
from kogge.prove.hours.models import Participant
from kogge.take_part.checkin.models import Scan

from .conftest import Proof, make_operation

pytestmark = pytest.mark.django_db


def at(client: Client, user: User) -> Client:
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def url(name: str, *args: Any) -> str:
    return "/en" + reverse(f"audit:{name}", args=args).removeprefix("/en")


def granted(proof: Proof, by: User, **more: Any) -> tuple[Access, str]:
    today = timezone.localdate()
    values = {
        "operation": proof.operation,
        "valid_from": today,
        "valid_until": today + timedelta(days=30),
    } | more
    access = Access(
        name="Petra Prüferin", email="petra@audit.example", body="Audit authority", language="en", **values
    )
    actions.grant(access, by=by)
    [message] = OutboxMessage.objects.filter(about=f"auditors.access:{access.pk}").order_by("-pk")[:1]
    found = re.search(r"/audit/([\w-]+)/", message.text)
    assert found
    return access, found[1]


def code_of(proof: Proof) -> str:
    return proof.participant(proof.alma).code


def looks() -> list[tuple[str, str]]:
    rows = HistoryEntry.objects.filter(verb=actions.LOOKED).order_by("pk")
    return [(one.actor, one.after["what"]) for one in rows]


def test_an_auditor_with_a_link_reads_without_an_account(proof: Proof, olga: User, client: Client) -> None:
    """PR-09."""
    access, secret = granted(proof, olga)
    page = client.get(url("link_start", secret), headers={"accept-language": "en"})
    text = page.content.decode()
    assert page.status_code == 200
    assert proof.operation.title in text
    assert "Petra Prüferin, Audit authority" in text
    assert not page.cookies
    assert page["Cache-Control"] == "no-store, private"
    assert page["Referrer-Policy"] == "no-referrer"
    record = client.get(url("link_record", secret, "funded", code_of(proof)))
    assert record.status_code == 200
    assert not record.cookies
    assert looks() == [(f"audit access {access.pk}", "record")]


def test_the_name_is_shown_only_when_asked_for_and_that_is_kept(
    proof: Proof, olga: User, client: Client
) -> None:
    _access, secret = granted(proof, olga)
    address = url("link_record", secret, "funded", code_of(proof))
    assert "Alma" not in client.get(address).content.decode()
    assert "Alma Beispiel" in client.post(address).content.decode()
    assert [what for _actor, what in looks()] == ["record", "name"]
    assert "Alma" not in client.get(address).content.decode()


def test_from_a_record_to_the_scan_with_both_clocks(proof: Proof, olga: User, client: Client) -> None:
    """PR-09, PR-F7: a clock more than ten minutes off is marked, the server's time counts, both are kept."""
    proof.phone.skew = 23 * 60_000
    proof.scan(proof.alma, kind="out")
    [late] = Scan.objects.filter(kind="out")
    assert late.device_at - late.at == timedelta(minutes=23)
    text = at(client, olga).get(url("record", "funded", code_of(proof))).content.decode()
    assert "clock 23 minutes off" in text
    assert timezone.localtime(late.device_at).strftime("%H:%M:%S") in text
    assert timezone.localtime(late.at).strftime("%H:%M:%S") in text
    assert "Gate A" in text
    assert "Phone" in text


def test_a_clock_nine_minutes_off_is_not_marked(proof: Proof, olga: User, client: Client) -> None:
    proof.phone.skew = 9 * 60_000
    proof.scan(proof.alma, kind="out")
    assert "minutes off" not in at(client, olga).get(url("record", "funded", code_of(proof))).content.decode()


def test_a_link_opens_in_its_period_only(proof: Proof, olga: User, client: Client, time_machine: Any) -> None:
    """PR-09: used after the period it says so, in a sentence."""
    today = timezone.localdate()
    access, secret = granted(
        proof, olga, valid_from=today + timedelta(days=2), valid_until=today + timedelta(days=4)
    )
    now = timezone.now()
    expected = {
        0: "Your access begins on",
        2: "",
        4: "",
        5: "Your access ended on",
        300: "Your access ended on",
    }
    for days, sentence in expected.items():
        time_machine.move_to(now + timedelta(days=days))
        answer = client.get(url("link_start", secret), headers={"accept-language": "en"})
        assert (answer.status_code, sentence in answer.content.decode()) == (
            404 if sentence else 200,
            True,
        ), days
        if sentence:
            assert proof.operation.title not in answer.content.decode()
            assert client.get(url("link_record", secret, "funded", code_of(proof))).status_code == 404
    assert access.holds_on(today + timedelta(days=3))


def test_an_ended_access_and_an_older_link_open_nothing(proof: Proof, olga: User, client: Client) -> None:
    access, first = granted(proof, olga)
    actions.send_again(access, by=olga)
    assert client.get(url("link_start", first)).status_code == 404
    newest = OutboxMessage.objects.order_by("-pk")[0].text
    second = re.search(r"/audit/([\w-]+)/", newest)
    assert second
    assert client.get(url("link_start", second[1])).status_code == 200
    actions.revoke(access, by=olga)
    answer = client.get(url("link_start", second[1]), headers={"accept-language": "en"})
    assert "The office has ended this access." in answer.content.decode()
    with pytest.raises(Refused):
        actions.send_again(Access.objects.get(), by=olga)


def test_unknown_links_are_slowed_down(client: Client) -> None:
    answers = [client.get(url("link_start", f"guess-{number}")).status_code for number in range(22)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_other_operations_codes_and_events_open_nothing(proof: Proof, olga: User, client: Client) -> None:
    other = make_operation("other")
    stranger = Participant.objects.create(operation=other, person=proof.participant(proof.berta).person)
    _access, secret = granted(proof, olga)
    for address in (
        url("link_operation", secret, "other"),
        url("link_record", secret, "other", stranger.code),
        url("link_record", secret, "funded", stranger.code),
        url("link_record", secret, "other", code_of(proof)),
        url("link_event", secret, "other", proof.scene.event.slug),
        url("link_list", secret, "funded", "AAAA", "pdf"),
        url("link_file", secret, "funded", "AAAA"),
        url("link_sample_new", secret, "other"),
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(url("link_record", secret, "funded", stranger.code)).status_code == 404
    assert looks() == []


def test_an_organisations_auditor_sees_that_organisations_events(
    proof: Proof, anton: User, client: Client
) -> None:
    meadow = Organization.objects.create(slug=cast.MEADOW, name="Meadow", kind="digital_innovation_centre")
    proof.operation.organizations.add(meadow)
    at(client, anton)
    assert client.get(url("record", "funded", code_of(proof))).status_code == 200
    stranger = cast.auditor(cast.MEADOW)
    stranger.email = "other@meadow.example"
    at(client, stranger)
    assert client.get(url("operation", "funded")).status_code == 200
    assert client.get(url("record", "funded", code_of(proof))).status_code == 404
    assert client.get(url("event", "funded", proof.scene.event.slug)).status_code == 404


@pytest.mark.parametrize("who", ["editor", "door", "reviewer"])
def test_nobody_else_opens_the_audit(proof: Proof, client: Client, who: str) -> None:
    user = proof.by if who == "editor" else getattr(cast, who)()
    at(client, user)
    for name, args in (("start", ()), ("operation", ("funded",)), ("verification", ()), ("accesses", ())):
        assert client.get(url(name, *args)).status_code == 403, name


def test_an_auditor_grants_no_access_and_sees_no_log(proof: Proof, anton: User, client: Client) -> None:
    at(client, anton)
    for name in ("accesses", "grant"):
        assert client.get(url(name)).status_code == 403
    assert client.post(url("verify_now")).status_code == 403
    assert client.get(url("verification")).status_code == 200


def test_the_office_grants_access_and_sees_who_looked_at_what(
    proof: Proof, olga: User, client: Client
) -> None:
    today = timezone.localdate()
    body = {
        "name": "Petra Prüferin", "email": "petra@audit.example", "body": "Audit authority",
        "operation": proof.operation.pk, "valid_from": str(today), "valid_until": str(today + timedelta(days=9)),
        "language": "de",
    }  # fmt: skip
    at(client, olga)
    assert client.post(url("grant"), body).status_code == 302
    access = Access.objects.get()
    message = OutboxMessage.objects.get(about=f"auditors.access:{access.pk}")
    assert (message.to, message.is_farewell) == ("petra@audit.example", True)
    secret = re.search(r"/audit/([\w-]+)/", message.text)
    assert secret
    Client().get(url("link_record", secret[1], "funded", code_of(proof)))
    text = client.get(url("access", access.pk)).content.decode()
    assert f"the record {code_of(proof)}" in text
    assert "Petra Prüferin (link)" in client.get(url("accesses")).content.decode()
    assert client.post(url("access", access.pk), {"end": "1"}).status_code == 302
    assert Client().get(url("link_start", secret[1])).status_code == 404
    assert verify().faults == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"operation": ""}, "either an operation or an organisation"),
        ({"valid_until": "2001-01-01"}, "The last day lies before the first."),
        ({"valid_from": "2001-01-01", "valid_until": "2001-02-01"}, "This day has passed."),
        ({"valid_until": "2099-01-01"}, "An access lasts a year at most."),
        ({"email": "nobody"}, "valid email address"),
    ],
)
def test_a_wrong_grant_says_what_is_wrong_and_keeps_what_was_typed(
    proof: Proof, olga: User, client: Client, change: dict[str, str], sentence: str
) -> None:
    today = timezone.localdate()
    body = {
        "name": "Petra Prüferin", "email": "petra@audit.example", "body": "Audit authority",
        "operation": proof.operation.pk, "valid_from": str(today), "valid_until": str(today + timedelta(days=9)),
        "language": "de",
    }  # fmt: skip
    answer = at(client, olga).post(url("grant"), body | change)
    text = answer.content.decode()
    assert (answer.status_code, sentence in text, "Audit authority" in text) == (422, True, True)
    assert not Access.objects.exists()


def test_a_sample_can_be_drawn_again_by_hand(proof: Proof, olga: User, client: Client) -> None:
    """PR-09: the same seed draws the same records."""
    access, secret = granted(proof, olga)
    answer = client.post(url("link_sample_new", secret, "funded"), {"size": "2", "seed": " 22 Nov  PP "})
    assert answer.status_code == 302
    sample = Sample.objects.get()
    codes = list(Participant.objects.values_list("code", flat=True))
    by_hand = sorted(codes, key=lambda code: sampling.rank("22 Nov PP", code))[:2]
    assert list(sample.items.values_list("code", flat=True)) == by_hand
    assert (sample.population, sample.drawn_by) == (3, f"audit access {access.pk}")
    assert sample.population_digest == sampling.digest(reversed(codes))
    page = client.get(url("link_sample", secret, sample.pk)).content.decode()
    assert all(code in page for code in by_hand)
    assert (
        client.get(url("link_sample_csv", secret, sample.pk)).content.decode("utf-8-sig").count("22 Nov PP")
        == 2
    )
    assert verify().faults == []


def test_a_note_is_kept_with_the_item_and_a_question_needs_words(
    proof: Proof, olga: User, client: Client
) -> None:
    at(client, olga)
    client.post(url("sample_new", "funded"), {"size": "1", "seed": "a"})
    sample = Sample.objects.get()
    address = url("sample", sample.pk)
    answer = client.post(address, {"position": "1", "outcome": "question", "note": ""})
    assert (answer.status_code, "Please write what the question is." in answer.content.decode()) == (
        422,
        True,
    )
    assert client.post(address, {"position": "1", "outcome": "x", "note": "kept"}).status_code == 422
    assert client.post(address, {"position": "9", "outcome": "seen"}).status_code == 404
    assert (
        client.post(address, {"position": "1", "outcome": "question", "note": "Who signed?"}).status_code
        == 302
    )
    item = SampleItem.objects.get()
    assert (item.outcome, item.note, item.noted_by) == ("question", "Who signed?", str(olga.pk))
    assert "Who signed?" not in str([one.after for one in history.of(item)])
    assert verify().faults == []


def test_more_than_there_are_cannot_be_drawn(proof: Proof, olga: User, client: Client) -> None:
    answer = at(client, olga).post(url("sample_new", "funded"), {"size": "4", "seed": "a"})
    assert (answer.status_code, "There are only 3 records." in answer.content.decode()) == (422, True)


def test_one_auditors_samples_are_not_anothers(proof: Proof, olga: User, client: Client) -> None:
    _first, one = granted(proof, olga)
    _second, two = granted(proof, olga)
    client.post(url("link_sample_new", one, "funded"), {"size": "1", "seed": "a"})
    sample = Sample.objects.get()
    assert client.get(url("link_sample", two, sample.pk)).status_code == 404
    assert client.get(url("link_sample", one, sample.pk)).status_code == 200
    assert at(client, olga).get(url("sample", sample.pk)).status_code == 200


def test_the_desk_shows_the_last_verification_in_words(proof: Proof, olga: User, client: Client) -> None:
    at(client, olga)
    assert "Nothing has been verified yet." in client.get(url("verification")).content.decode()


def test_pages_ask_the_database_equally_often_for_one_row_and_for_many(
    proof: Proof, olga: User, client: Client
) -> None:
    at(client, olga)
    addresses = [
        url("start"), url("operation", "funded"), url("record", "funded", code_of(proof)),
        url("event", "funded", proof.scene.event.slug), url("accesses"),
    ]  # fmt: skip

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    counts()
    few = counts()
    for _number in range(3):
        proof.scan(proof.alma, kind="out")
        proof.scan(proof.alma)
        granted(proof, olga)
    make_operation("second")
    for number in range(4):
        actions.draw(proof.operation, seed=str(number), size=2, by=signed_in(olga))
    counts()
    assert counts() == few


def test_links_are_kept_as_hashes(proof: Proof, olga: User) -> None:
    _access, secret = granted(proof, olga)
    assert not SignedLink.objects.filter(digest__contains=secret).exists()
