"""The pages of juries pass axe-core as the others do: at the desk, and what jurors and the audience see by a link."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from . import desk
from .shell import run
from .visits import VISITS, faults, visiting

SCENE = """
import uuid
from datetime import timedelta
from django.utils import timezone
from kogge.core import links
from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Call, Submission
from kogge.plan.juries.actions import judging, people, rules
from kogge.plan.juries.comparing import actions
from kogge.plan.juries.models import Assignment, Juror
from kogge.plan.juries.seats import PURPOSE
now, day, by = timezone.now(), timedelta(days=1), "probe"
house = Organization.objects.order_by("pk").first()
bare, call = (Call.objects.create(slug=slug, kind="startups", organization=house, title_de="Probejury",
    state="published", opens_at=now - 2 * day, closes_at=now + day) for slug in ("probe-ohne-jury", "probe-jury"))
ideas = [Submission.objects.create(call=call, title=f"Gemeinschaftswerkstattverzeichnis {number}", state="submitted",
    submitted_at=now, organization_name="Probenwerk (fiktiv)") for number in range(1, 7)]
jury = rules.create(call, by=by)
ways = {"per_submission": 2, "one_per_organization": False, "hidden_fields": ["names"]}
wishes = rules.save_phase(jury, None, ways | {"title": "Endrunde", "opens_at": now + day, "closes_at": now + 3 * day,
    "mode": "scores", "rights": {"bids": True}}, by=by)
phase = rules.save_phase(jury, None, ways | {"title": "Bewertung", "opens_at": now - day, "closes_at": now + day,
    "mode": "both", "rights": {"others": True}}, by=by)
Call.objects.filter(pk=call.pk).update(closes_at=now - day)
jurors = [people.add(jury, {"name": name, "email": f"{name[:3]}@probejury.example", "organization_name": "",
    "language": "de", "expertise": [], "most": None}, by=by) for name in ("Ada Fiktiv", "Bo Fiktiv", "Cleo Fiktiv")]
Juror.objects.filter(jury=jury).exclude(pk=jurors[2].pk).update(confidential_at=now)
full = {one.key: one.highest for one in jury.criteria.all()}
for juror in jurors[:2]:
    for idea in ideas[:4]:
        row = Assignment.objects.create(phase=phase, juror=juror, submission=idea)
        if idea != ideas[0] or juror != jurors[0]:
            judging.hand_in(row, full, comment="Gut.", note="", unbiased=True, by=by)
    actions.compare(juror, phase, uid=uuid.uuid4(), better=ideas[0].code, worse=ideas[1].code, by=by)
people.note_conflict(jurors[1], ideas[5], "Mitglied im selben Verein", by=by)
times = {"opens_at": now - day, "closes_at": now + day}
actions.open_audience(call, way="codes", candidates=ideas[:3], by=by, **times)
a, b, c = ("/jury/" + links.create(PURPOSE, juror.pk) + "/" for juror in jurors)
at, home = f"phase/{phase.pk}/", "/desk/calls/probe-jury/jury/"
print(home, "/desk/calls/probe-ohne-jury/jury/", *(home + page for page in ("rules/", "phases/new/", "jurors/",
    "conflicts/", f"phases/{phase.pk}/", f"phases/{phase.pk}/files/", f"jurors/{jurors[1].pk}/", "ranking/",
    "audience/")))
print(a, c, f"{a}{at}{ideas[0].code}/", f"{a}{at}{ideas[1].code}/", f"{a}phase/{wishes.pk}/wishes/",
    f"{a}{at}compare/", "/vote/probe-jury/", "/calls/probe-jury/")
"""


@pytest.fixture(scope="module")
def pages(data: Path, site: str) -> list[list[str]]:
    """Addresses at the desk, and those behind links."""
    return [line.split() for line in run(data, site, SCENE).splitlines()]


@pytest.fixture(scope="module")
def office(browser: Browser, site: str) -> Page:
    return desk.member(browser, site, "office")


@VISITS
def test_a_jury_at_the_desk(
    browser: Browser, site: str, office: Page, pages: list[list[str]], theme, prefix, width
) -> None:
    with visiting(browser, site, theme, width, team=office) as visit:
        assert faults(visit.new_page(), [prefix + one for one in [*pages[0], "/desk/my-juries/"]]) == []


@VISITS
def test_what_jurors_and_the_audience_see(
    browser: Browser, site: str, pages: list[list[str]], theme, prefix, width
) -> None:
    with visiting(browser, site, theme, width) as visit:
        assert faults(visit.new_page(), [prefix + one for one in pages[1]]) == []
