"""One link for everything: a company books three, swaps a name, one cancels, the seat goes to who waits."""

import email
import email.policy
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.demo_site import ROOT, demo_environment, free_port, running_demo

from .conftest import at_home

# An evening a month ahead with three seats, confirmed by mail; offers go out at any hour.
EVENING = """
import django; django.setup()
from datetime import time, timedelta
from django.utils import timezone
from kogge.network.directory.models import Organization
from kogge.plan.events.models import Event
from kogge.publish.programme.actions import release
from kogge.take_part.registration import actions
starts = (timezone.now() + timedelta(days=30)).replace(hour=16, minute=0, second=0, microsecond=0)
event = Event.objects.create(
    slug="abend-fiktiv", title_de="Abend der Werkstatt (fiktiv)", format_key="workshop", state="published",
    starts_on=timezone.localdate(starts), starts_at=starts, ends_at=starts + timedelta(hours=3),
)
event.organizer_rows.create(organization=Organization.objects.first(), role="lead")
terms = {"is_open": True, "most_heads": 5, "quiet_from": time(0), "quiet_until": time(0)}
actions.open_admission(event, by="test", values=terms, seats={"": 3})
release(event, by="test")
"""


@dataclass
class Post:
    """What the demo wrote to people: one file per mail in its data directory."""

    folder: Path

    def link(self, to: str, pattern: str, *, subject: str = "") -> str:
        """The newest address of this kind in a mail to somebody; waits until the mail is there."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            for mail in reversed(self._mails()):
                if mail["To"] == to and subject in mail["Subject"]:
                    body = mail.get_body(("plain",))
                    found = re.search(pattern, body.get_content() if body else "")
                    if found:
                        return found[0]
            time.sleep(0.2)
        theirs = [mail["Subject"] for mail in self._mails() if mail["To"] == to]
        pytest.fail(f"no mail to {to} with {pattern}, only {theirs}")

    def _mails(self) -> list[EmailMessage]:
        found = []
        for path in sorted(self.folder.glob("*.log"), key=lambda one: one.stat().st_mtime):
            for text in path.read_bytes().split(b"-" * 79):
                if text.strip():
                    found.append(email.message_from_bytes(text.lstrip(), policy=email.policy.default))
        return found  # type: ignore[return-value]


@pytest.fixture(scope="module")
def evening(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Post]]:
    """A demo with one evening, and its mail."""
    data, port = tmp_path_factory.mktemp("links") / "data", free_port()
    with running_demo(data=data, port=port) as address:
        subprocess.run(
            [sys.executable, "-c", EVENING], cwd=ROOT, env=demo_environment(data, port), check=True
        )
        yield address, Post(data / "mail")


@pytest.fixture
def phone(browser: Browser, evening: tuple[str, Post]) -> Iterator[Page]:
    """A narrow phone without scripts. No page may scroll sideways, ask elsewhere or leave a cookie."""
    visit = browser.new_context(
        base_url=evening[0], locale="de-DE", viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = visit.new_page()
    abroad: list[str] = []
    page.on("request", lambda one: None if at_home(one.url, evening[0]) else abroad.append(one.url))
    yield page
    cookies = visit.cookies()
    visit.close()
    assert (abroad, cookies) == ([], [])


def test_a_company_books_three_swaps_one_and_the_seat_of_who_cancels_goes_to_who_waits(
    phone: Page, evening: tuple[str, Post]
) -> None:
    post = evening[1]
    phone.goto("/events/abend-fiktiv/registration/")
    phone.get_by_label("Name", exact=True).fill("Carla Kante")
    phone.get_by_label("E-Mail-Adresse").first.fill("carla@kante.example")
    phone.get_by_label("Mehrere Personen").check()
    phone.get_by_label("Wie viele Personen kommen?").fill("3")
    phone.get_by_label("Namen").fill("Cora Kante cora@kante.example\nCem Kohl")
    send(phone, "Anmelden")
    expect(phone.get_by_role("main")).to_contain_text("carla@kante.example")
    mine = post.link("carla@kante.example", r"http\S+/r/[\w-]+/")
    phone.goto(mine)
    phone.get_by_role("button", name="Meine Anmeldung bestätigen").click()
    expect(phone.get_by_role("main")).to_contain_text("3 Plätze gehören Ihnen")

    phone.goto("/events/abend-fiktiv/registration/")
    phone.get_by_label("Name", exact=True).fill("Wilma Warte")
    phone.get_by_label("E-Mail-Adresse").first.fill("wilma@warte.example")
    send(phone, "Auf die Warteliste")
    waiting = post.link("wilma@warte.example", r"http\S+/r/[\w-]+/")
    phone.goto(waiting)
    expect(phone.get_by_role("heading", name="Sie sind Nummer 1 auf der Warteliste")).to_be_visible()

    phone.goto(mine)
    phone.get_by_role("listitem").filter(has_text="Cem Kohl").get_by_role("link").click()
    phone.get_by_label("Name").fill("Doro Dünn")
    phone.get_by_label("E-Mail-Adresse").fill("doro@kante.example")
    phone.get_by_role("button", name="Speichern").click()
    expect(phone.get_by_role("main")).to_contain_text("Das alte Ticket dieses Platzes gilt nicht mehr")
    expect(phone.get_by_role("main")).to_contain_text("Doro Dünn")

    phone.goto(post.link("doro@kante.example", r"http\S+/s/[\w-]+/"))
    expect(phone.get_by_role("main")).not_to_contain_text("Cora")
    phone.get_by_role("link", name="Ich kann nicht kommen").click()
    phone.get_by_role("button", name="Meinen Platz stornieren").click()
    expect(phone.get_by_role("heading", name="Dieser Platz ist storniert")).to_be_visible()
    phone.goto(mine)
    expect(phone.get_by_role("main")).to_contain_text("2 Plätze gehören Ihnen")

    phone.goto(post.link("wilma@warte.example", r"http\S+/r/[\w-]+/"))
    phone.get_by_role("button", name="Ja, ich nehme den Platz").click()
    expect(phone.get_by_role("heading", name="Sie sind angemeldet")).to_be_visible()
    phone.get_by_role("link", name="Ticket zeigen").click()
    expect(phone.locator(".ss-ticket__code svg")).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text("Wilma Warte")


def test_a_lost_link_is_mailed_again_and_a_broken_one_says_what_to_do(
    phone: Page, evening: tuple[str, Post]
) -> None:
    phone.goto("/events/abend-fiktiv/registration/")
    phone.get_by_label("Name", exact=True).fill("Lars Lose")
    phone.get_by_label("E-Mail-Adresse").first.fill("lars@lose.example")
    send(phone, re.compile("Anmelden|Auf die Warteliste"))
    link = evening[1].link("lars@lose.example", r"http\S+/r/[\w-]+/")
    phone.goto(link[:-9])
    expect(phone.get_by_role("heading", name="Dieser Link öffnet nichts")).to_be_visible()
    phone.get_by_label("Ihre E-Mail-Adresse").fill("lars@lose.example")
    phone.wait_for_timeout(1500)
    phone.get_by_role("button", name="Meine Links zuschicken").click()
    expect(phone.get_by_role("heading", name="Bitte sehen Sie in Ihr Postfach")).to_be_visible()
    assert evening[1].link("lars@lose.example", r"http\S+/r/[\w-]+/", subject="Ihre Anmeldungen") == link


def send(page: Page, button: str | re.Pattern[str]) -> None:
    """Nobody types a form in less than three seconds."""
    page.wait_for_timeout(3500)
    page.get_by_role("main").get_by_role("button", name=button).click()
