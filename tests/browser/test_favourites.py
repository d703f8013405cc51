"""A visitor marks sessions on their own device and takes them along as a calendar, without an account."""

from playwright.sync_api import Browser, Page, expect

PROGRAMME = "/events/kuestenkonvent-fiktiv-2027/programme/"


def test_favourites_stay_on_the_device_and_become_a_calendar(page: Page, browser: Browser, site: str) -> None:
    page.goto(PROGRAMME)
    stars = page.locator("button.k-star")
    for number in (0, 3):
        stars.nth(number).focus()
        page.keyboard.press("Enter")
    page.reload()
    page.locator("#favourites input").check()
    expect(page.locator("[data-session]:visible")).to_have_count(2)
    address = page.locator("#favourites a[data-feed]").get_attribute("href") or ""
    stranger = browser.new_context(base_url=site)
    calendar = stranger.request.get(address)
    assert (calendar.status, calendar.text().count("BEGIN:VEVENT")) == (200, 2)
    stranger.close()
    page.locator("button.k-star:visible").first.click()
    expect(page.locator("[data-session]:visible")).to_have_count(1)
    assert page.context.cookies() == []


def test_without_script_the_programme_is_whole(browser: Browser, site: str) -> None:
    plain = browser.new_context(base_url=site, java_script_enabled=False)
    page = plain.new_page()
    page.goto(PROGRAMME)
    assert page.locator("[data-session]").count() > 150
    assert page.locator("#favourites input").is_hidden()
    expect(page.locator("#favourites").get_by_text("Mein Tag")).to_be_visible()
    page.select_option("select[name=kind]", "workshop")
    page.click("form.k-programme-filter button")
    page.wait_for_url("**kind=workshop**")
    assert 0 < page.locator("[data-session]").count() < 60
    plain.close()
