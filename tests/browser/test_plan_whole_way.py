"""The whole way of a gathering: call, jury, decision, solver, grid, release, public page, a speaker cancels, a repair.

Walked once with the lengths, rooms and shared people of a really published timetable, once with the generated
convention. What people typed before (the other answers, the other sheets of the jury) is the demo's and invented.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.demo_site import ROOT, demo_environment

from . import desk
from .test_personal_link import Post

SECONDS = 10


@dataclass(frozen=True)
class Way:
    """One gathering on its way, with the office at the desk."""

    slug: str
    winners: int
    reserves: int
    site: str
    data: Path
    office: Page

    @property
    def call(self) -> str:
        return f"/en/desk/calls/{self.slug}/"

    @property
    def event(self) -> str:
        return f"/en/desk/events/{self.slug}/timetable/"

    def cast(self, *words: str) -> dict[str, Any]:
        """What the invented people do at once; see `tools.plan_cast`."""
        port = int(self.site.rpartition(":")[2])
        done = subprocess.run(
            [sys.executable, "-m", "tools.plan_cast", *words], env=demo_environment(self.data, port), cwd=ROOT,
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "winners", "reserves"), [("wochenende-der-sprachen", 60, 7), ("kuestenkonvent-aufruf", 350, 16)]
)
def test_from_a_call_to_a_repaired_timetable(
    browser: Browser, site: str, data: Path, slug: str, winners: int, reserves: int
) -> None:
    """PL-05 to PL-09, PL-F1."""
    way = Way(slug, winners, reserves, site, data, desk.member(browser, site, "office"))
    visitor = browser.new_context(
        base_url=site, locale="en-GB", viewport={"width": 360, "height": 780}
    ).new_page()
    _somebody_answers_late(way, visitor)
    _the_jury_scores(way, visitor)
    _exactly_so_many_win(way)
    _the_timetable_solves_itself(way)
    _a_curator_moves_one_by_keyboard(way)
    _released_it_is_public(way, visitor)
    cancelled = _a_speaker_cancels(way, visitor)
    _a_closed_room_is_repaired(way, visitor, cancelled)
    visitor.context.close()
    way.office.context.close()


def _somebody_answers_late(way: Way, visitor: Page) -> None:
    """The clock of the server closed the call; a link from staff opens it for one person, without an account."""
    visitor.goto(f"/en/calls/{way.slug}/")
    expect(visitor.get_by_role("main")).to_contain_text("This call is closed")
    office, mail = way.office, f"late-{way.winners}@spaet.example"
    office.goto(f"{way.call}late/")
    office.get_by_label("Name").fill("Lea Zuspät")
    office.get_by_label("Mail address").fill(mail)
    office.locator("[name=late_until]").fill(f"{datetime.now() + timedelta(days=2):%Y-%m-%dT12:00}")
    office.get_by_role("button", name="Mail the link").click()
    visitor.goto("/en" + Post(way.data / "mail").link(mail, r"/calls/mine/[\w-]+/"))
    visitor.get_by_role("button", name="Confirm my mail address").click()
    visitor.locator("[name=q_title]").fill("Late, and worth it")
    visitor.locator("[name=q_abstract]").fill("What a late contribution teaches about deadlines. Invented.")
    visitor.locator("[name=q_format][value=talk]").check(force=True)
    visitor.locator("[name=q_minutes]").fill("25")
    visitor.locator("[name=q_language][value=en]").check(force=True)
    visitor.get_by_role("button", name="Hand in", exact=True).click()
    expect(visitor.get_by_role("main")).to_contain_text("Handed in")


def _the_jury_scores(way: Way, visitor: Page) -> None:
    """Every file k times, proven; one juror scores on a phone what is left."""
    office = way.office
    office.goto(f"{way.call}jury/")
    office.get_by_role("link", name="Bewertung").first.click()
    office.get_by_role("button", name="Hand out the files").click()
    expect(office.get_by_role("main")).to_contain_text("proven", timeout=120_000)
    told = way.cast("scores", way.slug, "--leave", "1")
    assert told["left"] == 1
    visitor.goto(f"/en{told['link']}")
    visitor.get_by_role("main").get_by_role("listitem").filter(has_text="To read").get_by_role("link").click()
    for scores in visitor.locator("main fieldset:has(input[type=radio])").all():
        scores.locator("input[value='4']").check(force=True)
    visitor.locator("[name=unbiased]").check(force=True)
    visitor.locator("[name=hand_in]").click()
    expect(visitor.get_by_role("main")).to_contain_text("Handed in. Thank you.")


def _exactly_so_many_win(way: Way) -> None:
    """Exactly N, with reserves; frozen, letters go out once, and what was accepted becomes sessions."""
    office = way.office
    office.goto(f"{way.call}decision/new/")
    office.locator("[name=title_de]").fill("Programm")
    office.locator("[name=winners]").fill(str(way.winners))
    office.locator("[name=reserves]").fill(str(way.reserves))
    office.locator("main form button").last.click()
    expect(office.get_by_role("main")).to_contain_text(f"{way.winners} of {way.winners} winners are chosen")
    board = office.url
    office.goto(f"{board}votes/")
    for vote in office.locator("main select").all():
        vote.select_option("yes")
    office.locator("main form button").last.click()
    office.wait_for_url(board)
    office.get_by_role("button", name="Freeze the decision").click()
    expect(office.get_by_role("main")).to_contain_text("Frozen")
    _send_letters(way)
    expect(office.get_by_role("main")).to_contain_text("Done", timeout=180_000)


def _send_letters(way: Way) -> None:
    """As soon as the sessions are made, which goes on by itself after the decision was frozen."""
    office = way.office
    for _second in range(180):
        office.goto(f"{way.call}decision/letters/")
        with office.expect_navigation():
            office.get_by_role("button", name="Send these letters").click()
        if "/runs/" in office.url:
            return
        office.wait_for_timeout(1000)
    pytest.fail("The sessions are not made.")


def _the_timetable_solves_itself(way: Way) -> None:
    """Seconds later everything stands, with what is provably possible beside it."""
    office = way.office
    office.goto(f"{way.event}solve/")
    office.locator("[name=seconds]").fill(str(SECONDS))
    office.locator("main form button").last.click()
    apply = office.get_by_role("button", name="Apply to the draft")
    expect(apply).to_be_visible(timeout=240_000)
    expect(office.get_by_role("main")).to_contain_text(f"{way.winners} / {way.winners}")
    apply.click()
    expect(office.get_by_role("main")).to_contain_text(f"{way.winners} sessions stand in the draft")


def _a_curator_moves_one_by_keyboard(way: Way) -> None:
    """Picked up, moved into the list, and taken back: the draft is as it was."""
    office = way.office
    office.goto(way.event)
    expect(office.locator("[data-timetable][data-ready]")).to_be_visible()
    card = office.locator("[data-day]:not([hidden]) [data-room] [data-key]").first
    key = card.get_attribute("data-key")
    card.locator("a").first.focus()
    office.keyboard.press("Space")
    office.keyboard.press("Delete")
    office.keyboard.press("Enter")
    waiting = office.locator(f"[data-list] [data-key='{key}']")
    expect(waiting).to_be_visible()
    office.get_by_role("button", name="Undo").click()
    expect(waiting).to_have_count(0)


def _released_it_is_public(way: Way, visitor: Page) -> None:
    office = way.office
    office.goto(f"{way.event}release/")
    expect(office.get_by_role("main")).to_contain_text(f"New ({way.winners})")
    office.get_by_role("button", name="Release now").click()
    expect(office.get_by_role("main")).to_contain_text("is public")
    visitor.goto(f"/en/events/{way.slug}/programme/")
    expect(visitor.get_by_role("main")).to_contain_text("Day 1")


def _a_speaker_cancels(way: Way, visitor: Page) -> str:
    """One button on the morning; the public page says so at once (PL-F1). Returns the title of the session."""
    told = way.cast("speaker", way.slug)
    visitor.goto(f"/en{told['link']}{way.slug}/cannot-come/")
    visitor.get_by_role("button", name="I cannot come").click()
    expect(visitor.get_by_role("main")).to_contain_text("Everybody concerned is told now")
    visitor.goto(f"/en/events/{way.slug}/sessions/{told['slug']}/")
    expect(visitor.get_by_role("main")).to_contain_text(re.compile("cancelled", re.IGNORECASE))
    return str(told["title"])


def _an_hour_in_use(way: Way, cancelled: str) -> dict[str, str]:
    """A room and a time of the first day in which something stands that takes place."""
    way.office.goto(way.event)
    expect(way.office.locator("[data-timetable][data-ready]")).to_be_visible()
    day = way.office.locator("[data-day]:not([hidden])")
    room = day.locator("[data-room]:not([data-room='0'])").filter(
        has=way.office.locator("[data-key]").filter(has_not_text=cancelled)
    )
    card = room.first.locator("[data-key]").filter(has_not_text=cancelled).first
    starts, ends = card.locator(".tt-time").inner_text().split("–")
    return {
        "day": day.get_attribute("data-day") or "",
        "room": room.first.get_attribute("data-room") or "",
        "starts": starts,
        "ends": ends,
    }


def _a_closed_room_is_repaired(way: Way, visitor: Page, cancelled: str) -> None:
    """A room is lost for a while; only what stood there moves, proven, and the public sees the new place."""
    office, closed = way.office, _an_hour_in_use(way, cancelled)
    office.goto(f"{way.event}settings/")
    office.locator("details:has([name=starts]) > summary").click()
    office.locator("[name=title]").fill("Water in the room")
    for name in ("day", "room"):
        office.locator(f"[name={name}]").select_option(closed[name])
    for name in ("starts", "ends"):
        office.locator(f"[name={name}]").fill(closed[name])
    office.locator("form:has([name=starts]) button").last.click()
    expect(
        office.get_by_role("main").get_by_role("listitem").filter(has_text="Water in the room")
    ).to_be_visible()
    office.goto(f"{way.event}solve/repair/")
    office.get_by_role("button", name="Find the fewest moves").click()
    apply = office.get_by_role("button", name="Apply to the draft")
    expect(apply).to_be_visible(timeout=120_000)
    apply.click()
    expect(office.get_by_role("main")).to_contain_text("in the draft")
    office.goto(f"{way.event}release/")
    expect(office.get_by_role("main")).to_contain_text("Moved")
    office.get_by_role("button", name="Release now").click()
    expect(office.get_by_role("main")).to_contain_text("is public")
    visitor.goto(f"/en/events/{way.slug}/changes/")
    expect(visitor.get_by_role("main")).to_contain_text(re.compile("moved", re.IGNORECASE))
