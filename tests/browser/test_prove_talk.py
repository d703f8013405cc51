"""A conversation is noted on a phone in a cellar and reaches the server once, whatever happens in between."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from demo.sign_ins import SIGN_INS

from .shell import phone

PHONE = "/desk/conversations/new/"
EDITOR = next(one for one in SIGN_INS if one.role == "editor")


def sign_in(page: Page) -> None:
    page.get_by_label("E-Mail").fill(EDITOR.email)
    page.get_by_label("Passwort").fill(EDITOR.password)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def note(page: Page, kind: str, aim: str) -> None:
    """Three taps."""
    page.get_by_text(kind, exact=True).tap()
    page.get_by_text(aim, exact=True).tap()
    page.get_by_role("button", name="Notieren").tap()


def test_noted_without_a_network_and_stored_once(
    browser: Browser, chromium: str, site: str, tmp_path: Path
) -> None:
    """PR-11: three taps, offline, through a killed browser and a sign-out."""
    mine = phone(browser, chromium, site, tmp_path)
    page = mine.new_page()
    page.goto(f"/account/login/?next={PHONE}")
    sign_in(page)
    expect(page.locator("#line")).to_have_text("Geht auch ohne Netz.")

    mine.set_offline(True)
    page.goto(PHONE)
    note(page, "Beratung", "Eine Person")
    note(page, "Coaching", "Unternehmen oder Organisation")
    expect(page.locator("#queue li")).to_have_count(2)
    expect(page.locator("#line")).to_contain_text("Kein Netz.")
    mine.clear_cookies()
    mine.close()

    mine = phone(browser, chromium, site, tmp_path)
    page = mine.new_page()
    page.goto(PHONE)
    expect(page.locator("#queue")).to_contain_text("Coaching, 30 min")
    expect(page.locator("#line")).to_contain_text("Sie sind abgemeldet.")
    expect(page.locator("#queue strong").first).to_have_text("wartet")

    page.get_by_role("link", name="Anmelden und senden").tap()
    sign_in(page)
    expect(page.locator("#queue strong")).to_have_text(["gespeichert", "gespeichert"])
    page.reload()
    expect(page.locator("#line")).to_have_text("Geht auch ohne Netz.")
    page.goto("/desk/conversations/")
    expect(page.locator("tbody tr")).to_have_count(2)
    mine.close()
