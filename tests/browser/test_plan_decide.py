"""The day of the pitches in a real browser: the clock and a juror's sheet go on without a network."""

from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from .shell import run

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
