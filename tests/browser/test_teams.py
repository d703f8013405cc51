"""Two people form a team by mail alone, one leaves, the other hands in, the host publishes, everybody reads."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from . import visits
from .desk import member
from .shell import run

SCENE = """
import json
from datetime import timedelta
from django.utils import timezone
from kogge.network.directory.models import Organization
from kogge.plan.call_desk import actions as desk
from kogge.plan.event_requests.models import Challenge
from kogge.plan.teams import actions, links
from kogge.plan.teams.models import Member, Team
now = timezone.now()
house = Organization.objects.order_by("pk").first()
call = desk.create_call(by="probe", kind="challenges", organization=house, values={"title_de": "Probe Aufgaben",
    "text_de": "Worum es geht.", "contact_mail": "aufgaben@probe.example", "closes_at": now})
def challenge(slug, most):
    made = Challenge.objects.create(slug=slug, call=call, title_de="Probe " + slug, organization_name="Stadt",
        text_de="Viele.", published_at=now)
    actions.set_terms(made, team_least=1, team_most=most, form_until=now + timedelta(days=3),
        results_until=now + timedelta(days=9), by="probe")
    return made
challenge("probe-weg", 2)
many = challenge("probe-axe", 5)
def founded(name, team, **values):
    actions.found(many, team_name=team, name=name, email=f"{name.lower()}@axe.example", key=team, **values)
    found = Member.objects.get(challenge=many, email_key=f"{name.lower()}@axe.example")
    actions.confirm(found)
    return Member.objects.get(pk=found.pk)
long = "Verwaltungsdigitalisierungsgesetzgebungsverfahren"
lead = founded("Ada", long, seeks=f"Jemanden für {long}")
done = founded("Dora", "Fertig")
for name in ("Ben", "Cem"):
    actions.ask(lead.team, name=name, email=f"{name.lower()}@axe.example", key=name, brings=long)
ben, cem = (Member.objects.get(challenge=many, name=name) for name in ("Ben", "Cem"))
actions.confirm(ben)
actions.invite(lead, email=f"eingeladene.{'lang' * 9}@verein.example")
guest = Member.objects.get(challenge=many, state="invited")
actions.set_own(done, name="Dora", brings="", named=True)
result = actions.hand_in(done, title=f"{long} verstehen", text="So.", links=["https://ergebnis.example/" + "a" * 60],
    agrees=True)
actions.publish(result, public=True, by="probe")
def own(one):
    return links.mailed(one).partition("/team/")[2]
page, inner = "/challenges/probe-axe/", "/desk/challenges/probe-axe/"
public = [page, f"{page}teams/found/", f"{page}teams/{lead.team_id}/", f"{page}teams/link/", "/challenges/",
    f"{page}results/{result.slug}/", *(f"/team/{own(one)}" for one in (lead, done, ben, cem, guest))]
desk = [inner, f"{inner}teams/", f"{inner}teams/{lead.team_id}/", f"{inner}teams/{done.team_id}/"]
print(json.dumps({"public": public, "desk": desk}))
"""
MAILED = """
import re
from kogge.core.models import OutboxMessage
letter = OutboxMessage.objects.filter(to="{to}").latest("pk")
print(re.search(r"http[^/]+//[^/]+(/team/\\S+)", letter.text)[1])
"""
HASTE = 3200  # the form notices programs by their haste


@pytest.fixture(scope="module")
def paths(site: str, data: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(run(data, site, SCENE).splitlines()[-1])
    return found


def _confirmed(page: Page, data: Path, site: str, to: str, button: str) -> str:
    """Follow the link in somebody's newest letter and press its button. Returns the own page."""
    path = run(data, site, MAILED.format(to=to))
    page.goto(path)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Bestätigt. Vielen Dank.")).to_be_visible()
    return path


def test_a_team_forms_by_mail_and_its_result_stands_at_the_challenge(
    browser: Browser, site: str, data: Path, paths: dict[str, list[str]]
) -> None:
    """PL-13: participants form teams (size limits); results are linked to the challenge."""
    visit = browser.new_context(base_url=site, locale="de-DE", viewport={"width": 360, "height": 740})
    page = visit.new_page()
    page.goto("/challenges/probe-weg/")
    page.get_by_role("link", name="Team gründen").click()
    page.get_by_label("Name des Teams").fill("Leuchtturm")
    page.get_by_label("Ihr Name").fill("Wiebke Weg")
    page.get_by_label("Ihre E-Mail-Adresse").fill("wiebke@weg.example")
    page.wait_for_timeout(HASTE)
    page.get_by_role("button", name="Team gründen").click()
    expect(page.get_by_text("Wir haben an wiebke@weg.example geschrieben")).to_be_visible()
    lead = _confirmed(page, data, site, "wiebke@weg.example", "Bestätigen und das Team gründen")
    page.goto("/challenges/probe-weg/")
    page.get_by_role("link", name="Um Aufnahme in „Leuchtturm“ bitten").click()
    page.get_by_label("Ihr Name").fill("Onno Ort")
    page.get_by_label("Ihre E-Mail-Adresse").fill("onno@weg.example")
    page.wait_for_timeout(HASTE)
    page.get_by_role("button", name="Um Aufnahme bitten").click()
    expect(page.get_by_text("Wir haben an onno@weg.example geschrieben")).to_be_visible()
    other = _confirmed(page, data, site, "onno@weg.example", "Bestätigen und das Team fragen")
    page.goto(lead)
    page.get_by_role("button", name="Aufnehmen").click()
    expect(page.get_by_text("voll", exact=True)).to_be_visible()
    page.goto("/challenges/probe-weg/")
    expect(page.get_by_text("Zurzeit sucht kein Team Verstärkung.")).to_be_visible()
    page.goto(other)
    page.get_by_text("Das Team verlassen").click()
    page.get_by_role("button", name="Austreten und meine Daten löschen").click()
    expect(page.get_by_role("heading", name="Sie sind nicht mehr im Team")).to_be_visible()
    page.goto(lead)
    page.get_by_label("Mein Name darf neben unserem Ergebnis stehen").check()
    page.get_by_role("button", name="Speichern").last.click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    page.get_by_label("Titel", exact=True).fill("Läden auf Zeit")
    page.get_by_label("Was Sie herausgefunden haben").fill("So geht es.")
    page.get_by_label("Wir alle sind einverstanden").check()
    page.get_by_role("button", name="Abgeben").click()
    expect(page.get_by_text("Abgegeben. Sie können es ändern")).to_be_visible()
    host = member(browser, site, "office")
    host.goto("/desk/challenges/probe-weg/teams/")
    host.get_by_role("link", name="Leuchtturm").click()
    host.get_by_role("button", name="Ergebnis veröffentlichen").click()
    expect(host.get_by_text("Veröffentlicht. Das Team weiß Bescheid.")).to_be_visible()
    host.context.close()
    page.goto("/challenges/probe-weg/")
    page.get_by_role("link", name="Läden auf Zeit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Läden auf Zeit")
    expect(page.get_by_text("Wiebke Weg")).to_be_visible()
    visit.close()


@visits.VISITS
def test_every_page_about_teams_passes_axe(
    browser: Browser, site: str, paths: dict[str, list[str]], theme: str, prefix: str, width: int
) -> None:
    """Long words, who waits, who is invited, a published result; as anybody and as the office."""
    team = member(browser, site, "office")
    for part, staff in (("public", None), ("desk", team)):
        with visits.visiting(browser, site, theme, width, team=staff) as visit:
            assert visits.faults(visit.new_page(), [prefix + one for one in paths[part]]) == []
    team.context.close()
