"""What a report counts, what it leaves out, what stops it, and what comes late (PR-05, PR-F4, PR-F5)."""

from datetime import date

import pytest

from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.prove.indicators import actions, queries, reports
from kogge.prove.indicators.models import Report

from .scene import EMPLOYED, UNEMPLOYED, Scene

Q1 = (date(2024, 1, 1), date(2024, 3, 31))
Q2 = (date(2024, 4, 1), date(2024, 6, 30))
LATE = date(2025, 1, 1)


def values(scene: Scene, since: date, until: date, as_of: date = LATE) -> dict[str, str]:
    content = reports.compute(scene.operation, since, until, as_of)
    return {line.code: line.value for line in content.result.lines}


def parts(content: reports.ReportResult, code: str) -> dict[str, str]:
    line = next(one for one in content.result.lines if one.code == code)
    return {part.key: part.value for part in line.parts}


def four(scene: Scene) -> None:
    """Ada and Ben are complete, Cem is incomplete, Dana came for four hours only."""
    first, second = scene.event(date(2024, 2, 1)), scene.event(date(2024, 5, 2), centre=scene.meadow)
    for name in ("Ada", "Ben", "Cem"):
        scene.attend(name, first)
    scene.attend("Dana", first, 240)
    scene.attend("Ada", second)
    scene.answer("Ada", EMPLOYED, date(2024, 2, 10))
    scene.answer("Ben", UNEMPLOYED, date(2024, 2, 11))
    scene.answer("Cem", {"gender": "female"}, date(2024, 2, 12))


def test_complete_records_count_once_and_incomplete_ones_stand_apart(scene: Scene) -> None:
    """PR-05, PR-F5"""
    four(scene)
    content = reports.compute(scene.operation, *Q1, LATE)
    found = {line.code: line.value for line in content.result.lines}
    assert (found["EECO01"], found["EECO02"], found["EECO04"], found["EECO05"]) == ("2", "1", "0", "1")
    assert parts(content, "EECO01") == {"female": "1", "male": "1", "non_binary": "0"}
    assert content.result.incomplete == 1
    assert {one.key: one.count for one in content.result.missing} == {
        "birth_year": 1,
        "education": 1,
        "employment": 1,
    }
    counters = {one.key: one.value for one in content.result.counters}
    assert counters == {"contacts": 4, "people": 4, "participants": 2}


def test_whoever_comes_again_is_a_participant_of_the_first_quarter_only(scene: Scene) -> None:
    four(scene)
    assert values(scene, *Q2)["EECO01"] == "0"
    assert values(scene, Q1[0], Q2[1])["EECO01"] == "2"


def test_who_reaches_the_threshold_later_counts_in_that_quarter(scene: Scene) -> None:
    four(scene)
    scene.attend("Dana", scene.event(date(2024, 5, 3)), 240)
    scene.answer("Dana", EMPLOYED, date(2024, 5, 4))
    assert (values(scene, *Q1)["EECO01"], values(scene, *Q2)["EECO01"]) == ("2", "1")


def test_the_same_records_give_the_same_bytes(scene: Scene) -> None:
    """PR-05"""
    four(scene)
    first, second = (reports.compute(scene.operation, *Q1, LATE) for _ in range(2))
    assert reports.text_of(first.plain()) == reports.text_of(second.plain())
    assert first.digest == second.digest


def test_as_of_leaves_out_what_had_not_come_yet(scene: Scene) -> None:
    """PR-10: what would we have reported on that day"""
    four(scene)
    content = reports.compute(scene.operation, *Q1, date(2024, 2, 10))
    assert [content.result.lines[0].value, content.result.incomplete] == ["1", 2]
    assert reports.compute(scene.operation, *Q1, date(2024, 1, 31)).result.counters[1].value == 0


def test_a_company_that_is_the_aim_counts_once_and_its_people_do_not(scene: Scene) -> None:
    """PR-15"""
    four(scene)
    scene.company("Ada", "FIRM2222")
    scene.company("Ben", "FIRM2222")
    content = reports.compute(scene.operation, *Q1, LATE)
    found = {line.code: line.value for line in content.result.lines}
    assert (found["EECO01"], found["EECO19"], content.result.for_companies) == ("0", "1", 2)


def test_answers_on_leaving_count_in_the_quarter_they_came(scene: Scene) -> None:
    four(scene)
    scene.answer("Ben", {"leaving_status": "employed", "qualification": "no"}, date(2024, 5, 20), "exit")
    assert values(scene, *Q1)["EECR04"] == "0"
    assert values(scene, *Q2)["EECR04"] == "1"


def test_an_answer_the_rules_do_not_know_stops_the_report(scene: Scene) -> None:
    four(scene)
    scene.answer("Ben", {**UNEMPLOYED, "employment": "on the moon"}, date(2024, 2, 12))
    with pytest.raises(Refused, match="ergibt 1, vollständig sind aber 2 Datensätze") as refusal:
        reports.compute(scene.operation, *Q1, LATE)
    assert scene.participant("Ben").code in str(refusal.value)


def test_a_frozen_report_stays_and_late_facts_are_a_correction_in_the_next_one(scene: Scene) -> None:
    """PR-F4"""
    office = cast.office()
    four(scene)
    frozen = actions.freeze(actions.draft(scene.operation, since=Q1[0], until=Q1[1], by=office), by=office)
    kept = dict(frozen.result)
    scene.attend("Eva", scene.event(date(2024, 3, 3)))
    scene.answer("Eva", EMPLOYED, date(2024, 7, 1))
    scene.attend("Ada", scene.event(date(2024, 5, 9)))
    content = reports.compute(scene.operation, *Q2, LATE)
    [correction] = content.corrections
    changes = {one.code: one for one in correction.changes}
    assert (correction.since, correction.until) == Q1
    assert (changes["EECO01"].before, changes["EECO01"].now, changes["EECO01"].difference) == ("2", "3", "1")
    assert changes["EECO05"].codes == (scene.participant("Eva").code,)
    assert "EECO02" not in changes
    frozen.refresh_from_db()
    assert frozen.result == kept
    assert reports.recomputed(frozen).digest == frozen.result_digest


def test_a_correction_is_told_once(scene: Scene) -> None:
    office = cast.office()
    four(scene)
    first = actions.freeze(actions.draft(scene.operation, since=Q1[0], until=Q1[1], by=office), by=office)
    scene.answer("Cem", EMPLOYED, date(2024, 7, 1))
    second = actions.freeze(actions.draft(scene.operation, since=Q2[0], until=Q2[1], by=office), by=office)
    assert [row["report"] for row in second.result["corrections"]] == [str(first.uid)]
    third = reports.compute(scene.operation, date(2024, 7, 1), date(2024, 9, 30), date.today())
    assert third.corrections == ()
    scene.answer("Cem", UNEMPLOYED, date(2024, 7, 2))
    [again] = reports.compute(scene.operation, date(2024, 7, 1), date(2024, 9, 30), date.today()).corrections
    told = {one.code: (one.before, one.now) for one in again.changes}
    assert told == {
        "EECO02": ("1", "2"),
        "EECO05": ("2", "1"),
        "EECO07": ("1", "2"),
        "EECO10": ("1", "2"),
        "EECO11": ("2", "1"),
    }
    assert reports.recomputed(second).digest == second.result_digest


def test_rows_of_a_frozen_report_are_sealed_and_lead_from_a_number_to_codes(scene: Scene) -> None:
    """PR-09, PR-13"""
    office = cast.office()
    four(scene)
    report = actions.freeze(actions.draft(scene.operation, since=Q1[0], until=Q1[1], by=office), by=office)
    assert b"employ" not in bytes(Report.objects.get(pk=report.pk).data)
    assert queries.behind(report, "EECO05") == [scene.participant("Ada").code]
    assert queries.behind(report, "incomplete") == [scene.participant("Cem").code]
    assert queries.is_locked(scene.operation, date(2024, 3, 31))
    assert not queries.is_locked(scene.operation, date(2024, 4, 1))


def test_a_period_is_frozen_once_and_only_when_it_is_over(scene: Scene) -> None:
    office = cast.office()
    with pytest.raises(Refused, match="noch nicht vorbei"):
        actions.draft(scene.operation, since=date(2030, 1, 1), until=date(2030, 3, 31), by=office)
    with pytest.raises(Refused, match="endet, bevor er beginnt"):
        actions.draft(scene.operation, since=Q1[1], until=Q1[0], by=office)
    report = actions.freeze(actions.draft(scene.operation, since=Q1[0], until=Q1[1], by=office), by=office)
    with pytest.raises(Refused, match="genau diesen Zeitraum"):
        actions.draft(scene.operation, since=Q1[0], until=Q1[1], by=office)
    with pytest.raises(Refused, match="schon festgeschrieben"):
        actions.freeze(report, by=office)
    with pytest.raises(Refused, match="bleibt"):
        actions.drop_draft(report, by=office)
