"""Somebody answers a call on a phone, closes the browser, goes on by the mailed link, and the call ends meanwhile."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from .shell import run

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

MAILED = """
import re
from kogge.core.models import OutboxMessage
letter = OutboxMessage.objects.filter(to="vera@besuch.example").latest("pk")
print(re.search(r"http\\S+(/calls/mine/\\S+)", letter.text)[1])
"""

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
