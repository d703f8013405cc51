"""`./kogge screenshots`: pictures of key pages, desktop and phone, and of the door's app, into docs/screenshots."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from demo.sign_ins import SIGN_INS
from tools import door_phone, door_pictures
from tools.demo_site import BROWSER_ARGUMENTS, ROOT, find_chromium, free_port, running_demo

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"desktop": (1280, 900), "phone": (360, 780)}


@dataclass(frozen=True)
class Picture:
    """One page to show; `staff` ones are taken after signing in."""

    name: str
    path: str
    shows: str
    staff: bool = False
    theme: str = "light"


PICTURES = (
    Picture("home", "/", "The home page"),
    Picture("year", "/years/2024/", "The year in review"),
    Picture("calendar", "/calendar/?when=all", "The calendar with its filters"),
    Picture("event", "/events/noerd-2024/", "An event with figures and their sources"),
    Picture("map", "/map/", "The map of the region"),
    Picture("organisation", "/organizations/diz-rostock/", "An innovation centre"),
    Picture("programme", "/events/{convention}/programme/", "One day of a convention with 365 sessions"),
    Picture("search", "/search/?q=fuehrerschein", "Search that knows spellings"),
    Picture(
        "planning", "/desk/calendar/?view=year&year=2024", "The planning calendar of all centres", staff=True
    ),
    Picture("format", "/desk/events/new/", "Creating an event from its format", staff=True),
    Picture("grid", "/desk/events/{convention}/timetable/", "The timetable of a convention", staff=True),
    Picture("jury", "/desk/calls/wochenende-der-sprachen/jury/", "A jury at work", staff=True),
    Picture("year-dark", "/years/2024/", "The year in review, dark", theme="dark"),
)


def main(arguments: list[str]) -> int:
    """Take all pictures, or those named."""
    path = find_chromium()
    if path is None:
        print("No Chromium was found; install the package `chromium`.", file=sys.stderr)
        return 69
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        take_all(path, Path(folder) / "data", arguments)
    write_index()
    return 0


def take_all(chromium: str, data: Path, names: list[str]) -> None:
    """Start a demo on `data` and take the pictures of these names, or all; "door" names those of the door."""
    port = free_port()
    with running_demo("--with", "convention", data=data, port=port) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        for picture in PICTURES:
            if not names or picture.name in names:
                for size in SIZES:
                    take(browser, site, picture, size)
                print(f"{picture.name}: {picture.shows}")
        if not names or "door" in names:
            cast = door_phone.ask_cast(data, port, "2500", "1", "--hand", "Namensschild", "Mittagessen")
            for name, shows in door_pictures.take(browser, cast, FOLDER):
                print(f"{name}: {shows}")
        browser.close()


def take(browser: Browser, site: str, picture: Picture, size: str) -> None:
    """Take one picture of the first screen."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=site,
        locale="de-DE",
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.theme == "dark" else "light",
    )
    page = context.new_page()
    if picture.staff:
        office = SIGN_INS[0]
        page.goto("/account/login/")
        page.locator("input[type=email]").fill(office.email)
        page.locator("input[type=password]").fill(office.password)
        page.get_by_role("button", name="Anmelden", exact=True).click()
        page.wait_for_url("**/desk/**")
    page.goto(picture.path.format(convention="kuestenkonvent-fiktiv-2027"))
    page.screenshot(path=str(FOLDER / f"{picture.name}-{size}.png"))
    context.close()


def write_index() -> None:
    """The page that shows all pictures."""
    lines = [
        "# Pictures",
        "",
        "Made by `./kogge screenshots` from the demo; people at the convention are invented.",
        "",
    ]
    for picture in PICTURES:
        lines += [f"## {picture.shows}", ""]
        lines += [f"![{picture.shows}, {size}]({picture.name}-{size}.png)" for size in SIZES]
        lines += [""]
    lines += ["## The app at the door", ""]
    lines += [*(f"![{shows}](door-{name}-phone.png)" for name, shows in door_pictures.SHOWN.items()), ""]
    (FOLDER / "README.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
