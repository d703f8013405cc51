"""What was planned and what was estimated, beside what was counted (PR-10, PR-14)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.prove.indicators import reports
from kogge.prove.indicators.book import open_book
from kogge.prove.indicators.models import Estimate, Target
from kogge.prove.indicators.tests.scene import Scene, build
from kogge.prove.indicators.tests.test_reports import LATE, Q1, four
from kogge.prove.targets import actions, standing

YEAR = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}


@pytest.fixture
def scene(db: None) -> Scene:
    return build()


def test_targets_are_compared_for_the_operation_and_for_each_centre(scene: Scene) -> None:
    """PR-10"""
    four(scene)
    office = cast.office()
    planned = [
        ("people", 8, None),
        ("people", 2, scene.meadow),
        ("events", 4, scene.harbour),
        ("EECO05", 1, None),
    ]
    for what, value, centre in planned:
        actions.put_target(
            Target(
                operation=scene.operation, what=what, value=value, organization=centre, phase="2024", **YEAR
            ),
            by=office,
        )
    found = standing.phases(open_book(scene.operation, LATE), Target.objects.select_related("organization"))
    [phase] = found
    reached = {
        (one.target.what, str(one.target.organization or "")): (one.shown, one.percent)
        for one in phase.standings
    }
    assert reached == {
        ("people", ""): ("4", 50), ("people", "Wiesenhaus"): ("1", 50), ("events", "Hafenhaus"): ("1", 25),
        ("EECO05", ""): ("1", 100),
    }  # fmt: skip
    assert len(phase.chart.table.rows) == 4


def test_each_participant_counts_for_one_centre_alone(scene: Scene) -> None:
    four(scene)
    book = open_book(scene.operation, LATE)
    parts = [
        len(book.tables(*YEAR.values(), centre=slug)["participants"])
        for slug in ("harbour-centre", "meadow-centre")
    ]
    assert sum(parts) == len(book.tables(*YEAR.values())["participants"]) == 2


def test_the_same_target_twice_is_refused(scene: Scene) -> None:
    office = cast.office()
    values = {"operation": scene.operation, "what": "events", "value": 3, "phase": "2024", **YEAR}
    actions.put_target(Target(**values), by=office)
    with pytest.raises(Refused, match="schon ein Ziel"):
        actions.put_target(Target(**values), by=office)


def test_an_estimate_says_how_and_reports_mark_it(scene: Scene) -> None:
    """PR-14"""
    four(scene)
    estimate = Estimate(
        operation=scene.operation, what="EECO17", low=1, value=2, high=4, method="by postcode", author="Office",
        estimated_on=date(2024, 4, 2), since=Q1[0], until=Q1[1],
    )  # fmt: skip
    actions.put_estimate(estimate, by=cast.office())
    line = next(
        one for one in reports.compute(scene.operation, *Q1, LATE).result.lines if one.code == "EECO17"
    )
    assert (line.value, line.estimated, line.low, line.high) == ("2", "2", "1", "4")
    earlier = reports.compute(scene.operation, *Q1, date(2024, 4, 1)).result.lines
    assert next(one.value for one in earlier if one.code == "EECO17") == "0"
    shorter = reports.compute(scene.operation, Q1[0], date(2024, 3, 30), LATE).result.lines
    assert next(one.value for one in shorter if one.code == "EECO17") == "0"
    estimate.low = 3
    with pytest.raises(Refused, match="zwischen"):
        actions.put_estimate(estimate, by=cast.office("second-office"))


def test_the_office_plans_and_estimates_through_its_pages(scene: Scene) -> None:
    four(scene)
    client = Client()
    client.force_login(cast.office())
    days = {"since": "2024-01-01", "until": "2024-12-31"}
    client.post(
        reverse("targets:target_new", args=["x"]), {**days, "phase": "2024", "what": "events", "value": "4"}
    )
    said = client.get(reverse("targets:targets", args=["x"]), {"as_of": "2024-12-31"}).content.decode()
    assert "50" in said
    form = client.post(
        reverse("targets:estimate_new", args=["x"]),
        {**days, "what": "people", "low": "5", "value": "3", "high": "9", "method": "m", "author": "a",
         "estimated_on": "2024-12-31"},
    )  # fmt: skip
    assert form.context["form"].errors["value"]
    outside = client.post(
        reverse("targets:target_new", args=["x"]),
        {"since": "2020-01-01", "until": "2024-12-31", "phase": "2024", "what": "people", "value": "4"},
    )
    assert outside.context["form"].errors["since"]
    emil = Client()
    emil.force_login(cast.editor())
    assert emil.get(reverse("targets:targets", args=["x"])).status_code == 200
    assert emil.get(reverse("targets:target_new", args=["x"])).status_code == 403
    estimate = Estimate.objects.create(
        operation=scene.operation, what="people", low=1, value=2, high=3, method="m", author="a", actor="1",
        estimated_on=date(2024, 2, 1), **YEAR,
    )  # fmt: skip
    actions.seals.record(estimate, "estimated", by="test")
    address = reverse("targets:estimate_drop", args=["x", estimate.pk])
    assert client.post(address, {"reason": ""}).context["form"].errors["reason"]
    assert client.post(address, {"reason": "counted since"}).status_code == 302
    assert not Estimate.objects.exists()
