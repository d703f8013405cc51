"""Somebody answers a call on a phone, closes the browser, goes on by the mailed link, and the call ends meanwhile."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .desk import sign_in
from .shell import phone, run
from .test_axe import violations
from .visits import faults

SCENE = """
from datetime import timedelta
from django.utils import timezone
from kogge.network.directory.models import Organization
from kogge.plan.call_desk import actions
now = timezone.now()
house = Organization.objects.order_by("pk").first()
call = actions.create_call(by="probe", kind="talks", organization=house, values={"title_de": "Probe Aufruf",
    "text_de": "Worum es geht.", "contact_mail": "aufruf@probe.example", "closes_at": now + timedelta(days=1)})
actions.set_state(call, "published", by="probe")
print(call.slug)
"""

EVERY_KIND = """
import json
from datetime import timedelta
from django.utils import timezone
from kogge.network.directory.models import Organization
from kogge.plan.call_desk import actions as desk
from kogge.plan.calls import actions, links
from kogge.plan.calls.actions.answering import Content
from kogge.plan.event_requests import actions as answering
now = timezone.now()
house = Organization.objects.order_by("pk").first()
def call(kind, title, **values):
    texts = {"title_de": title, "title_en": title, "text_de": "Worum es geht.", "contact_mail": "aufruf@probe.example"}
    made = desk.create_call(by="probe", kind=kind, organization=house, values=texts | values)
    desk.set_state(made, "published", by="probe")
    return made
def draft(to, name, **values):
    mail = f"{name.split()[0].lower()}@besuch.example"
    return actions.start(to, Content(values, {}, name=name), email=mail)
def own(one, purpose=links.PAGE):
    return links.path_of(one, purpose).removeprefix("/en")
FIRM = {"title": "Aus der Ferne", "organization_name": "Fernweh GmbH", "abstract": "Kurz.", "postcode": "99999",
        "digital": "no", "founders": "Ada Fern"}
long = "Verwaltungsdigitalisierungsgesetzgebungsverfahren"
open_call = call("startups", f"{long} gesucht", closes_at=now + timedelta(days=3), lists_proposals=True)
later = call("talks", "Erst bald", opens_at=now + timedelta(days=3))
phase = call("startups", "Zweiter Schritt", previous=open_call)
begun = draft(open_call, "Vera Halb", title=f"{long} verstehen", abstract="x" * 4000)
other = actions.add_co_applicant(begun, name="", email=f"ida.{'lang' * 12}@{'donau' * 9}.example")
hit = actions.hand_in(draft(open_call, "Ada Fern", **FIRM), acknowledged=True)
gone = actions.withdraw(actions.hand_in(draft(open_call, "Willi Weg", **FIRM), acknowledged=True))
wish = actions.hand_in(draft(call("event_requests", "Bei Ihnen"), "Hilde Heim", **FIRM))
task = call("challenges", "Aufgaben")
challenge = answering.make_challenge(
    actions.hand_in(draft(task, "Stefan Stadt", **FIRM, wanted="Ideen.")), by="probe")
answering.publish_challenge(challenge, by="probe", public=True)
page, inner = f"/calls/{open_call.slug}/", f"/desk/calls/{open_call.slug}/"
asking, with_us = "kuestenkonvent-aufruf", links.secret_of(other, links.WITH)
public = ["/calls/", page, f"{page}answer/", f"{page}proposals/", f"/calls/{later.slug}/",
    f"/calls/{later.slug}/answer/", f"/calls/{phase.slug}/", f"/calls/{asking}/", f"/calls/{asking}/answer/",
    "/calls/links/", own(begun), own(hit), own(gone, links.MAIL), f"/calls/together/{with_us}/",
    "/challenges/", f"/challenges/{challenge.slug}/"]
desk = ["/desk/calls/", inner, f"{inner}?q=nichts", f"{inner}edit/", f"{inner}questions/",
    f"{inner}questions/founders/", f"{inner}questions/new/", f"{inner}rules/", f"{inner}late/",
    f"{inner}answers/{hit.code}/", f"{inner}answers/{begun.code}/", f"/desk/calls/{asking}/",
    f"/desk/calls/{later.slug}/", "/desk/calls/new/talks/",
    "/desk/requests/", "/desk/requests/?state=declined", f"/desk/requests/{wish.code}/", "/desk/requests/postcodes/",
    "/desk/challenges/", f"/desk/challenges/{challenge.slug}/"]
print(json.dumps({"public": public, "desk": desk}))
"""

MAILED = """
import re
from kogge.core.models import OutboxMessage
letter = OutboxMessage.objects.filter(to="vera@besuch.example").latest("pk")
print(re.search(r"http\\S+(/calls/mine/\\S+)", letter.text)[1])
"""

KEPT = "Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('kept ')))"

ENDED = """
from datetime import timedelta
from django.utils import timezone
from kogge.plan.calls.models import Call
Call.objects.filter(slug__startswith="probe-aufruf").update(closes_at=timezone.now() - timedelta(seconds=1))
"""


def test_a_draft_survives_the_browser_and_the_clock_of_the_server_ends_the_call(
    browser: Browser, site: str, data: Path
) -> None:
    """PL-05, TP-11."""
    slug = run(data, site, SCENE)
    phone = browser.new_context(base_url=site, locale="de-DE", viewport={"width": 360, "height": 740})
    page = phone.new_page()
    page.goto(f"/calls/{slug}/answer/")
    seats = page.locator("#id_q_participants")
    expect(seats).to_be_hidden()
    page.get_by_label("Workshop", exact=True).check()
    expect(seats).to_be_visible()
    page.get_by_label("Ihr Name").fill("Vera Beispiel")
    page.get_by_label("Ihre E-Mail-Adresse").fill("vera@besuch.example")
    page.get_by_label("Titel").fill("Löten für alle")
    page.wait_for_timeout(3200)  # the form notices programs by their haste
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Löten für alle")
    phone.close()
    again = browser.new_context(base_url=site, locale="de-DE")
    page = again.new_page()
    page.goto(run(data, site, MAILED))
    expect(page.get_by_label("Titel")).to_have_value("Löten für alle")
    page.get_by_role("button", name="Einreichen").click()
    expect(page.get_by_role("link", name="Kurzfassung: Bitte beantworten Sie diese Frage.")).to_be_visible()
    page.get_by_label("Kurzfassung").fill("Mit ruhiger Hand.")
    page.get_by_label("Dauer in Minuten").fill("45")
    page.get_by_label("Deutsch", exact=True).check()
    page.get_by_role("button", name="Einreichen").click()
    expect(page.get_by_text("Eingereicht. Die Bestätigung ist unterwegs")).to_be_visible()
    run(data, site, ENDED)
    page.get_by_label("Titel").fill("Eine Minute zu spät")
    page.get_by_role("button", name="Änderungen speichern").click()
    expect(page.get_by_text("wurde aber nicht gespeichert")).to_be_visible()
    expect(page.get_by_label("Titel")).to_have_value("Eine Minute zu spät")
    expect(page.get_by_role("link", name="aufruf@probe.example").first).to_be_visible()
    again.close()


def test_what_is_typed_outlives_the_browser_until_it_is_saved(
    browser: Browser, chromium: str, site: str, data: Path, tmp_path: Path
) -> None:
    """PL-05: before the first save too, on this device only; the button and saving both delete it."""
    slug = run(data, site, SCENE)
    device = phone(browser, chromium, site, tmp_path)
    page = device.new_page()
    page.goto(f"/calls/{slug}/answer/")
    expect(page.get_by_text("Was Sie eingeben, bleibt nur auf diesem Gerät")).to_be_hidden()
    page.get_by_label("Workshop", exact=True).check()
    page.locator("#id_q_participants").fill("12")
    page.get_by_label("Titel").fill("Löten für alle")
    page.get_by_label("Kurzfassung").fill("Erste Zeile.\nZweite Zeile.")
    expect(page.get_by_text("Was Sie eingeben, bleibt nur auf diesem Gerät")).to_be_visible()
    assert list(page.evaluate(KEPT)) == [f"kept answer:{slug}"]
    assert "website" not in json.dumps(page.evaluate(KEPT))
    device.close()
    device = phone(browser, chromium, site, tmp_path)
    page = device.new_page()
    page.goto(f"/en/calls/{slug}/answer/")
    expect(page.get_by_text("What you typed here on")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Löten für alle")
    expect(page.locator("#id_q_abstract")).to_have_value("Erste Zeile.\nZweite Zeile.")
    expect(page.locator("#id_q_participants")).to_have_value("12")
    expect(page.locator("#id_q_participants")).to_be_visible()
    page.get_by_label("Your name").fill("Vera Beispiel")
    page.get_by_label("Your mail address").fill("vera@besuch.example")
    page.wait_for_timeout(3200)  # the form notices programs by their haste
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Löten für alle")
    assert page.evaluate(KEPT) == {}
    page.get_by_label("Title").fill("Löten für viele")
    expect(page.get_by_text("What you type is kept on this device only")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Löten für viele")
    page.get_by_role("button", name="Delete what is kept on this device").click()
    expect(page.get_by_text("Deleted. Nothing you typed here")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Löten für alle")
    assert page.evaluate(KEPT) == {}
    device.close()


def test_what_was_typed_two_weeks_ago_or_nowhere_is_not_brought_back(
    browser: Browser, site: str, data: Path
) -> None:
    """Deleted after 14 days; a device that keeps nothing, or a browser without scripts, has the form as ever."""
    slug = run(data, site, SCENE)
    phone = browser.new_context(base_url=site, locale="de-DE", viewport={"width": 360, "height": 740})
    page = phone.new_page()
    page.goto(f"/calls/{slug}/")
    old = "{at: Date.now() - 14 * 864e5 - 1, values: [['q_title', 'Alt']]}"
    page.evaluate(f"localStorage.setItem('kept answer:{slug}', JSON.stringify({old}))")
    page.goto(f"/calls/{slug}/answer/")
    expect(page.get_by_label("Titel")).to_have_value("")
    assert page.evaluate(KEPT) == {}
    phone.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('off') }})")
    page.goto(f"/calls/{slug}/answer/")
    page.get_by_label("Titel").fill("Neu")
    expect(page.get_by_text("Was Sie eingeben, bleibt nur auf diesem Gerät")).to_be_hidden()
    phone.close()


@pytest.fixture(scope="module")
def every_kind(site: str, data: Path) -> dict[str, list[str]]:
    """Addresses of every kind of page about calls, in every state."""
    found: dict[str, list[str]] = json.loads(run(data, site, EVERY_KIND).splitlines()[-1])
    return found


@pytest.mark.parametrize(("theme", "prefix", "width"), [("light", "", 1280), ("dark", "/en", 320)])
@pytest.mark.parametrize("part", ["public", "desk"])
def test_every_kind_of_page_about_calls_passes_axe(
    browser: Browser, site: str, every_kind, part, theme, prefix, width
) -> None:
    """Long words, mistakes, empty lists, rules that speak against an answer; as anybody and as the office."""
    visit = browser.new_context(
        base_url=site,
        color_scheme=theme,
        bypass_csp=True,
        locale="de-DE",
        viewport={"width": width, "height": 800},
    )
    page = visit.new_page()
    if part == "desk":
        sign_in(page, "office")
    assert faults(page, [prefix + one for one in every_kind[part]]) == []
    visit.close()


def test_a_form_with_mistakes_passes_axe(browser: Browser, site: str, every_kind) -> None:
    """The own page after handing in too early: the summary, the sentences beside the fields, the rules."""
    phone = browser.new_context(
        base_url=site, bypass_csp=True, locale="de-DE", viewport={"width": 360, "height": 740}
    )
    page = phone.new_page()
    page.goto(next(one for one in every_kind["public"] if "/mine/" in one))
    page.get_by_role("button", name="Einreichen").click()
    expect(page.get_by_role("heading", name="Bitte prüfen Sie Ihre Angaben")).to_be_visible()
    assert violations(page, page.url) == []
    page.locator("#co_email").fill("quatsch")
    page.get_by_role("button", name="Einladen").click()
    expect(page.get_by_role("alert").first).to_contain_text("E-Mail-Adresse")
    assert violations(page, page.url) == []
    phone.close()
