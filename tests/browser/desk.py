"""What people do on the desk in several journeys."""

from playwright.sync_api import Browser, Page

from demo.sign_ins import PASSWORD


def member(browser: Browser, site: str, role: str) -> Page:
    """Somebody of the demo, signed in on a computer of their own."""
    page = browser.new_context(
        base_url=site, locale="de-DE", viewport={"width": 1280, "height": 900}
    ).new_page()
    sign_in(page, role)
    return page


def sign_in(page: Page, role: str) -> None:
    """Sign in with the demo's password for this role."""
    page.goto("/account/login/")
    page.get_by_label("E-Mail").fill(f"{role}@kogge.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/desk/")


def plan_workshop(page: Page, title: str, day: str, begins: str, ends: str, *, lead: str = "") -> None:
    """Fill in the form of a new workshop as a beginner does: title, day and times; the rest stays as proposed.

    Who works for several organisations says for which (`lead`).
    """
    page.goto("/desk/events/new/")
    page.get_by_role("link", name="Workshop", exact=True).click()
    if lead:
        page.get_by_label("Ausgerichtet von").select_option(lead)
    page.get_by_role("textbox", name="Titel").fill(title)
    page.get_by_role("textbox", name="Tag (freiwillig)", exact=True).fill(day)
    page.get_by_label("Beginn um").fill(begins)
    page.get_by_label("Ende um").fill(ends)


def keep(page: Page) -> None:
    """Save the form of a new event."""
    page.get_by_role("button", name="In den Plan aufnehmen").click()


def delete(page: Page, address: str) -> None:
    """Take a draft out of the plan."""
    page.goto(address)
    page.get_by_role("link", name="Löschen").click()
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/desk/events/")
