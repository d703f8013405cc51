"""Who is told what, once; replies; results for many at once; sessions of accepted talks."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.plan.calls import actions as calls
from kogge.plan.calls.models import Applicant
from kogge.plan.decisions import actions as deciding
from kogge.plan.decisions.models import Decision
from kogge.plan.decisions.tests.scene import Contest, titles

from .. import actions, queries, reactions
from ..actions import telling
from ..models import Notice, Reply, Run


def letters() -> dict[str, OutboxMessage]:
    """The newest letter to each address."""
    return {
        one.to.split("@")[0]: one
        for one in OutboxMessage.objects.filter(cause__startswith="decided:").order_by("pk")
    }


def told(scene: Contest, stage: Decision | None = None) -> dict[str, OutboxMessage]:
    actions.send_letters(scene.call, stage, by=scene.emil)
    return letters()


def path_in(message: OutboxMessage) -> str:
    found = re.search(r"https://network\.example(/\S+)", message.text)
    assert found
    return found[1]


def test_everybody_gets_one_letter_with_their_own_result(scene: Contest) -> None:
    """PL-09: accepted, reserve with place, not accepted with feedback; once, however often it is sent."""
    decision = scene.voted(scene.decision())
    deciding.note(decision, {scene.answers[5].pk: ("", "The market was not clear to us.")}, by=scene.emil)
    deciding.freeze(decision, by=scene.emil)
    found = told(scene)
    assert len(found) == 6
    assert "„Anker“ wurde ausgewählt" in found["anker"].text
    assert "Hauptpreis" in found["anker"].text
    assert "auf Platz 2" in found["ebbe"].text
    assert "The market was not clear to us." in found["gischt"].text
    assert "{" not in "".join(one.text + one.subject for one in found.values())
    with pytest.raises(Refused, match="Nobody waits"):
        actions.send_letters(scene.call, None, by=scene.emil)
    assert OutboxMessage.objects.filter(cause__startswith="decided:").count() == 6


def test_who_answers_along_is_told_too_and_everybody_in_the_language_of_the_answer(scene: Contest) -> None:
    first, second = scene.answers[0], scene.answers[1]
    for number, confirmed in enumerate((timezone.now(), None)):
        email = f"co{number}@startups.example"
        Applicant.objects.create(
            submission=first,
            role="co",
            name="Co",
            email=email,
            email_key=email,
            confirmed_at=confirmed,
            position=1,
        )
    type(second).objects.filter(pk=second.pk).update(locale="en")
    scene.frozen()
    found = told(scene)
    assert {"anker", "co0"} <= set(found)
    assert "co1" not in found
    assert "/en/calls/result/" in found["boje"].text
    assert "/en/" not in path_in(found["anker"])


def test_own_words_are_frozen_with_the_decision(scene: Contest) -> None:
    words = {
        "subject_de": "Gewonnen: {title}", "text_de": "Sie haben {prize} gewonnen.",
        "subject_en": "Won", "text_en": "Won",
    }  # fmt: skip
    actions.save_text(scene.call, "accepted", by=scene.emil, values=words)
    scene.frozen()
    actions.save_text(
        scene.call, "accepted", by=scene.emil, values={**words, "subject_de": "Später geändert"}
    )
    found = told(scene)
    assert found["anker"].subject == "Gewonnen: Anker"
    assert "/calls/result/" in found["anker"].text
    with pytest.raises(Refused) as caught:
        actions.save_text(scene.call, "accepted", by=scene.emil, values={**words, "text_en": " "})
    assert caught.value.field == "text_en"


def test_nobody_is_written_to_while_a_prize_is_open(scene: Contest) -> None:
    """C9: the letters of all prizes of one stage go out together."""
    scene.frozen(winners=1, reserves=0)
    second = scene.voted(
        scene.decision(winners=1, reserves=0, title_de="Zweiter Preis", title_en="Second prize")
    )
    with pytest.raises(Refused, match="Nobody waits"):
        actions.send_letters(scene.call, None, by=scene.emil)
    deciding.freeze(second, by=scene.emil)
    found = told(scene)
    assert len(found) == 6
    assert "Hauptpreis, Zweiter Preis" in found["anker"].text


def test_after_reopening_only_those_are_written_to_whose_result_changed(scene: Contest) -> None:
    decision = scene.frozen()
    told(scene)
    deciding.ask_reopening(decision, by=scene.emil, reason="A score was typed wrongly")
    deciding.reopen(decision, by=scene.olga)
    deciding.step(decision, scene.answers[1].pk, "none", by=scene.emil)
    deciding.step(decision, scene.answers[4].pk, "winner", by=scene.emil)
    deciding.note(decision, {scene.answers[4].pk: ("Corrected", "")}, by=scene.emil)
    deciding.freeze(decision, by=scene.emil)
    found = told(scene)
    assert sorted(Notice.objects.filter(number=2).values_list("submission__title", flat=True)) == [
        "Boje",
        "Flut",
    ]
    assert "ersetzt unseren früheren" in found["boje"].text


def test_a_winner_who_cannot_come_gives_way_to_the_first_reserve_who_is_told(scene: Contest) -> None:
    decision = scene.frozen()
    page = path_in(told(scene)["anker"])
    client = Client()
    assert client.post(page, {"cannot": "1"}).status_code == 302
    assert titles(decision)["winner"] == ["Boje", "Deck"]
    moved = letters()["deck"]
    assert Notice.objects.get(submission=scene.answers[2], number=2).kind == "moved_up"
    assert "Deck" in moved.subject
    assert OutboxMessage.objects.filter(to=moved.to, cause__startswith="decided:").count() == 2
    assert "counts no more" in client.get(f"/en{page}").content.decode()
    assert client.post(page, {}).status_code == 422


def test_the_page_to_reply_says_nothing_before_the_letter_and_is_kept_nowhere(scene: Contest) -> None:
    scene.frozen()
    from_letter = path_in(told(scene)["anker"])
    answer = Client().get(from_letter)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store, private", "no-referrer")
    assert answer.status_code == 200
    Notice.objects.all().delete()
    assert Client().get(from_letter).status_code == 404
    assert Client().get(f"{from_letter[:-5]}abcd/").status_code == 404


def test_only_those_who_agreed_are_named_and_only_once_it_is_published(scene: Contest) -> None:
    decision = scene.frozen()
    page = path_in(told(scene)["anker"])
    client, address = Client(), "/calls/contest/results/"
    assert client.post(page, {"may_be_named": "on"}).status_code == 302
    assert Reply.objects.get().may_be_named
    assert client.get(address).status_code == 404
    assert address not in client.get("/calls/contest/").content.decode()
    deciding.publish(decision, by=scene.emil)
    assert address in client.get("/calls/contest/").content.decode()
    shown = client.get(address).content.decode()
    assert "Anker" in shown
    assert "Boje" not in shown
    client.post(page, {})
    assert "Anker" not in client.get(address).content.decode()
    deciding.publish(decision, by=scene.emil, hidden=True)
    assert client.get(address).status_code == 404
    assert address not in client.get("/calls/contest/").content.decode()


def test_many_talks_are_accepted_at_once_and_become_sessions(congress: Contest) -> None:
    """PL-06: 60 at once, piece by piece; a stop is obeyed, and going on does the rest."""
    for number in range(54):
        congress.answer(f"Vortrag {number}", format="talk", minutes=30)
    run = actions.set_results(
        congress.call, [one.pk for one in congress.answers], "accepted", by=congress.emil
    )
    assert (run.state, run.total) == ("running", 60)
    actions.work_off(pieces=1)
    actions.switch(run, by=congress.emil, stop=True)
    assert actions.work_off() == 0
    actions.switch(run, by=congress.emil, stop=False)
    actions.work_off()
    run.refresh_from_db()
    assert (run.state, run.done, run.problems) == ("done", 60, [])
    assert congress.call.event.sessions.count() == 60
    assert queries.counts(congress.call) == {"accepted": 60, "everything": 60}
    actions.make_sessions(congress.call, by=congress.emil)
    assert congress.call.event.sessions.count() == 60


def test_a_list_without_a_decision_is_told_as_it_was_set(scene: Contest) -> None:
    pks = [one.pk for one in scene.answers]
    for outcome, chosen in (("accepted", pks[:1]), ("waitlisted", pks[1:2]), ("rejected", pks[2:5])):
        actions.set_results(scene.call, chosen, outcome, by=scene.emil)
    assert set(told(scene)) == {"anker", "boje", "deck", "ebbe", "flut"}
    actions.set_results(scene.call, pks[:1], "", by=scene.emil)
    assert queries.counts(scene.call)["undecided"] == 2
    with pytest.raises(Refused):
        actions.set_results(scene.call, pks, "nonsense", by=scene.emil)


def test_what_a_decision_has_placed_is_not_set_from_the_list(scene: Contest) -> None:
    scene.frozen()
    with pytest.raises(Refused, match="not part of a decision"):
        actions.set_results(scene.call, [scene.answers[0].pk], "rejected", by=scene.emil)


def test_withdrawing_before_anybody_was_told_writes_no_letter(scene: Contest) -> None:
    decision = scene.frozen()
    calls.withdraw(scene.answers[0])
    reactions.decided(decision, moved_up=scene.answers[2].pk)
    assert not letters()


def test_the_desk_shows_each_page_to_whom_it_belongs(scene: Contest) -> None:
    """Empty, with an open prize, ready, sent; another centre gets 404."""
    client, other = Client(), Client()
    client.force_login(scene.emil)
    other.force_login(cast.other_editor())
    base = "/desk/calls/contest/decision/"
    pages = ["list/", "list/?only=accepted", "letters/", "letters/0/", "letters/words/accepted/"]
    for decide in (None, scene.decision, lambda: _freeze(scene)):
        if decide:
            decide()
        for page in pages:
            assert client.get(base + page).status_code == 200, page
            assert other.get(base + page).status_code == 404
    assert client.post(f"{base}letters/0/sending/").status_code == 302
    assert len(letters()) == 6
    assert client.get(f"{base}letters/").status_code == 200
    assert other.post(f"{base}letters/0/sending/").status_code == 404
    run = Run.objects.get()
    assert client.get(f"{base}runs/{run.pk}/").status_code == 200
    assert client.get(f"{base}letters/words/nothing/").status_code == 404


def _freeze(scene: Contest) -> None:
    deciding.freeze(scene.voted(Decision.objects.get()), by=scene.emil)


def test_words_are_kept_with_what_was_typed_when_one_language_is_missing(scene: Contest) -> None:
    client = Client()
    client.force_login(scene.emil)
    address = "/desk/calls/contest/decision/letters/words/rejected/"
    typed = {"subject_de": "Getippt", "text_de": "x", "subject_en": "", "text_en": "y"}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "Getippt" in answer.content.decode()
    assert client.post(address, {**typed, "subject_en": "z"}).status_code == 302
    assert client.post(address, {"usual": "1"}).status_code == 302


def test_a_block_of_letters_costs_as_much_as_one(scene: Contest) -> None:
    """A hundred letters are written in the same number of statements as one."""
    deciding.freeze(scene.voted(scene.decision()), by=scene.emil)
    first, *others = [one.submission for one in queries.due(scene.call, 0)]
    with CaptureQueriesContext(connection) as single:
        assert telling.write(scene.call, 0, by="office", among=[first]) == 1
    with CaptureQueriesContext(connection) as many:
        assert telling.write(scene.call, 0, by="office", among=others) == len(others) == 5
    assert len(many) == len(single)
    assert Notice.objects.count() == len(letters()) == 6
