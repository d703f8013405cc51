"""Issued by itself, by hand, corrected, revoked, forgotten; rules and their versions."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.actions.merging import merge
from kogge.network.directory.models import Organization, Person
from kogge.plan.events.models import EventSeries
from kogge.prove.badges.actions import save_template
from kogge.prove.badges.earning import Conditions
from kogge.prove.badges.models import Template
from kogge.prove.hours.models import Credit
from kogge.prove.seals import rows as seals

from .. import actions, jobs, queries, reactions
from ..models import Assessment, Certificate, CertificateRule, RuleVersion, Run
from .conftest import Series, an_event


def sealed() -> list[str]:
    return list(seals.faults([Certificate, RuleVersion, Assessment]))


def test_after_the_last_date_whoever_came_three_times_gets_one_by_mail(weekly: Series) -> None:
    """PR-07: 3 of 4 → a certificate; 2 of 4 → none."""
    ada, bea = weekly.comes("Ada Abel", 3), weekly.comes("Bea Bolt", 2)
    jobs.issue_due()
    assert actions.work_off() == 1
    made = Certificate.objects.get()
    assert (made.person, made.content["name"], made.content["minutes"]) == (ada, "Ada Abel", 270)
    assert [one["title_de"] for one in made.content["dates"]] == ["Impuls 1", "Impuls 2", "Impuls 3"]
    assert made.content["funding"][0]["statement_en"] == "Co-funded by the European Union"
    letter = OutboxMessage.objects.get()
    assert (letter.to, made.shown_code in letter.text) == (ada.email, True)
    assert not Certificate.objects.filter(person=bea).exists()
    jobs.issue_due()
    actions.work_off()
    assert (Certificate.objects.count(), Run.objects.count(), OutboxMessage.objects.count()) == (1, 1, 1)
    assert list(reactions.certificate_faults()) == sealed() == []


def test_nothing_is_issued_before_the_last_date_is_over(weekly: Series) -> None:
    weekly.comes("Ada Abel", 3)
    last = weekly.events[-1]
    last.starts_on = timezone.localdate()
    last.save()
    jobs.issue_due()
    assert not Run.objects.exists()
    last.state = "cancelled"
    last.save()
    jobs.issue_due()
    assert not Run.objects.exists()


def test_a_late_paper_list_is_issued_by_hand_and_only_to_who_reaches_the_rule(weekly: Series) -> None:
    """PR-07: by hand after a late paper list."""
    jobs.issue_due()
    actions.work_off()
    late, short = weekly.comes("Lena Late", 3), weekly.comes("Sam Short", 2)
    assert weekly.issue(late).person == late
    with pytest.raises(Refused, match="not reached"):
        weekly.issue(short)
    with pytest.raises(Refused, match="already"):
        weekly.issue(late)


def test_a_wrong_name_is_corrected_and_the_old_code_says_replaced(weekly: Series) -> None:
    """PR-F1."""
    old = weekly.issue(weekly.comes("Ada Able", 4))
    new = actions.correct_name(old, by=weekly.emil, name=" Ada  Abel ", reason="misspelled on the list")
    old.refresh_from_db()
    assert (old.state, old.replaced_by, new.state, new.content["name"]) == (
        "replaced",
        new,
        "issued",
        "Ada Abel",
    )
    assert old.code != new.code
    assert {**new.content, "name": "Ada Able"} == old.content
    assert OutboxMessage.objects.filter(about=f"certificate:{new.pk}").get().to == "guest0@visitors.example"
    with pytest.raises(Refused, match="not valid"):
        actions.correct_name(old, by=weekly.emil, name="Eve", reason="again")
    assert list(reactions.certificate_faults()) == sealed() == []


@pytest.mark.parametrize(
    ("name", "reason", "field"), [("", "x", "name"), ("Ada Abel", "x", "name"), ("Eve", " ", "reason")]
)
def test_a_correction_without_name_or_reason_is_refused(
    weekly: Series, name: str, reason: str, field: str
) -> None:
    made = weekly.issue(weekly.comes("Ada Abel", 4))
    with pytest.raises(Refused) as refusal:
        actions.correct_name(made, by=weekly.emil, name=name, reason=reason)
    assert refusal.value.field == field
    assert Certificate.objects.get().state == "issued"


def test_what_was_revoked_is_not_issued_again_by_itself(weekly: Series) -> None:
    made = weekly.issue(weekly.comes("Ada Abel", 4))
    actions.revoke(made, by=weekly.emil, reason="somebody else used the ticket")
    jobs.issue_due()
    actions.work_off()
    assert [one.state for one in Certificate.objects.all()] == ["revoked"]
    assert sealed() == []


def test_when_attendance_is_corrected_below_the_rule_staff_decide(weekly: Series) -> None:
    """I11: a certificate that no longer follows is marked, and unmarked when it follows again."""
    ada = weekly.comes("Ada Abel", 3)
    made = weekly.issue(ada)
    Credit.objects.filter(person=ada, event=weekly.events[0]).delete()
    assert len(list(reactions.certificate_faults())) == 1
    jobs.issue_due()
    assert list(reactions.certificate_faults()) == []
    assert list(queries.questioned(weekly.emil)) == [made]
    Credit.objects.create(person=ada, event=weekly.events[3], on=weekly.events[3].starts_on, minutes=90)
    weekly.rule.events.clear()
    Credit.objects.create(person=ada, event=weekly.events[0], on=weekly.events[0].starts_on, minutes=90)
    jobs.issue_due()
    assert list(queries.questioned(weekly.emil)) == []


def test_an_edit_behind_the_program_is_found(weekly: Series) -> None:
    made = weekly.issue(weekly.comes("Ada Abel", 4))
    Certificate.objects.filter(pk=made.pk).update(content={**made.content, "minutes": 999})
    assert len(sealed()) == 1
    assert list(reactions.certificate_faults()) == [
        f"Certificate {made.shown_code} was issued although its rule was not reached."
    ]


def test_two_records_of_one_person_hold_one_certificate(weekly: Series) -> None:
    """A merge adds up dates of both; nobody gets two for one round."""
    one, other = weekly.comes("Ada Abel", 2), weekly.comes("Ada Abel", 0)
    for event in weekly.events[2:]:
        Credit.objects.create(person=other, event=event, on=event.starts_on, minutes=60)
    merge(one, other, by=weekly.emil, reason="same mail address")
    jobs.issue_due()
    assert actions.work_off() == 1
    assert Certificate.objects.get().content["minutes"] == 300


def test_after_a_merge_of_two_holders_staff_decide_about_the_second(weekly: Series) -> None:
    one, other = weekly.comes("Ada Abel", 3), weekly.comes("A. Abel", 3)
    weekly.issue(one)
    second = weekly.issue(other)
    merge(one, other, by=weekly.emil, reason="same person")
    jobs.issue_due()
    assert list(queries.questioned(weekly.emil)) == [second]


def test_only_a_recorded_assessment_makes_it_more_than_attendance(weekly: Series) -> None:
    """PR-07: the text says attendance, not qualification, unless an assessment is recorded."""
    ada = weekly.comes("Ada Abel", 4)
    weekly.issue(ada)
    actions.change_rule(
        weekly.rule, by=weekly.emil, conditions=Conditions(3, 0, True), out_of=4, reason="a test is held"
    )
    bea = weekly.comes("Bea Bolt", 4)
    with pytest.raises(Refused):
        weekly.issue(bea)
    values = {
        "passed": True, "result": "good", "assessor": "Prof. Paula Prüf", "standard": "Chamber rules 2024",
        "on": timezone.localdate(),
    }  # fmt: skip
    actions.assess(weekly.rule, bea, by=weekly.emil, values=values)
    assert weekly.issue(bea).content["assessment"]["standard"] == "Chamber rules 2024"
    assert Certificate.objects.get(person=ada).content["assessment"] == {}
    with pytest.raises(Refused) as refusal:
        actions.assess(weekly.rule, ada, by=weekly.emil, values={**values, "assessor": " "})
    assert refusal.value.field == "assessor"
    assert sealed() == []


def test_a_change_after_the_first_date_asks_for_a_reason_and_keeps_the_old_version(weekly: Series) -> None:
    """PL-04."""
    ada = weekly.comes("Ada Abel", 3)
    old = weekly.issue(ada)
    with pytest.raises(Refused) as refusal:
        actions.change_rule(
            weekly.rule, by=weekly.emil, conditions=Conditions(4, 0, False), out_of=4, reason=" "
        )
    assert refusal.value.field == "reason"
    actions.change_rule(
        weekly.rule, by=weekly.emil, conditions=Conditions(4, 0, False), out_of=4, reason="funder asks"
    )
    assert [(one.number, one.required, one.reason) for one in weekly.rule.versions.all()] == [
        (1, 3, ""), (2, 4, "funder asks"),
    ]  # fmt: skip
    weekly.series.refresh_from_db()
    assert (weekly.series.rule_required, weekly.series.rule_of) == (4, 4)
    old.refresh_from_db()
    assert old.version.required == 3
    assert list(reactions.certificate_faults()) == []


@pytest.mark.parametrize(
    ("conditions", "out_of", "field"),
    [
        (Conditions(None, 0, False), None, "required"), (Conditions(5, 0, False), 4, "required"),
        (Conditions(0, 60, False), 4, "required"),
    ],
)  # fmt: skip
def test_a_rule_that_asks_nothing_or_too_much_is_refused(
    weekly: Series, conditions: Conditions, out_of: int | None, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.change_rule(weekly.rule, by=weekly.emil, conditions=conditions, out_of=out_of, reason="x")
    assert refusal.value.field == field
    assert weekly.rule.versions.count() == 1


def test_a_rule_may_stand_on_chosen_events(weekly: Series, harbour: Organization) -> None:
    single = an_event(harbour, 0)
    rule = actions.create_rule(
        by=weekly.emil, organization=harbour, dates=[single, weekly.events[1]],
        conditions=Conditions(None, 240, False), values={"title_de": "Zwei Tage"},
    )  # fmt: skip
    long = weekly.comes("Ada Abel", 2, minutes=200)
    Credit.objects.create(person=long, event=single, on=single.starts_on, minutes=50)
    weekly.comes("Bea Bolt", 2, minutes=200)
    jobs.issue_due()
    actions.work_off()
    made = Certificate.objects.get(rule=rule)
    assert (made.person, made.content["minutes"], made.content["of"]) == (long, 250, 2)
    with pytest.raises(Refused, match="either a series or"):
        actions.create_rule(
            by=weekly.emil, organization=harbour, conditions=Conditions(1, 0, False), values={}
        )


def test_a_second_four_dates_are_a_second_round(weekly: Series, harbour: Organization) -> None:
    """Three of four begins anew after four dates: nobody collects over a year."""
    for number in range(4):
        weekly.events.append(an_event(harbour, number, ago=26, series=weekly.series))
    rounds = queries.rounds_of(queries.with_dates().get(pk=weekly.rule.pk))
    assert [len(one.events) for one in rounds] == [4, 4]


def test_the_rules_that_coordinators_gave_to_series_become_rules_of_certificates(
    weekly: Series, harbour: Organization
) -> None:
    """PL-04: defined once, on the series."""
    stated = EventSeries.objects.create(slug="weekly-two", title_de="Zweite", rule_required=2, rule_of=3)
    parts = EventSeries.objects.create(slug="parts", title_de="Vier Teile", parts=4)
    for series in (stated, parts, EventSeries.objects.create(slug="bare", title_de="Ohne")):
        series.organizers.add(harbour)
    assert (actions.adopt_series(), actions.adopt_series()) == (2, 0)
    rules = {one.series_id: one for one in CertificateRule.objects.all()}
    now = queries.current(rules[stated.pk])
    assert (now.required, now.out_of, rules[stated.pk].issues_itself, rules[stated.pk].note) == (
        2,
        3,
        True,
        "",
    )
    guessed = queries.current(rules[parts.pk])
    assert (guessed.required, guessed.out_of, rules[parts.pk].issues_itself) == (4, 4, False)
    assert rules[parts.pk].note
    EventSeries.objects.filter(pk=stated.pk).update(rule_required=3)
    assert actions.adopt_series() == 1
    assert queries.current(rules[stated.pk]).required == 3


def test_the_demo_carries_both_rules_that_its_facts_name(demo_year: None) -> None:
    """PR-07: three of four weekly impulses; a series of four workshops for retailers."""
    actions.adopt_series()
    found = {one.series.slug: queries.current(one) for one in queries.with_dates()}
    assert {slug: (one.required, one.out_of) for slug, one in found.items()} == {
        "vitamin-digital": (3, 4), "greifswalder-digitalfuehrerschein": (4, 4),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"colour": "#ffee00"}, "colour"),
        ({"colour": "red; }"}, "colour"),
        ({"logo": b"x", "logo_alt": ""}, "logo_alt"),
    ],
)
def test_a_template_that_nobody_could_read_is_refused(
    harbour: Organization, emil: User, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        save_template(harbour, by=emil, values={"colour": "#003e78", **values})
    assert refusal.value.field == field
    assert not Template.objects.exists()


def test_no_code_is_given_twice(weekly: Series) -> None:
    """I11: numbers are never reused, whatever is replaced, revoked or forgotten."""
    made = weekly.issue(weekly.comes("Ada Abel", 4))
    actions.forget(actions.correct_name(made, by=weekly.emil, name="Eve", reason="x"), by="test")
    assert Certificate.objects.values("code").distinct().count() == 2
    entry = HistoryEntry.objects.filter(kind="certificates.certificate", verb="issued").first()
    assert entry is not None
    assert entry.after["code"] == made.code
    HistoryEntry.objects.filter(pk=entry.pk).update(
        after={**entry.after, "code": Certificate.objects.first().code}
    )  # type: ignore[union-attr]
    assert any("given twice" in one for one in reactions.certificate_faults())


def test_rounds_that_lie_ahead_tell_when_they_begin(weekly: Series) -> None:
    for event in weekly.events:
        event.starts_on += timedelta(days=90)
        event.save()
    assert (weekly.round.has_begun, weekly.round.is_over) == (False, False)


VALUES = {"passed": True, "result": "good", "assessor": "Prof. Paula Prüf", "standard": "Chamber rules 2024"}


def assessed(weekly: Series, person: Person, **more: Any) -> Assessment:
    return actions.assess(
        weekly.rule, person, by=weekly.emil, values={**VALUES, "on": timezone.localdate(), **more}
    )


def test_an_assessment_taken_back_leaves_a_certificate_of_attendance(weekly: Series) -> None:
    """PR-07: the old code says "replaced", the new one speaks of attendance alone, and the person reads why."""
    ada = weekly.comes("Ada", 3)
    mistake = assessed(weekly, ada)
    old = weekly.issue(ada)
    with pytest.raises(Refused, match="give the reason"):
        actions.correct_assessment(mistake, by=weekly.emil, reason=" ")
    [new] = actions.correct_assessment(mistake, by=weekly.emil, reason="Somebody else's result")
    old.refresh_from_db()
    assert (old.state, old.replaced_by, old.reason) == ("replaced", new, "Somebody else's result")
    assert (new.content["assessment"], new.content["dates"]) == ({}, old.content["dates"])
    assert not weekly.rule.assessments.exists()
    entry = HistoryEntry.objects.get(verb="assessment withdrawn")
    assert (entry.reason, entry.actor) == ("Somebody else's result", str(weekly.emil.pk))
    assert "irrtümlich eingetragen" in OutboxMessage.objects.get(about=f"certificate:{new.pk}").text
    assert list(reactions.certificate_faults()) == []


def test_an_earlier_passed_assessment_takes_its_place(weekly: Series) -> None:
    ada = weekly.comes("Ada", 3)
    assessed(weekly, ada, result="fair", on=timezone.localdate() - timedelta(days=9))
    mistake = assessed(weekly, ada)
    weekly.issue(ada)
    [new] = actions.correct_assessment(mistake, by=weekly.emil, reason="Mistake")
    assert new.content["assessment"]["result"] == "fair"


def test_one_that_no_certificate_names_changes_none(weekly: Series) -> None:
    ada = weekly.comes("Ada", 3)
    held = weekly.issue(ada)
    later, failed = assessed(weekly, ada), assessed(weekly, ada, passed=False)
    for one in (later, failed):
        assert actions.correct_assessment(one, by=weekly.emil, reason="Mistake") == []
    held.refresh_from_db()
    assert held.state == "issued"


def test_where_the_rule_asks_for_one_staff_decide(weekly: Series) -> None:
    actions.change_rule(
        weekly.rule, by=weekly.emil, conditions=Conditions(3, 0, True), out_of=4, reason="From now on"
    )
    ada = weekly.comes("Ada", 3)
    mistake = assessed(weekly, ada)
    held = weekly.issue(ada)
    assert actions.correct_assessment(mistake, by=weekly.emil, reason="Mistake") == []
    held.refresh_from_db()
    assert held.state == "issued" and held.questioned_at is not None
    assert list(reactions.certificate_faults()) == []
