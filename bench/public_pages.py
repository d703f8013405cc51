"""One address of every kind of public page, found on the site itself."""

import re
import urllib.request

FIXED = {
    "home": "/",
    "home (English)": "/en/",
    "calendar": "/calendar/",
    "calendar, all": "/calendar/?when=all",
    "calendar, month": "/calendar/?view=month&from=2024-09-01",
    "map": "/map/",
    "organisations": "/organizations/",
    "people": "/people/",
    "communities": "/communities/",
    "programmes": "/programmes/",
    "year in review": "/years/2024/",
    "event": "/events/noerd-2024/",
    "event with sessions": "/events/sccon-2024/",
    "session": "/events/sccon-2024/sessions/sccon-3-laendlicher-raum/",
    "series": "/series/vitamin-digital/",
    "organisation": "/organizations/diz-rostock/",
    "person": "/people/lars-prahler/",
    "search": "/search/?q=digital",
    "imprint": "/impressum/",
    "privacy": "/datenschutz/",
    "accessibility": "/barrierefreiheit/",
    "nothing there": "/events/nothing-of-the-kind/",
}


def addresses(site: str) -> dict[str, str]:
    """Kind of page → path. The convention's own pages are found from the calendar."""
    found = dict(FIXED)
    convention = _first(
        site + "/calendar/?when=all&format=convention", r'href="(/events/[a-z0-9-]*fikti[a-z0-9-]*/)"'
    )
    if convention:
        found["convention"] = convention
        found["convention programme"] = f"{convention}programme/"
        found["convention programme, grid"] = f"{convention}programme/?view=grid"
        session = _first(f"{site}{convention}programme/", rf'href="({convention}sessions/[^"]+)"')
        if session:
            found["convention session"] = session
    return found


def _first(address: str, pattern: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        match = re.search(pattern, answer.read().decode())
    return match.group(1) if match else ""
