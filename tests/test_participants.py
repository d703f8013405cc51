"""The demo's fictional operation comes out exactly as somebody counted it by hand, and is marked wherever it is shown.

PR-01, PR-02, PR-05, PR-07, PR-10, PR-11, PR-14, PR-15, PR-F3, PR-F4, PR-F5.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from demo import load, participants
from demo.fictional_operation import OFFICE
from kogge.network.accounts.models import User
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Organization, Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.certificates import queries as earned
from kogge.prove.certificates.models import Certificate, CertificateRule
from kogge.prove.conversations import queries as conversations
from kogge.prove.hours import queries as hours
from kogge.prove.hours import settling
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.hours.models import Participant
from kogge.prove.indicators import reports
from kogge.prove.indicators.book import open_book
from kogge.prove.indicators.models import Report, Target
from kogge.prove.lists.models import AttendanceList
from kogge.prove.questionnaires import due
from kogge.prove.questionnaires.models import Questionnaire, Response
from kogge.prove.questionnaires.queries import status
from kogge.prove.seals import rows as seals
from kogge.prove.targets import standing as planned
from kogge.publish.programme.models import PublicEvent
from kogge.take_part.registration.models import Registration

pytestmark = pytest.mark.slow
EXPECTED = participants.expected()
PLAN = participants.plan()


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    before = settings.KEYS, settings.MEDIA_ROOT
    settings.KEYS, settings.MEDIA_ROOT = tmp_path_factory.mktemp("keys"), tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic():
        load.load(with_participants=True)
        yield
        transaction.set_rollback(True)
    settings.KEYS, settings.MEDIA_ROOT = before


@pytest.fixture
def operation(_loaded: None, db: None) -> Operation:
    return Operation.objects.get(slug=PLAN["operation"]["slug"])


def person(key: str) -> Person:
    scope = PLAN["people"][key]["at"][0]
    found = Registration.objects.get(idempotency_key=f"proof:{scope}:{key}").person
    assert found is not None
    return found


def as_plain(content: Any) -> dict[str, Any]:
    """A report's numbers, computed or frozen, in the words of the fixture."""
    result = content["result"] if isinstance(content, dict) else content.plain()["result"]
    counters = {one["key"]: one for one in result["counters"]}
    heads = counters["contacts"]
    return {
        "contacts": [heads["value"], heads["low"], heads["high"]], "people": counters["people"]["value"],
        "participants": counters["participants"]["value"], "incomplete": result["incomplete"],
        "for_companies": result["for_companies"],
        "lines": {one["code"]: int(one["value"]) for one in result["lines"]},
        "gender": {one["code"]: {part["key"]: int(part["value"]) for part in one["parts"]} for one in result["lines"]},
    }  # fmt: skip


def only(found: Any, like: Any) -> Any:
    """What the fixture speaks of."""
    return {key: only(found[key], like[key]) for key in like} if isinstance(like, dict) else found


def test_the_frozen_report_is_what_was_counted_by_hand(operation: Operation) -> None:
    frozen = Report.objects.get(operation=operation, state="frozen")
    expected = EXPECTED["frozen"]
    assert only(as_plain(frozen.result), expected) == expected
    assert reports.recomputed(frozen).digest == frozen.result_digest


def test_the_next_report_shows_what_came_late_as_a_correction(operation: Operation) -> None:
    """PR-F4: the frozen report stays."""
    draft = Report.objects.get(operation=operation, state="draft")
    made = reports.computed(operation, draft.since, draft.until, draft.as_of).content
    assert only(as_plain(made), EXPECTED["next"]) == EXPECTED["next"]
    [correction] = made.corrections
    changes = {one.code: [int(one.before), int(one.now)] for one in correction.changes}
    changes.pop("participants")  # as EECO01
    assert changes == EXPECTED["corrections"]
    assert [row.version for row in AttendanceList.objects.filter(operation=operation)] in ([1, 2], [2, 1])


def test_hours_decide_who_is_asked(operation: Operation) -> None:
    """PR-02: 4 x 2 h yes, 4 x 1 h no, three days yes, hours in two operations are not added."""
    assert {key: hours.minutes_of(person(key), operation) - (120 if "late" in PLAN["people"][key] else 0)
            for key in EXPECTED["minutes"]} == EXPECTED["minutes"]  # fmt: skip
    found, wanted = status(operation), EXPECTED["after_the_late_list"]
    assert (found.required, found.complete) == (wanted["required"], wanted["complete"])
    assert (wanted["required"] - 1, wanted["complete"] - 1) == (EXPECTED["required"], EXPECTED["complete"])
    asked = {row.participant.person_id for row in Questionnaire.objects.select_related("participant")}
    assert {person(key).pk for key in ("a1", "a6", "a11", "m6", "b2")} <= asked
    assert not {person(key).pk for key in ("a5", "b3", "d1", "d2", "e1", "c1")} & asked


def test_rules_issue_certificates(operation: Operation) -> None:
    """PR-07: three of four dates yes, two of four no."""
    states = Counter(Certificate.objects.values_list("rule__series__title_de", "state"))
    titles = {key: PLAN["series"][key]["title"] for key in "AB"}
    assert states == {
        (titles["A"], "issued"): EXPECTED["certificates"]["A"],
        (titles["A"], "replaced"): EXPECTED["certificates"]["replaced"],
        (titles["B"], "issued"): EXPECTED["certificates"]["B"],
    }
    holders = set(Certificate.objects.values_list("person", flat=True))
    assert not {person(key).pk for key in ("b7", "d1", "d2", "e1")} & holders


def test_conversations_and_targets_add_up_for_each_centre(operation: Operation) -> None:
    """PR-10, PR-11."""
    for which, expected in EXPECTED["conversations"].items():
        period = PLAN[which]
        found = {
            slug: conversations.count(operation, Organization.objects.get(slug=slug), **period).conversations
            for slug in PLAN["conversations"]
        }
        assert {**found, "activities": conversations.count(operation, **period).activities} == expected
    rows = Target.objects.filter(operation=operation).select_related("organization")
    book = open_book(operation, Report.objects.filter(operation=operation)[0].as_of)
    [phase] = planned.phases(book, rows)
    reached = {
        f"{one.target.what} of {one.target.organization.slug}" if one.target.organization
        else one.target.what: one.actual
        for one in phase.standings
    }  # fmt: skip
    assert reached == EXPECTED["targets"]


def test_two_records_of_one_person_become_one_and_are_counted_anew(operation: Operation) -> None:
    """PR-F3."""
    office, expected = User.objects.get(email=OFFICE), EXPECTED["after_the_merge"]
    merged = directory.merge(
        person("d1"), person("d2"), by=office, reason="Beide Adressen gehören ihr (fiktiv)"
    )
    settling.bring_in_step()
    due.bring_in_step(operation, today=Report.objects.filter(operation=operation)[0].as_of)
    found = status(operation)
    assert (found.required, found.complete) == (expected["required"], expected["complete"])
    first = PLAN["frozen"]
    made = reports.computed(operation, first["since"], first["until"], first["until"]).content
    assert as_plain(made)["people"] == expected["people"]
    rule = CertificateRule.objects.get(series__title_de=PLAN["series"]["A"]["title"])
    [dates] = earned.rounds_of(earned.with_dates().get(pk=rule.pk))
    standing = earned.standings(rule, dates)
    assert sum(one.earned for one in standing.values()) == expected["certificates_of_a"]
    directory.undo_merge(merged, by=office)
    settling.bring_in_step()
    assert status(operation).required == EXPECTED["after_the_late_list"]["required"]


def test_nothing_of_it_is_public_or_counted_among_the_facts(operation: Operation) -> None:
    own = Event.objects.filter(slug__startswith="probe-", operation__isnull=False)
    assert own.count() == 11
    assert all(is_fictional(one) for one in own)
    assert not PublicEvent.objects.filter(event__in=own).exists()
    assert is_fictional(operation)
    real = Operation.objects.exclude(beneficiary__facts__has_key="fictional")
    assert real.exists()
    assert not Participant.objects.filter(operation__in=real).exists()
    invented = Organization.objects.filter(slug__in=[row["slug"] for row in PLAN["organizations"]])
    assert not any(one.is_public for one in invented)
    assert all(one.email.endswith(".example") for one in Person.objects.filter(participations__isnull=False))


def test_every_row_carries_its_seal_and_hours_follow(operation: Operation) -> None:
    models = (Certificate, Questionnaire, Response, Report, Target, AttendanceList, Participant)
    assert list(seals.faults(models)) == []
    assert settling.faults() == []


def test_a_second_load_changes_nothing(operation: Operation) -> None:
    before = Registration.objects.count()
    assert participants.load() == len(PLAN["people"])
    assert Registration.objects.count() == before


def pages(operation: Operation) -> Iterator[str]:
    """Every address that shows the fictional operation, by name and arguments."""
    event, slug = Event.objects.get(slug="probe-a4-fiktiv"), operation.slug
    report = Report.objects.get(operation=operation, state="frozen")
    certificate = Certificate.objects.filter(state="issued").order_by("pk").first()
    listed = AttendanceList.objects.order_by("pk").first()
    rule = CertificateRule.objects.get(series__title_de=PLAN["series"]["A"]["title"])
    participant = Participant.objects.filter(operation=operation).order_by("pk")[0]
    assert certificate
    assert listed
    yield reverse("conversations:list")
    yield reverse("events:overview", args=[event.slug])
    yield reverse("attendance:list", args=[event.slug])
    yield reverse("evidence:event", args=[event.slug])
    yield reverse("evidence:operation", args=[slug])
    yield reverse("evidence:list", args=[listed.code])
    yield reverse("hours:operation", args=[slug])
    yield reverse("hours:participant", args=[participant.code])
    yield reverse("hours:event", args=[event.slug])
    yield reverse("answering:operation", args=[slug])
    yield reverse("answering:aims", args=[slug])
    yield reverse("certificates:rule", args=[rule.pk])
    yield reverse("certificates:held", args=[certificate.code])
    yield reverse("certificates:verify", args=[certificate.code])
    yield reverse("indicators:operation", args=[slug])
    yield reverse("indicators:records", args=[slug])
    yield reverse("targets:targets", args=[slug])
    yield reverse("targets:estimates", args=[slug])
    yield reverse("indicators:report", args=[slug, report.pk])


def test_every_page_that_shows_it_says_that_it_is_invented(operation: Operation) -> None:
    client = Client()
    client.force_login(User.objects.get(email=OFFICE))
    silent = []
    for address in pages(operation):
        answer = client.get(address)
        if answer.status_code != 200 or "Fiktive Daten" not in answer.content.decode():
            silent.append(f"{address}: {answer.status_code}")
    assert silent == []
