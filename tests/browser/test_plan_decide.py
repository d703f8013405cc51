"""Decisions, pitches and nominations in a real browser: clock and sheet go on without a network; axe finds nothing."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from . import desk
from .shell import run
from .visits import VISITS, faults, visiting

SCENE = """
from datetime import timedelta
from django.utils import timezone
from kogge.core import links
from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Call, Submission
from kogge.plan.decisions import actions
from kogge.plan.juries.models import Criterion, Juror, Jury, Phase
from kogge.plan.juries.seats import PURPOSE
from kogge.plan.pitches import actions as pitches
now = timezone.now()
house = Organization.objects.order_by("pk").first()
call = Call.objects.create(slug="probe-pitch", kind="startups", organization=house, title_de="Probe-Pitch",
    state="published", opens_at=now - timedelta(days=2), closes_at=now - timedelta(hours=1))
for name in ("Algenwerk", "Bojenfunk"):
    Submission.objects.create(call=call, title=name, state="submitted", submitted_at=now)
jury = Jury.objects.create(call=call, title="Jury")
Criterion.objects.create(jury=jury, key="idea", label_de="Idee")
phase = Phase.objects.create(jury=jury, title="Bühne", opens_at=now - timedelta(hours=1),
    closes_at=now + timedelta(days=1))
juror = Juror.objects.create(jury=jury, name="Ada Beispiel", email="ada@pitch.example", confidential_at=now)
decision = actions.create(call, by="probe", values={"title_de": "Preis", "winners": 1, "reserves": 1, "phase": phase})
day = pitches.set_up(decision, by="probe", values={"pitch_minutes": 3, "question_minutes": 5, "shows_audience": False})
print(f"/jury/{links.create(PURPOSE, juror.pk)}/pitch/{decision.pk}/ /pitch/{day.key}/screen/")
"""
PAGES = """
import json
from datetime import timedelta
from django.utils import timezone
from kogge.core import links
from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization
from kogge.plan.calls import links as answers
from kogge.plan.calls.models import Applicant, Call, Submission
from kogge.plan.decisions import actions
from kogge.plan.events.models import Event
from kogge.plan.juries.models import Criterion, Juror, Jury, Phase
from kogge.plan.juries.seats import PURPOSE
from kogge.plan.nominations import actions as nominations, letters
from kogge.plan.outcomes import actions as outcomes
from kogge.plan.pitches import actions as pitches
now, office = timezone.now(), User.objects.get(email="office@kogge.example")
house = Organization.objects.order_by("pk").first()
call = Call.objects.create(slug="probe-axe", kind="startups", organization=house, title_de="Probepreis",
    state="published", opens_at=now - timedelta(days=2), closes_at=now - timedelta(hours=1))
rows = []
for number, name in enumerate(("Algenwerk", "Gezeitenkraftwerksüberwachungsgesellschaft", "Bojenfunk", "Hafenlotse")):
    one = Submission.objects.create(call=call, title=name, state="submitted", submitted_at=now)
    email = f"a{number}@axe.example"
    Applicant.objects.create(submission=one, name="Ada Beispiel", email=email, email_key=email)
    rows.append(one)
jury = Jury.objects.create(call=call, title="Jury")
Criterion.objects.create(jury=jury, key="idea", label_de="Idee")
phase = Phase.objects.create(jury=jury, title="Bühne", opens_at=now - timedelta(hours=1),
    closes_at=now + timedelta(days=1))
juror = Juror.objects.create(jury=jury, name="Ada Beispiel", email="ada@axe.example", confidential_at=now)
def decided(title, **more):
    made = actions.create(call, by=office, values={"title_de": title, "winners": 2, "reserves": 1, **more})
    actions.fill(made, by=office)
    for one in rows[:2]:
        actions.step(made, one.pk, "winner", by=office)
    return made
first = decided("Wirtschaftsförderungsgesellschaftspreis")
actions.freeze(first, by=office)
outcomes.write(call, 0, by=office)
actions.publish(first, by=office)
actions.ask_reopening(first, by=office, reason="Eine Zahl war falsch.")
second = decided("Bühnenpreis", phase=phase, among=first)
day = pitches.set_up(second, by=office, values={"pitch_minutes": 3, "question_minutes": 5, "shows_audience": False})
calm = pitches.set_up(first, by=office, values={"pitch_minutes": 3, "question_minutes": 5, "shows_audience": False})
pitches.reveal(calm, by=office)
def proposed(name):
    return nominations.propose(organization=house, office="ambassador", name=name, email=f"{name}@axe.example",
        proposer="Kira Beispiel", reason="Sie bringt Leute zusammen.", by=office)
people = [proposed(name) for name in ("Nora", "Bodo", "Silke", "Anke")]
for one in people[1:]:
    nominations.consent(one, public=True, by="the nominee")
for one in people[2:]:
    nominations.shortlist(one, by=office)
event = Event.objects.order_by("pk").first()
nominations.appoint(people[3], event=event, first=timezone.localdate(), last=None, by=office)
desk = "/desk/calls/probe-axe/decision/"
boards = [f"{desk}{one.pk}/{page}" for one in (first, second) for page in ("", "minutes/", "pitches/", "votes/")]
own = [letters.address_of(one).split("/", 3)[3] for one in people]
print(json.dumps({
    "desk": [desk, f"{desk}new/", f"{desk}list/", f"{desk}letters/", f"{desk}letters/0/",
        f"{desk}letters/words/accepted/", f"{desk}{second.pk}/settings/", *boards, "/desk/nominations/",
        "/desk/nominations/?state=ended", "/desk/nominations/new/",
        *(f"/desk/nominations/{one.pk}/" for one in people)],
    "public": [*(f"/calls/result/{answers.secret_of(one, answers.MAIL)}/" for one in (rows[0], rows[2])),
        "/calls/probe-axe/results/", f"/jury/{links.create(PURPOSE, juror.pk)}/pitch/{second.pk}/",
        f"/pitch/{day.key}/", f"/pitch/{calm.key}/", f"/pitch/{day.key}/screen/",
        "/offices/", "/offices/?on=1999-01-01", *(f"/{one}" for one in own)],
}))
"""
COUNTED = """
from kogge.plan.juries.models import Review
print(list(Review.objects.filter(assignment__juror__email="ada@pitch.example").values_list("scores", flat=True)))
"""


def test_clock_and_sheet_go_on_without_a_network(context: BrowserContext, site: str, data: Path) -> None:
    """PL-09: scores survive the loss of network and a page loaded again, and are stored once; the clock needs none."""
    sheet, screen = run(data, site, SCENE).split()
    page, clock = context.new_page(), context.new_page()
    clock.goto(screen)
    page.goto(sheet)
    expect(page.locator("#line")).to_have_text("Geht auch ohne Netz.")
    context.set_offline(True)
    clock.keyboard.press("ArrowRight")
    expect(clock.locator("[data-part=phase]")).to_have_text("Fragen")
    clock.keyboard.press("ArrowRight")
    expect(clock.locator("[data-part=title]")).to_have_text("Bojenfunk")
    page.reload()
    first = page.locator("form[data-code]").first
    first.get_by_role("radio", name="4").check(force=True)
    first.get_by_role("button", name="Abgeben").click()
    expect(first.locator("[data-said]")).to_have_text("Auf diesem Telefon gemerkt, wartet auf das Netz.")
    expect(page.locator("#line")).to_contain_text("Kein Netz.")
    page.reload()
    expect(page.locator("[data-said]").first).to_have_text("Auf diesem Telefon gemerkt, wartet auf das Netz.")
    assert run(data, site, COUNTED) == "[]"
    context.set_offline(False)
    expect(page.locator("[data-said]").first).to_have_text("Abgegeben.")
    page.reload()
    expect(page.locator("#sheets > li").first).to_contain_text("Abgegeben. Idee: 4")
    assert run(data, site, COUNTED) == "[{'idea': 4}]"


@pytest.fixture(scope="module")
def pages(site: str, data: Path) -> dict[str, list[str]]:
    """One page of each kind: a frozen decision that somebody wants reopened, an open one among its winners, people."""
    return json.loads(run(data, site, PAGES))


@VISITS
@pytest.mark.parametrize("who", ["desk", "public"])
def test_every_page_passes_axe(
    browser: Browser, site: str, pages: dict[str, list[str]], who, theme, prefix, width
) -> None:
    """PL-09, PL-10: light and German on a desktop, dark and English on a narrow phone."""
    team = desk.member(browser, site, "office") if who == "desk" else None
    with visiting(browser, site, theme, width, team=team) as visit:
        assert faults(visit.new_page(), [prefix + one for one in pages[who]]) == []
