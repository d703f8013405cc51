"""Drafts, handing in, withdrawing: what the actions promise."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.refusals import Refused
from kogge.plan.calls import actions, links, queries, questions
from kogge.plan.calls.actions.answering import ChangedMeanwhile, Closed, Content, NotEligible, Unfinished
from kogge.plan.calls.models import Applicant, Submission

from . import scene

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_as_it_is_and_its_link_mailed_once():
    """PL-05, TP-11: a draft survives a closed browser; the same key sent twice gives one draft."""
    call = scene.call()
    first = scene.draft(call, {"title": "Halb fertig"}, key="abc")
    again = scene.draft(call, {"title": "Halb fertig"}, key="abc")
    assert first == again
    letter = OutboxMessage.objects.get(about=f"submission:{first.pk}")
    assert letter.to == "sofia@deichlicht.example"
    assert links.mailed(first) in letter.text
    assert links.open_submission(links.secret_of(first, links.MAIL)) == (first, True)
    assert links.open_submission(links.secret_of(first, links.PAGE)) == (first, False)


@pytest.mark.parametrize("secret", ["", "x", "a" * 43, "\x00", "ä" * 9])
def test_a_guessed_link_opens_nothing(secret):
    scene.draft(scene.call())
    with pytest.raises(links.Unknown):
        links.open_submission(secret)


def test_what_is_missing_is_said_before_handing_in_and_the_draft_stays():
    call = scene.call()
    one = scene.draft(call, {"title": "T" * 200, "abstract": "x" * 8000, "digital": "yes"})
    with pytest.raises(Unfinished) as refused:
        actions.hand_in(one)
    assert list(refused.value.faults) == ["organization_name", "title", "abstract", "postcode", "founders"]
    assert "5000" in refused.value.faults["abstract"]
    one.refresh_from_db()
    assert (one.state, len(one.abstract)) == ("draft", 8000)


def test_handing_in_again_changes_what_was_handed_in_and_sends_a_new_receipt():
    one = scene.handed_in(scene.call())
    actions.save_and_hand_in(one, Content({**scene.GOOD, "title": "Neuer Titel"}, {}, name="Sofia Beispiel"))
    one.refresh_from_db()
    assert (one.state, one.title) == ("submitted", "Neuer Titel")
    receipts = OutboxMessage.objects.filter(cause__startswith=f"call {one.uid}:receipt")
    assert receipts.count() == 2


def test_a_faulty_change_leaves_what_was_handed_in_as_it_was():
    one = scene.handed_in(scene.call())
    with pytest.raises(Unfinished):
        actions.save_and_hand_in(one, Content({**scene.GOOD, "title": ""}, {}))
    one.refresh_from_db()
    assert (one.state, one.title) == ("submitted", "Licht für den Deich")


def test_after_the_deadline_nothing_changes_unless_staff_allow_it():
    """PL-05: a late link grants access only if staff allow it; the clock of the server decides (TP-11)."""
    call = scene.call()
    one = scene.draft(call)
    scene.close(call)
    with pytest.raises(Closed):
        actions.save(one, Content(scene.GOOD, {}))
    with pytest.raises(Closed):
        actions.hand_in(one)
    with pytest.raises(Closed):
        scene.draft(call, email="neu@x.example")
    actions.allow_late(one, timezone.now() + timedelta(hours=1), by="office")
    assert actions.hand_in(one).state == "submitted"


def test_two_tabs_do_not_overwrite_each_other_unseen():
    one = scene.draft(scene.call())
    version = one.version
    actions.save(one, Content({**scene.GOOD, "title": "Tab eins"}, {}), expected_version=version)
    with pytest.raises(ChangedMeanwhile):
        actions.save(one, Content({**scene.GOOD, "title": "Tab zwei"}, {}), expected_version=version)
    one.refresh_from_db()
    assert one.title == "Tab eins"


def test_a_rule_explains_itself_before_handing_in_and_then_waits_for_a_person():
    """PL-08: a failing answer explains why before submission; a hit goes to a person, not to automatic rejection."""
    call = scene.call()
    one = scene.draft(call, {**scene.GOOD, "postcode": "20095", "digital": "no"})
    with pytest.raises(NotEligible) as refused:
        actions.hand_in(one)
    assert [finding.rule for finding in refused.value.findings] == ["seat", "digital"]
    actions.hand_in(one, acknowledged=True)
    assert sorted(one.hits.values_list("rule", "state")) == [("digital", "open"), ("seat", "open")]
    assert list(queries.judged(call)) == [one]
    with pytest.raises(Refused):
        actions.decide_hit(one.hits.get(rule="seat"), excludes=True, reason=" ", by="office")
    actions.decide_hit(one.hits.get(rule="seat"), excludes=True, reason="Sitz in Hamburg", by="office")
    assert list(queries.judged(call)) == []
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("submitted", "")


@pytest.mark.parametrize(
    ("edition", "organization", "founders", "hit"),
    [
        (2023, "DEICHLICHT gGmbH", "Niemand", True),
        (2023, "Andere AG", "karl muster", True),
        (2022, "Deichlicht GmbH", "Sofia Beispiel", False),
        (2023, "Andere AG", "Karl Mustermann", False),
        (2024, "Deichlicht GmbH", "Sofia Beispiel", False),
    ],
)
def test_who_was_chosen_in_the_edition_before_is_found_by_organisation_and_founder(
    edition, organization, founders, hit
):
    """PL-08: "funded before" is checked against earlier editions by organisation and founders."""
    before = scene.call(contest="nord", edition=edition)
    winner = scene.handed_in(
        before, {**scene.GOOD, "organization_name": organization, "founders": founders},
        email="w@x.example", name="Wer Anders",
    )  # fmt: skip
    actions.set_outcome(winner, "accepted", by="office")
    now = scene.call(contest="nord", edition=2024)
    one = scene.handed_in(now)
    assert one.hits.filter(rule="funded_before").exists() is hit


def test_those_chosen_before_this_platform_kept_count_are_found_in_the_typed_list():
    now = scene.call(edition=2024)
    now.settings |= {
        "earlier": [{"edition": 2023, "organization": "Alt & Neu UG", "founders": ["Sofia  BEISPIEL"]}]
    }
    now.save()
    hit = scene.handed_in(now).hits.get()
    assert hit.found == [{"edition": "2023", "source": "list", "by": "person", "name": "Sofia  BEISPIEL"}]


def test_a_decision_of_a_person_stays_while_the_same_is_found_and_falls_when_it_is_gone():
    one = scene.handed_in(scene.call(), {**scene.GOOD, "postcode": "20095"})
    actions.decide_hit(one.hits.get(), excludes=False, reason="Zweigstelle", by="office")
    actions.hand_in(one, acknowledged=True)
    assert one.hits.get().state == "cleared"
    actions.save_and_hand_in(
        one, Content({**scene.GOOD, "postcode": "22222"}, {}, name="Sofia"), acknowledged=True
    )
    assert one.hits.get().state == "open"
    actions.save_and_hand_in(one, Content(scene.GOOD, {}, name="Sofia"), acknowledged=True)
    assert not one.hits.filter(state="open").exists()


def test_co_applicants_are_named_only_once_they_agreed():
    one = scene.draft(scene.call())
    karl = actions.add_co_applicant(one, name="Karl Muster", email="Karl@Deichlicht.example")
    assert OutboxMessage.objects.get(to="Karl@deichlicht.example").subject
    with pytest.raises(Refused):
        actions.add_co_applicant(one, name="Karl", email="KARL@deichlicht.example")
    actions.answer_as_co_applicant(links.open_applicant(links.secret_of(karl, links.WITH)), agrees=True)
    karl.refresh_from_db()
    assert karl.confirmed_at and karl.declined_at is None


def test_an_answer_is_copied_once_into_another_call_and_into_the_phase_it_was_chosen_for():
    """TP-11 reuse; multi-phase: only those chosen before can answer."""
    idea = scene.call()
    full = scene.call(previous=idea)
    one = scene.handed_in(idea)
    with pytest.raises(Closed):
        actions.copy_answer(one, full)
    actions.set_outcome(one, "accepted", by="jury")
    one.refresh_from_db()
    following = actions.copy_answer(one, full)
    assert (following.title, following.previous, following.state) == (one.title, one, "draft")
    assert actions.copy_answer(one, full) == following
    assert actions.invite_next(full, by="office") == 1
    other = scene.call()
    assert actions.copy_answer(one, other).answers["founders"] == "Sofia Beispiel\nKarl Muster"


def test_a_nominee_is_kept_apart_from_who_nominates():
    call = scene.call("nominations")
    one = scene.handed_in(call, scene.PRAISE)
    assert one.applicants.get(role="nominee").name == "Eva Vorbild"
    assert questions.values_of(one)["nominee_email"] == "eva@x.example"
    assert Applicant.objects.filter(submission=one).count() == 2


def test_history_holds_no_words_of_an_answer():
    one = scene.handed_in(scene.call())
    entries = HistoryEntry.objects.filter(kind="calls.submission", object_id=str(one.pk))
    assert [entry.verb for entry in entries.order_by("pk")] == ["started", "handed in"]
    assert not any("Deich" in str((entry.label, entry.after, entry.before)) for entry in entries)


def test_nul_bytes_and_invisible_letters_are_left_out():
    asked = questions.of(scene.call())
    title = next(one for one in asked if one.key == "title")
    assert questions.cleaned(title, "A\x00B\u202e C\nD") == "A B C D"


def test_withdrawn_is_withdrawn():
    one = scene.handed_in(scene.call())
    actions.withdraw(one)
    actions.withdraw(one)
    one.refresh_from_db()
    assert one.state == Submission.State.WITHDRAWN
    with pytest.raises(Closed):
        actions.hand_in(one)
    with pytest.raises(Refused):
        actions.set_outcome(one, "accepted", by="jury")
