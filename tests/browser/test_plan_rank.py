"""A juror compares two files on a phone without a network; each answer reaches the server once."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from .shell import phone, run

SCENE = """
from datetime import timedelta
from django.utils import timezone
from kogge.core import links
from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Call, Submission
from kogge.plan.juries.actions import people, rules
from kogge.plan.juries.models import Juror
from kogge.plan.juries.seats import PURPOSE
now = timezone.now()
house = Organization.objects.order_by("pk").first()
call = Call.objects.create(slug="probe-vergleich", kind="startups", organization=house, title_de="Probe",
    state="published", opens_at=now - timedelta(days=2), closes_at=now + timedelta(hours=1))
for number in range(1, 7):
    Submission.objects.create(call=call, title=f"Idee {number}", state="submitted", submitted_at=now)
jury = rules.create(call, by="probe")
phase = rules.save_phase(jury, None, {"title": "Vergleich", "opens_at": now - timedelta(hours=1),
    "closes_at": now + timedelta(days=1), "mode": "pairs", "per_submission": 1, "one_per_organization": False,
    "hidden_fields": [], "rights": {}}, by="probe")
Call.objects.filter(pk=call.pk).update(closes_at=now - timedelta(hours=1))
juror = people.add(jury, {"name": "Ada Beispiel", "email": "ada@jury.example", "organization_name": "",
    "language": "de", "expertise": [], "most": None}, by="probe")
Juror.objects.filter(pk=juror.pk).update(confidential_at=now)
print(f"/jury/{links.create(PURPOSE, juror.pk)}/phase/{phase.pk}/compare/")
"""

COUNTED = """
from kogge.plan.juries.models import PairwiseVote
print(PairwiseVote.objects.filter(juror__email="ada@jury.example").count())
"""


def choose(page: Page, done: int) -> set[str]:
    """Tap the first of the two; returns which two they were."""
    expect(page.locator("#compare[data-ready]")).to_be_visible(timeout=30_000)
    shown = set(page.locator(".ju-card h2 span").all_inner_texts())
    page.get_by_role("button", name="A ist besser").tap()
    expect(page.locator("#done")).to_have_text(f"Verglichen: {done}")
    return shown


def test_compared_without_a_network_and_stored_once(
    browser: Browser, chromium: str, site: str, data: Path, tmp_path: Path
) -> None:
    """PL-09, C11: two taps offline, a killed browser, then the network: three answers, three rows."""
    address = run(data, site, SCENE)
    mine = phone(browser, chromium, site, tmp_path)
    page = mine.new_page()
    page.goto(address)
    pairs = [choose(page, 1)]
    expect(page.locator("#waiting")).to_have_text("")
    expect(page.locator("#line")).to_have_text("Geht auch ohne Netz.")

    mine.set_offline(True)
    page.goto(address)
    pairs.append(choose(page, 2))
    page.keyboard.press("ArrowRight")
    expect(page.locator("#done")).to_have_text("Verglichen: 3")
    expect(page.locator("#waiting")).to_contain_text("noch nicht gesendet: 2")
    expect(page.locator("#line")).to_contain_text("Kein Netz.")
    mine.close()

    mine = phone(browser, chromium, site, tmp_path)
    page = mine.new_page()
    page.goto(address)
    expect(page.locator("#waiting")).to_have_text("")
    expect(page.locator("#done")).to_have_text("Verglichen: 3")
    page.reload()
    expect(page.locator("#done")).to_have_text("Verglichen: 3")
    assert pairs[0] != pairs[1]
    assert run(data, site, COUNTED) == "3"
    mine.close()
