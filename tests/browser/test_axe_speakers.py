"""What speakers see by their link, what everybody sees of a session that is over, and the desk beside it, pass axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from . import desk
from .shell import run
from .visits import VISITS, faults, visiting

SCENE = """
from datetime import timedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from kogge.network.directory.models import Organization, Person
from kogge.plan.events.models import Contribution, Event, EventOrganizer, Session
from kogge.plan.speakers import actions, link
from kogge.publish.programme import actions as programme
now, by = timezone.now(), "probe"
event = Event.objects.create(slug="probe-messe", title_de="Probemesse", format_key="convention", state="planned",
    starts_on=timezone.localdate(now - timedelta(hours=2)), ends_on=timezone.localdate(now + timedelta(hours=4)))
EventOrganizer.objects.create(event=event, organization=Organization.objects.order_by("pk").first(), role="lead")
people = [Person.objects.create(slug=f"probe-{n}", name=f"Probe Nummer {n}", email=f"probe{n}@kogge.example")
    for n in range(10)]
for n, one in enumerate(people):
    begins = now - timedelta(hours=2) if n == 0 else now + timedelta(minutes=20 * n)
    talk = Session.objects.create(event=event, slug=f"rede-{n}", title_de=f"Gemeinschaftswerkstattverzeichnisse {n}",
        starts_at=begins, ends_at=begins + timedelta(minutes=15))
    Contribution.objects.create(session=talk, person=one)
ada = actions.invite(people[0], by=by, event=event)
actions.change_profile(ada, values={"biography_de": "Fiktiv.", "needs_technical": "Zwei Mikrofone"}, consents=True)
first = Session.objects.get(slug="rede-0")
file = SimpleUploadedFile("Gemeinschaftswerkstattverzeichnisse.pdf", b"%PDF-1.7 startxref %%EOF")
actions.give_slides(ada, first, file, consents=True)
programme.release(event, by=by)
mine, home = f"/speaker/{link.secret_of(ada)}/", "/desk/events/probe-messe/"
print(*(f"{home}{end}" for end in ("speakers/", "speakers/?q=niemand", f"speakers/{people[0].pk}/",
    f"speakers/{people[0].pk}/cannot-come/", "timetable/release/")))
print(*(f"{mine}{end}" for end in ("", "profile/", "probe-messe/times/", "probe-messe/cannot-come/",
    f"slides/{first.pk}/")), "/events/probe-messe/sessions/rede-0/", "/events/probe-messe/speakers/")
"""


@pytest.fixture(scope="module")
def pages(data: Path, site: str) -> list[list[str]]:
    """Addresses at the desk, and those without an account."""
    return [line.split() for line in run(data, site, SCENE).splitlines()]


@pytest.fixture(scope="module")
def office(browser: Browser, site: str) -> Page:
    return desk.member(browser, site, "office")


@VISITS
def test_speakers_and_release_at_the_desk(
    browser: Browser, site: str, office: Page, pages: list[list[str]], theme, prefix, width
) -> None:
    with visiting(browser, site, theme, width, team=office) as visit:
        assert faults(visit.new_page(), [prefix + one for one in pages[0]]) == []


@VISITS
def test_what_a_speaker_and_everybody_see(
    browser: Browser, site: str, pages: list[list[str]], theme, prefix, width
) -> None:
    with visiting(browser, site, theme, width) as visit:
        page = visit.new_page()
        assert faults(page, [prefix + one for one in pages[1]]) == []
        page.goto(f"{prefix}/events/probe-messe/sessions/rede-0/")
        with page.expect_download() as file:
            page.get_by_role("link", name="Gemeinschaftswerkstattverzeichnisse.pdf").click()
        assert file.value.suggested_filename == "Gemeinschaftswerkstattverzeichnisse.pdf"
