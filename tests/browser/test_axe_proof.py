"""The pages of the proofs pass axe-core as the others do: once light and German on a desktop, once dark and English on
a narrow phone. Where an address holds a random code, the page is found as people find it, by a link."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from . import desk
from .test_personal_link import Post
from .visits import VISITS, faults, visiting

OPERATION, EVENT = "probenvorhaben-fiktiv", "probe-a4-fiktiv"
REPORTS, QUESTIONS = f"/desk/reports/{OPERATION}/", f"/desk/questionnaires/{OPERATION}/"
OFFICE = [
    "/desk/proof/",
    "/desk/funders/",
    "/desk/funders/esf-plus/",
    "/desk/hours/",
    f"/desk/hours/operations/{OPERATION}/",
    "/desk/hours/waiting/",
    f"/desk/hours/events/{EVENT}/",
    "/desk/questionnaires/",
    f"{QUESTIONS}?show=open",
    f"{QUESTIONS}person-or-company/",
    "/desk/conversations/",
    "/desk/conversations/definition/",
    "/desk/conversations/import/",
    "/desk/conversations/1/",
    "/desk/certificates/",
    "/desk/certificates/new/",
    "/desk/certificates/1/",
    "/desk/certificates/templates/",
    "/desk/reports/",
    REPORTS,
    f"{REPORTS}definitions/",
    f"{REPORTS}records/",
    f"{REPORTS}1/",
    f"{REPORTS}2/",
    f"{REPORTS}targets/",
    f"{REPORTS}targets/new/",
    f"{REPORTS}estimates/",
    "/desk/evidence/",
    f"/desk/evidence/operations/{OPERATION}/",
    "/desk/evidence/requests/",
    "/desk/evidence/check/",
    f"/desk/events/{EVENT}/proof/",
    f"/desk/events/{EVENT}/proof/new/",
    "/desk/audit/",
    "/desk/audit/verification/",
    "/desk/audit/auditors/",
    "/desk/audit/auditors/new/",
    f"/desk/audit/operations/{OPERATION}/",
    f"/desk/audit/operations/{OPERATION}/events/{EVENT}/",
    f"/desk/audit/operations/{OPERATION}/sample/",
    "/desk/keeping/",
    "/desk/keeping/erasures/",
    "/desk/duplicates/",
]
# A page, and how the links on it that are followed begin.
FOLLOWED = [
    (f"/desk/hours/operations/{OPERATION}/", "/desk/hours/people/"),
    ("/desk/certificates/1/", "/desk/certificates/held/"),
    ("/desk/certificates/templates/", "/desk/certificates/templates/"),
    (QUESTIONS, "/desk/questionnaires/cases/"),
    (f"/desk/events/{EVENT}/proof/", "/desk/evidence/lists/"),
    ("/desk/duplicates/", "/desk/duplicates/"),
    ("/desk/audit/", "/desk/audit/reports/"),
    (f"/desk/audit/operations/{OPERATION}/", f"/desk/audit/operations/{OPERATION}/records/"),
]


@pytest.fixture(scope="module")
def office(browser: Browser, site: str) -> Page:
    return desk.member(browser, site, "office")


@pytest.fixture(scope="module")
def found(office: Page) -> list[str]:
    """The pages with a random code in their address, one of each kind, and a sample that is drawn."""
    pages = [_first(office, page, below) for page, below in FOLLOWED]
    office.goto(f"/desk/audit/operations/{OPERATION}/sample/")
    office.locator("[name=size]").fill("3")
    with office.expect_navigation():
        office.locator("main form button").first.click()
    return [*pages, office.url]


@pytest.fixture(scope="module")
def mailed(office: Page, data: Path) -> list[str]:
    """What opens without an account: a certificate's check and its page, the questions, an auditor's start."""
    office.goto(f"{QUESTIONS}?show=open")
    office.locator("tr", has_text="Greta Fiktiv").first.get_by_role("link").click()
    office.get_by_role("button", name="per E-Mail fragen").or_(
        office.get_by_role("button", name="Neuen Link")
    ).click()
    post = Post(data / "mail")
    mine = post.link("alva.fiktiv@gaeste.example", r"http\S+/certificates/mine/[\w.:=-]+/")
    asked = post.link("greta.fiktiv@gaeste.example", r"http\S+/q/[\w.:=-]+/")
    office.goto(mine)
    return ["/certificates/", _public(office), _path(mine), _path(asked)]


@VISITS
def test_proofs_on_the_desk(
    browser: Browser, site: str, office: Page, found: list[str], theme, prefix, width
) -> None:
    with visiting(browser, site, theme, width, team=office) as visit:
        pages = [*OFFICE, *(_path(one) for one in found), "/desk/conversations/new/"]
        assert faults(visit.new_page(), [prefix + one for one in pages]) == []


@VISITS
def test_proofs_without_an_account(
    browser: Browser, site: str, mailed: list[str], theme, prefix, width
) -> None:
    with visiting(browser, site, theme, width) as visit:
        assert faults(visit.new_page(), [prefix + one for one in mailed]) == []


def _first(page: Page, where: str, below: str) -> str:
    page.goto(where)
    links: Iterable[str] = (one.get_attribute("href") or "" for one in page.locator("main a").all())
    return next(
        one for one in links if one.startswith(below) and one != below and not re.search(r"\.\w+$", one)
    )


def _public(page: Page) -> str:
    links = (one.get_attribute("href") or "" for one in page.locator("main a").all())
    return next(_path(one) for one in links if re.search(r"/certificates/[\w-]+/$", one))


def _path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)
