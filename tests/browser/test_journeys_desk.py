"""What coordinators do on the desk, from an idea to the public page, in a real Chromium."""

import re
import time

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, expect

from .desk import delete, keep, member, plan_workshop, sign_in

OLD, NEW = "Digitalen Innovationszentrum Rostock", "Stadthalle Rostock"


def test_a_workshop_from_its_format_to_its_cancellation(page: Page, browser: Browser, site: str) -> None:
    sign_in(page, "editor")
    _plan_with_a_slip(page)
    _preview_and_publish(page)
    desk = page.url.removesuffix("release/")
    address = page.get_by_role("link", name="Öffentliche Seite").get_attribute("href") or ""
    visitor = browser.new_context(base_url=site, locale="de-DE").new_page()
    _found_by_everybody(visitor, address)

    page.goto(desk)
    page.get_by_role("link", name="An einen anderen Ort verlegen").click()
    page.get_by_label("Neuer Ort").select_option(label=f"{NEW} (Rostock)")
    page.get_by_role("button", name="Verlegen").click()
    expect(page.get_by_role("status")).to_contain_text("sobald Sie")
    visitor.goto(address)
    expect(visitor.get_by_role("main")).not_to_contain_text(NEW)
    page.get_by_role("link", name="Sehen, was sich öffentlich ändert").click()
    expect(page.get_by_role("deletion")).to_have_text([OLD])
    expect(page.get_by_role("insertion")).to_have_text([NEW])
    page.get_by_role("button", name="Jetzt freigeben").click()
    expect(page.get_by_role("status")).to_contain_text("Freigabe 2 ist öffentlich.")
    visitor.reload()
    expect(visitor.get_by_role("link", name=NEW)).to_be_visible()
    expect(visitor.get_by_role("deletion")).to_contain_text(OLD)

    page.goto(desk)
    page.get_by_role("link", name="Veranstaltung absagen").click()
    page.get_by_label("Grund").fill("Die Werkstatt steht unter Wasser.")
    page.get_by_role("button", name="Ja, so machen").click()
    page.get_by_role("link", name="Sehen, was sich öffentlich ändert").click()
    expect(page.get_by_role("insertion")).to_contain_text("Abgesagt")
    page.get_by_role("button", name="Jetzt freigeben").click()
    expect(page.get_by_role("status")).to_contain_text("Freigabe 3 ist öffentlich.")
    _cancelled_everywhere(visitor, address)
    visitor.context.close()


def _plan_with_a_slip(page: Page) -> None:
    """The end before the start: a sentence beside the field, and nothing typed is lost."""
    plan_workshop(page, "Löten für Einsteigerinnen", "2028-03-09", "14:00", "13:00")
    page.get_by_label("Zusammenfassung").fill("Wir löten ein Licht. Kommen dürfen alle ab zwölf.")
    page.get_by_role("combobox", name="Ort").select_option(label=f"{OLD} (Rostock)")
    keep(page)
    ends = page.get_by_label("Ende um")
    expect(ends).to_have_attribute("aria-invalid", "true")
    expect(ends).to_have_accessible_description(re.compile("Das Ende liegt vor dem Beginn."))
    expect(page.get_by_role("textbox", name="Titel")).to_have_value("Löten für Einsteigerinnen")
    expect(page.get_by_label("Zusammenfassung")).to_have_value(re.compile("Wir löten ein Licht"))
    expect(page.get_by_role("combobox", name="Ort").locator("option:checked")).to_have_text(
        f"{OLD} (Rostock)"
    )
    ends.fill("17:00")
    keep(page)
    expect(page.get_by_role("status")).to_contain_text("steht im Plan")
    expect(page.get_by_role("checkbox", name=re.compile("Lernziel in einem Satz"))).to_be_visible()
    expect(page.get_by_role("complementary", name="Förderung")).to_contain_text("Kofinanziert von der")


def _preview_and_publish(page: Page) -> None:
    page.get_by_role("link", name="Vorschau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Löten für Einsteigerinnen")
    expect(page.get_by_role("main")).to_contain_text("Kofinanziert von der Europäischen Union")
    page.get_by_role("link", name="Zurück zur Veranstaltung").click()
    page.get_by_role("link", name="Veröffentlichen", exact=True).click()
    page.get_by_role("button", name="Jetzt freigeben").click()
    expect(page.get_by_role("status")).to_contain_text("Freigabe 1 ist öffentlich.")


def _found_by_everybody(visitor: Page, address: str) -> None:
    """In the search, in the calendar and in its feed at once."""
    assert address in visitor.request.get("/search/?q=einsteigerinnen").text()
    visitor.goto("/calendar/?from=2028-03-01")
    visitor.get_by_role("link", name="Löten für Einsteigerinnen").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Löten für Einsteigerinnen")
    entry = _entry(visitor.request, "/feeds/events.ics?from=2028-03-01", address)
    assert "STATUS:CONFIRMED" in entry
    assert "SEQUENCE:0" in entry


def _entry(requests: APIRequestContext, feed: str, address: str) -> str:
    """The entry of an event in a calendar, its folded lines joined."""
    text = requests.get(feed).text().replace("\r\n ", "")
    return next(part for part in text.split("BEGIN:VEVENT")[1:] if f"{address}\r\n" in part)


def _cancelled_everywhere(visitor: Page, address: str) -> None:
    visitor.reload()
    expect(visitor.get_by_role("main")).to_contain_text("Diese Veranstaltung ist abgesagt.")
    expect(visitor.get_by_role("main")).to_contain_text("Die Werkstatt steht unter Wasser.")
    entry = _entry(visitor.request, "/feeds/events.ics?from=2028-03-01", address)
    assert "STATUS:CANCELLED" in entry
    assert "SEQUENCE:2" in entry
    visitor.goto("/search/?q=einsteigerinnen")
    found = visitor.get_by_role("listitem").filter(has=visitor.locator(f"a[href='{address}']"))
    expect(found).to_contain_text("Abgesagt")
    expect(found).to_contain_text("9. März 2028")
    visitor.goto("/calendar/?when=upcoming&from=2028-03-01")
    expect(visitor.locator(f"a[href='{address}']")).to_have_count(0)
    visitor.goto("/calendar/?when=all&from=2028-03-01")
    expect(visitor.locator(f"a[href='{address}']")).to_have_count(1)


@pytest.fixture
def office(browser: Browser, site: str) -> Page:
    """Olga, who plans for every centre."""
    return member(browser, site, "office")


def test_a_room_is_booked_once_and_a_draft_is_no_business_of_others(page: Page, office: Page) -> None:
    """The second finds out who has it and from when it is free; others see that the day is held, and nothing inside."""
    room = "Werkraum Deich (Halle Vineta (fiktiv))"
    plan_workshop(office, "Sägen am Deich", "2028-05-18", "10:00", "12:00")
    office.get_by_label("Ausgerichtet von").select_option(label="DIZ Schwerin")
    office.get_by_role("combobox", name="Raum").select_option(label=room)
    keep(office)
    office.wait_for_url("**/desk/events/saegen-*/")
    draft = office.url

    sign_in(page, "editor")
    plan_workshop(page, "Drucken am Deich", "2028-05-18", "11:00", "13:00")
    page.get_by_role("combobox", name="Raum").select_option(label=room)
    warning = page.locator("#clashes")
    expect(warning).to_contain_text("von 10:00 bis 12:00 Uhr schon von DIZ Schwerin")
    expect(warning).to_contain_text("beginnt am 18. Mai 2028 um 12:00 Uhr")
    keep(page)
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("schon von DIZ Schwerin")
    page.get_by_label("Beginn um").fill("12:00")
    page.get_by_label("Ende um").fill("14:00")
    keep(page)
    page.wait_for_url("**/desk/events/drucken-*/")
    own = page.url

    answer = page.goto(draft)
    assert answer is not None
    assert answer.status == 404
    page.goto("/desk/calendar/?view=month&year=2028&month=5")
    busy = page.get_by_role("cell").filter(has_text="vorgemerkt")
    expect(busy).to_have_count(1)
    expect(busy).to_contain_text("Sägen am Deich (vorgemerkt)")
    expect(busy.get_by_role("link", name="Sägen am Deich")).to_have_count(0)
    expect(busy.get_by_role("link", name="Drucken am Deich")).to_have_count(1)
    delete(page, own)
    delete(office, draft)
    office.context.close()


TABLE = """Nr;Titel;Beginn;Ende;Ort;Format
R-1;Nähen mit Strom;12.10.2027 10:00;12.10.2027 12:00;Rostock;Workshop
R-2;Sommerfest im Hof;Juni 2028;;Rostock;Bürgerfest
R-3;;13.10.2027;;Rostock;Workshop
"""


def test_a_table_is_tried_first_and_imported_once(page: Page) -> None:
    sign_in(page, "editor")
    _bring(page)
    expect(page.get_by_role("main")).to_contain_text("Noch ist nichts gespeichert.")
    expect(page.get_by_role("row", name="Nähen mit Strom")).to_contain_text("Neu")
    expect(page.get_by_role("row", name="Zeile 4")).to_contain_text("Der Titel fehlt.")
    page.get_by_role("link", name="Veranstaltungen", exact=True).first.click()
    expect(page.get_by_role("link", name="Sommerfest im Hof")).to_have_count(0)
    page.go_back()
    page.get_by_role("button", name="Jetzt importieren").click()
    expect(page.get_by_role("main")).to_contain_text("Der Import ist fertig")
    page.get_by_role("link", name="Zu den Veranstaltungen").click()
    expect(page.get_by_role("link", name="Sommerfest im Hof")).to_have_count(1)

    _bring(page)
    counts = page.get_by_role("listitem")
    for expected in ("Neu: 0", "Geändert: 0", "Unverändert: 2", "Abgelehnt: 1"):
        expect(counts.get_by_text(expected, exact=True)).to_be_visible()
    page.get_by_role("button", name="Jetzt importieren").click()
    page.get_by_role("link", name="Zu den Veranstaltungen").click()
    expect(page.get_by_role("link", name="Sommerfest im Hof")).to_have_count(1)


def _bring(page: Page) -> None:
    """Hand over the table and look at what would happen."""
    page.goto("/desk/import/")
    page.get_by_label("Datei").set_input_files(
        {"name": "termine.csv", "mimeType": "text/csv", "buffer": TABLE.encode("cp1252")}
    )
    page.get_by_role("button", name="Datei prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("termine.csv")


def test_a_centre_writes_its_chapter_and_the_office_releases_it(
    page: Page, office: Page, browser: Browser, site: str
) -> None:
    """What nobody approved is not released, and what nobody released is not public."""
    words = f"Wir haben gelötet, {time.monotonic_ns()} Lichter."
    visitor = browser.new_context(base_url=site, locale="de-DE").new_page()

    def read_by_all() -> bool:
        visitor.goto("/years/2024/")
        return words in visitor.get_by_role("main").inner_text()

    sign_in(page, "editor")
    page.goto("/desk/years/2024/")
    page.get_by_role("link", name="Schreiben DIZ Rostock").click()
    page.get_by_label("Text auf Deutsch").fill(words)
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("row", name=words)).to_contain_text("Wartet auf Freigabe")
    expect(page.get_by_role("link", name="Schreiben DIZ Schwerin")).to_have_count(0)
    expect(page.get_by_role("button", name="Änderungen veröffentlichen")).to_have_count(0)
    _release_the_year(office)
    assert not read_by_all()

    page.get_by_role("button", name="Freigeben DIZ Rostock").click()
    expect(page.get_by_role("status")).to_contain_text("Freigegeben.")
    assert not read_by_all()
    _release_the_year(office)
    assert read_by_all()
    visitor.context.close()
    office.context.close()


def _release_the_year(office: Page) -> None:
    office.goto("/desk/years/2024/")
    office.get_by_role("button", name="Änderungen veröffentlichen").click()
    expect(office.get_by_role("status")).to_contain_text("Veröffentlicht")
