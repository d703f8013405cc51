"""An organiser opens registration, asks something, lowers the seats, decides, invites, and writes."""

import re

from playwright.sync_api import Browser, Page, expect

from . import desk

WORKSHOP = "/desk/events/loeten-zum-einstieg-fiktiv/registration/"


def test_an_organiser_runs_the_registration_of_events(browser: Browser, site: str) -> None:
    page = desk.member(browser, site, "host")
    _switch_on_and_ask(page)
    _invite(page)
    _fewer_seats_than_people(page)
    _approve(page)
    _write(page)


def _switch_on_and_ask(page: Page) -> None:
    """From the plan to an open form with a question, without a number typed twice."""
    desk.plan_workshop(
        page, "Umfragen bauen (fiktiv)", "2031-05-06", "14:00", "17:00", lead="Probenwerk (fiktiv)"
    )
    desk.keep(page)
    page.get_by_role("link", name="Anmeldung", exact=True).click()
    expect(page.get_by_text("Die Anmeldung ist nicht eingeschaltet")).to_be_visible()
    page.get_by_role("button", name="Anmeldung einschalten").click()
    expect(page.get_by_text("Das Formular sieht noch niemand")).to_be_visible()
    page.get_by_role("link", name="Fragen", exact=True).click()
    page.get_by_role("link", name="Frage hinzufügen").click()
    page.get_by_role("textbox", name="Frage", exact=True).fill("Womit arbeiten Sie?")
    page.get_by_role("button", name="Frage speichern").click()
    expect(page.get_by_text("Bitte sagen Sie, warum Sie fragen").first).to_be_visible()
    page.get_by_role("textbox", name="Warum Sie fragen", exact=True).fill(
        "Damit die richtigen Geräte da sind."
    )
    page.get_by_role("button", name="Frage speichern").click()
    expect(page.get_by_role("heading", name="Womit arbeiten Sie?")).to_be_visible()


def _invite(page: Page) -> None:
    page.get_by_role("link", name="Einladungen", exact=True).click()
    people = page.get_by_label(re.compile("Namen und Mailadressen"))
    people.fill("Rieke Vorlage; rieke@gaeste.example\nOhne Adresse")
    page.get_by_role("button", name="Einladen").click()
    expect(page.get_by_text("Zeile 2, „Ohne Adresse“").first).to_be_visible()
    people.fill("Rieke Vorlage; rieke@gaeste.example")
    page.get_by_role("button", name="Einladen").click()
    expect(page.get_by_role("rowheader", name="Rieke Vorlage")).to_be_visible()


def _fewer_seats_than_people(page: Page) -> None:
    """Nobody is thrown out; the organiser chooses who moves, with a reason."""
    page.goto(f"{WORKSHOP}seats/")
    page.get_by_role("row", name=re.compile("Die ganze Veranstaltung")).get_by_role("textbox").fill("11")
    page.get_by_role("button", name="Plätze speichern").click()
    expect(page.get_by_text(re.compile("1 mehr, als es Plätze gibt"))).to_be_visible()
    page.get_by_role("link", name="Auswählen, wer wechselt").click()
    page.get_by_role("link", name="Levin Beispiel").click()
    page.locator("summary", has_text="Auf die Warteliste setzen").click()
    page.get_by_role("textbox", name="Grund").fill("Zuletzt angemeldet")
    page.get_by_role("button", name="Auf die Warteliste setzen").click()
    expect(page.get_by_text("Auf die Warteliste gesetzt; die Person erfährt es per Mail.")).to_be_visible()
    expect(page.get_by_text(re.compile("Zuletzt angemeldet"))).to_be_visible()
    page.goto(f"{WORKSHOP}seats/")
    expect(page.get_by_text(re.compile("mehr, als es Plätze gibt"))).to_have_count(0)


def _approve(page: Page) -> None:
    """From the first page of the desk to the request that waits."""
    page.goto("/desk/")
    page.get_by_role("link", name=re.compile("wartet auf Ihre Entscheidung")).click()
    page.get_by_role("checkbox", name=re.compile("anhaken")).check()
    page.get_by_role("button", name="Zusagen").click()
    expect(page.get_by_text("Für 1 Anmeldung erledigt.")).to_be_visible()


def _write(page: Page) -> None:
    """One letter to all who are in, seen before it goes."""
    page.get_by_role("link", name="Briefe", exact=True).click()
    page.get_by_role("link", name="Brief schreiben").click()
    page.get_by_label("Betreff (Deutsch)").fill("Bitte feste Schuhe anziehen")
    page.get_by_label("Text (Deutsch)").fill("In der Werkstatt liegt Werkzeug auf dem Boden.")
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.get_by_text("In der Werkstatt liegt Werkzeug auf dem Boden.").first).to_be_visible()
    page.get_by_role("button", name=re.compile("senden")).last.click()
    expect(page.get_by_role("heading", name="Bitte feste Schuhe anziehen")).to_be_visible()
