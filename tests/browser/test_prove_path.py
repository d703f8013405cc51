"""A coordinator's path on the demo: event, door, list, questionnaire, certificate, report, and an auditor's sample.

Each number that is met on the way is the one that was counted by hand (demo/proof-2024/expected.yaml).
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.participants import expected

from . import desk
from .test_personal_link import Post

EXPECTED = expected()
OPERATION, EVENT = "probenvorhaben-fiktiv", "/desk/events/probe-a4-fiktiv"
THERE = 9  # eight on the list of the fourth date, and one who came on paper later


@pytest.mark.slow
def test_a_coordinator_follows_each_number_to_its_evidence(browser: Browser, site: str, data: Path) -> None:
    host = desk.member(browser, site, "host")
    _from_the_door_to_the_list(host, data)
    _a_question_is_answered(host, browser, site, data)
    _a_certificate_is_checked_by_anybody(host, browser, site)
    office = desk.member(browser, site, "office")
    _the_report_is_frozen_with_its_correction(office)
    _an_auditor_draws_a_sample(desk.member(browser, site, "auditor"))


def _from_the_door_to_the_list(page: Page, data: Path) -> None:
    """Scans become minutes; the list that was frozen is still what it was, byte for byte."""
    page.goto(f"{EVENT}/door/")
    expect(page.get_by_role("main")).to_contain_text("18 Scans")
    page.get_by_role("link", name="Anwesenheit", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(THERE)
    page.get_by_role("link", name="Alva Fiktiv").click()
    expect(page.get_by_text("120 Minuten. Gescannt.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(2)
    parts = page.get_by_role("navigation", name="Teile dieser Veranstaltung")
    parts.get_by_role("link", name="Nachweis", exact=True).click()
    page.get_by_role("link", name=re.compile("Fassung 2,")).click()
    expect(page.get_by_text("Eine Liste auf Papier kam später (fiktiv)").first).to_be_visible()
    pdf = page.request.get(page.get_by_role("link", name="Als PDF öffnen").get_attribute("href") or "").body()
    _check(page, pdf, data, "unverändert")
    _check(page, pdf[:-20] + b"!" + pdf[-19:], data, "geändert")


def _check(page: Page, content: bytes, data: Path, said: str) -> None:
    file = data.parent / "list.pdf"
    file.write_bytes(content)
    page.goto("/desk/evidence/check/")
    page.get_by_label("Datei").set_input_files(file)
    page.get_by_role("button", name="Prüfen").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(rf"\b{said}", re.IGNORECASE))


def _a_question_is_answered(page: Page, browser: Browser, site: str, data: Path) -> None:
    """Eight hours were reached at the convention; the mailed link is answered on a phone; staff see "complete"."""
    wanted = EXPECTED["after_the_late_list"]
    address = f"/desk/questionnaires/{OPERATION}/?show=open"
    page.goto(address)
    _status(page, wanted["required"], wanted["complete"])
    case = page.locator("tr", has_text="Ove Fiktiv").filter(has_text="Beim Eintritt")
    case.get_by_role("link").first.click()
    page.get_by_role("button", name="Jetzt per E-Mail fragen").click()
    link = Post(data / "mail").link("ove.fiktiv@gaeste.example", r"http\S+/q/[\w.:=-]+/")
    phone = browser.new_context(
        base_url=site, locale="de-DE", viewport={"width": 360, "height": 740}
    ).new_page()
    phone.goto(link)
    expect(phone.get_by_text("Fiktive Daten").first).to_be_visible()
    phone.get_by_label("männlich").check()
    phone.get_by_label("Geburtsjahr").fill("1988")
    phone.get_by_label("selbstständig", exact=True).check()
    phone.get_by_label(re.compile("Bachelor, Master")).check()
    phone.locator("[name=it_is_me]").check()
    phone.get_by_role("button", name="Antworten senden").click()
    expect(phone.get_by_role("main")).to_contain_text("Ihre Antworten sind angekommen")
    phone.context.close()
    page.goto(address)
    _status(page, wanted["required"], wanted["complete"] + 1)


def _status(page: Page, required: int, complete: int) -> None:
    said = f"{required} erforderlich, {complete} vollständig, {required - complete} offen"
    expect(page.get_by_text(said)).to_be_visible()


def _a_certificate_is_checked_by_anybody(page: Page, browser: Browser, site: str) -> None:
    """Three of four dates; a visitor without an account sees that it is valid."""
    page.goto("/desk/certificates/")
    page.get_by_role("link", name=re.compile("Werkstatt für Beispielläden")).click()
    expect(page.get_by_role("main")).to_contain_text(
        re.compile(rf"Haben eines\s*{EXPECTED['certificates']['A']}")
    )
    page.locator("a[href*='/certificates/held/']").first.click()
    address = page.get_by_role("link", name="Was die öffentliche Seite sagt").get_attribute("href") or ""
    visitor = browser.new_context(base_url=site, locale="de-DE").new_page()
    visitor.goto(address)
    expect(visitor.get_by_role("main")).to_contain_text("Gültig")
    expect(visitor.get_by_role("main")).not_to_contain_text("@")
    visitor.context.close()


def _the_report_is_frozen_with_its_correction(page: Page) -> None:
    """The second half of the year, with one participant more than before, and what came late for the first half."""
    page.goto(f"/desk/reports/{OPERATION}/")
    page.locator(f"a[href='/desk/reports/{OPERATION}/2/']").first.click()
    total = page.locator("tr", has_text="EECO01").first
    expect(total).to_contain_text(str(EXPECTED["next"]["participants"] + 1))
    before, now = EXPECTED["corrections"]["contacts"]
    expect(page.get_by_role("row", name=re.compile(rf"{before}\s+{now}"))).to_be_visible()
    page.locator("form[action$='/freeze/'] button").click()
    expect(page.locator("form[action$='/freeze/']")).to_have_count(0)


def _an_auditor_draws_a_sample(page: Page) -> None:
    """From a number to a record, its list and its scans in three clicks; the sample is drawn by a seed."""
    page.goto(f"/desk/audit/operations/{OPERATION}/events/{EVENT.rpartition('/')[2]}/")
    with_scan = set(_records(page))
    page.goto("/desk/audit/")
    page.get_by_role("link", name=re.compile("01.01.2024")).click()
    page.locator("a[href$='/EECO01/']").click()
    page.wait_for_url("**/EECO01/")
    counted = _records(page)
    assert len(counted) == EXPECTED["frozen"]["participants"]
    sample = page.locator("a[href*='/sample/']").get_attribute("href") or ""
    page.locator(f"a[href='{next(one for one in counted if one in with_scan)}']").click()
    expect(page.get_by_role("main")).to_contain_text("Gescannt")
    _opens(page, "/lists/", b"%PDF-")
    _opens(page, "/files/", b"\x89PNG")
    page.goto(sample)
    page.locator("[name=size]").fill("3")
    page.locator("[name=seed]").fill("2024-07-01 AP")
    page.locator("main form button").first.click()
    expect(page.locator("a[href*='/records/']")).to_have_count(3)


def _records(page: Page) -> list[str]:
    return [one.get_attribute("href") or "" for one in page.locator("a[href*='/records/']").all()]


def _opens(page: Page, kind: str, begins: bytes) -> None:
    address = page.locator(f"main a[href*='{kind}']").first.get_attribute("href") or ""
    assert page.request.get(address).body().startswith(begins)
