"""A passkey from set-up to sign-in, under the strict content security policy, with Chromium's own key."""

from playwright.sync_api import Browser, Page, expect


def test_a_passkey_is_added_and_signs_in_without_a_password(browser: Browser, site: str) -> None:
    # A passkey belongs to a host name; an address of numbers has none.
    context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"), locale="de-DE")
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    _plug_in_a_key(page)

    page.goto("/account/login/")
    page.get_by_label("E-Mail").fill("reviewer@kogge.example")
    page.get_by_label("Passwort").fill("hanse-kogge-2024")
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/desk/**")
    page.goto("/account/second-factor/webauthn/add/")
    if "reauthenticate" in page.url:
        page.locator("input[name=password]").fill("hanse-kogge-2024")
        page.get_by_role("button", name="Bestätigen").click()
    page.locator("input[name=passwordless]").check()
    page.get_by_role("button", name="Schlüssel hinzufügen").click()
    page.wait_for_url("**/recovery-codes/**")

    context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/desk/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Guten Tag")
    assert refused == []
    context.close()


def _plug_in_a_key(page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
