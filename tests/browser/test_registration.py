"""A new visitor registers on a narrow phone without scripts, gets it wrong first, confirms by mail, sees the ticket."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.demo_site import ROOT, demo_environment

from .conftest import at_home
from .test_personal_link import Post

TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
# A workshop in a month with two runs at the same time, a question with a condition, consents, and a file.
WORKSHOP = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from kogge.network.directory.models import Organization
from kogge.plan.events.models import Event, Session
from kogge.publish.programme.actions import release
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Question
starts = (timezone.now() + timedelta(days=30)).replace(hour=8, minute=0, second=0, microsecond=0)
event = Event.objects.create(
    slug="neubau-fiktiv", title_de="Sensoren selbst gebaut (fiktiv)", format_key="workshop", state="published",
    starts_on=timezone.localdate(starts), starts_at=starts, ends_at=starts + timedelta(hours=6),
)
event.organizer_rows.create(organization=Organization.objects.first(), role="lead")
for slug, title in (("lauf-a", "Lauf A"), ("lauf-b", "Lauf B")):
    Session.objects.create(
        event=event, slug=slug, title_de=title, starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
release(event, by="test")
terms = {"is_open": True, "consents_asked": ["photo"]}
admission = actions.open_admission(event, by="test", values=terms, seats={"": 20})
for session in event.sessions.all():
    actions.add_capacity(admission, by="test", seats=3, session=session)
food = Question.objects.create(
    admission=admission, kind="choice", group="access", label_de="Was essen Sie?", why_de="Für die Küche.",
    choices=[{"key": "all", "de": "Alles", "en": ""}, {"key": "other", "de": "Anderes", "en": ""}], required=True,
)
Question.objects.create(
    admission=admission, kind="text", label_de="Was genau?", why_de="Für den Koch.", condition=food,
    condition_value="other", required=True, position=1,
)
"""


@pytest.fixture
def phone(browser: Browser, site: str, data: Path) -> Iterator[Page]:
    """A phone of 360 pixels without scripts. No page may ask elsewhere or leave a cookie."""
    environment = demo_environment(data, urlsplit(site).port or 80)
    subprocess.run([sys.executable, "-c", WORKSHOP], cwd=ROOT, env=environment, check=True)
    visit = browser.new_context(
        base_url=site, locale="de-DE", viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = visit.new_page()
    abroad: list[str] = []
    page.on("request", lambda one: None if at_home(one.url, site) else abroad.append(one.url))
    yield page
    cookies = visit.cookies()
    visit.close()
    assert (abroad, cookies) == ([], [])


def fits(page: Page) -> None:
    """Nothing on the page reaches beyond the phone's edge."""
    page.wait_for_load_state()
    assert not page.evaluate(TOO_WIDE), page.url


def test_a_new_visitor_registers_without_scripts_and_confirms_by_the_mailed_link(
    phone: Page, data: Path
) -> None:
    phone.goto("/events/neubau-fiktiv/")
    fits(phone)
    phone.get_by_role("link", name="Anmelden", exact=True).click()
    main = phone.get_by_role("main")
    expect(main).to_contain_text("ist für Ihre Daten verantwortlich")
    expect(main).to_contain_text("Nur wenn Ihre Antwort auf „Was essen Sie?“ „Anderes“ ist.")
    expect(phone.get_by_role("checkbox", name="Fotos")).not_to_be_checked()

    fits(phone)
    phone.get_by_label("Name", exact=True).fill("Nele Neu")
    phone.get_by_label("E-Mail-Adresse").first.fill("nele@neu")
    phone.get_by_role("checkbox", name="Lauf A").check()
    phone.get_by_role("checkbox", name="Lauf B").check()
    phone.get_by_role("radio", name="Anderes").check()
    phone.wait_for_timeout(3100)  # the time trap: nobody types this in less than three seconds
    phone.get_by_role("button", name="Anmelden").click()
    summary = phone.get_by_role("alert")
    expect(summary).to_contain_text("E-Mail-Adresse")
    expect(summary).to_contain_text("Lauf A")
    expect(summary.get_by_role("link")).to_have_count(3)
    expect(phone.get_by_label("Name", exact=True)).to_have_value("Nele Neu")
    expect(phone.get_by_role("radio", name="Anderes")).to_be_checked()

    fits(phone)
    phone.get_by_label("E-Mail-Adresse").first.fill("nele@neu.example")
    phone.get_by_role("checkbox", name="Lauf B").uncheck()
    phone.get_by_label("Was genau?").fill("Ohne Nüsse")
    phone.get_by_role("button", name="Anmelden").click()
    expect(main).to_contain_text("nele@neu.example")
    expect(phone.get_by_role("heading", name="Ihr Code")).to_be_visible()

    fits(phone)
    phone.goto(Post(data / "mail").link("nele@neu.example", r"http\S+/r/[\w-]+/"))
    fits(phone)
    phone.get_by_role("button", name="Meine Anmeldung bestätigen").click()
    expect(main).to_contain_text("Lauf A")
    expect(main).to_contain_text("Ohne Nüsse")
    fits(phone)
    phone.get_by_role("link", name="Ticket zeigen").click()
    expect(main).to_contain_text("Nele Neu")
    expect(main.locator("svg[viewBox]").first).to_be_visible()
    fits(phone)
