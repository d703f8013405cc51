"""The addresses the frame offers on every page. Only names of addresses stand here; what they show, others decide."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import region

Entry = tuple[str, str | Promise]

MAIN: tuple[Entry, ...] = (
    ("website:calendar", _("Calendar")),
    ("website:map", _("Map")),
    ("website:organizations", _("Organisations")),
    ("website:communities", _("Communities")),
    ("website:programmes", _("Programmes")),
    ("yearbook:review", _("Year in review")),
)
DESK: tuple[Entry, ...] = (
    ("accounts:desk", _("Overview")),
    ("events:list", _("Events")),
    ("events:calendar", _("Calendar")),
    ("call_desk:list", _("Calls")),
    ("guests:overview", _("Registrations")),
    ("indicators:start", _("Proof")),
    ("directory:organizations", _("Organisations")),
    ("directory:people", _("People")),
    ("directory:places", _("Places")),
    ("yearbook:edit", _("Year in review")),
    ("accounts:team", _("Team")),
)
LINKS: dict[str, tuple[Entry, ...]] = {
    "informed": (
        ("search:search", _("Search")),
        ("applying:list", _("Calls")),
        ("website:people", _("People")),
        ("website:topics", _("Topics")),
        ("website:areas", _("Areas")),
        ("embed:help", _("Feeds and embedding")),
        ("accounts:desk", _("Sign in for the team")),
    ),
    "legal": (
        ("website:accessibility", _("Accessibility statement")),
        ("website:feedback", _("Feedback on accessibility")),
        ("website:easy_language", _("Easy language")),
        ("website:sign_language", _("Sign language")),
        ("website:privacy", _("Privacy")),
        ("website:imprint", _("Imprint")),
        ("website:licences", _("Licences")),
    ),
    "user": (
        ("accounts:profile", _("Your account")),
        ("mfa_index", _("Second factor")),
        ("usersessions_list", _("Your sessions")),
        ("account_change_password", _("Change password")),
    ),
}


@dataclass(frozen=True)
class Link:
    """One entry of a navigation. `here` is "page", "true" (somewhere below) or empty."""

    name: str | Promise
    address: str
    here: str = ""


def address_of(name: str) -> str:
    """The address of a page, or nothing when this installation has none of that name."""
    arguments = [region.current().data.get("review_year", 0)] if name == "yearbook:review" else []
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def links(entries: Iterable[Entry], path: str = "") -> list[Link]:
    """The entries that have an address, the present one marked."""
    found = [(name, address) for key, name in entries if (address := address_of(key))]
    below = [address for _name, address in found if path.startswith(address)]
    nearest = max(below, key=len, default="")
    if nearest != path and any(one != nearest and one.startswith(nearest) for _name, one in found):
        nearest = ""  # the first page of all others: below it, but at none of them
    return [
        Link(name, address, ("page" if address == path else "true") if address == nearest else "")
        for name, address in found
    ]


@dataclass(frozen=True)
class Language:
    """The same page in another language."""

    code: str
    name: str
    address: str
    current: bool


NAMES = {"de": "Deutsch", "en": "English"}


def languages(request: HttpRequest | None) -> list[Language]:
    """This page in every language, with its query: German at the root, the others below their code."""
    path = request.get_full_path() if request is not None else "/"
    default = settings.LANGUAGE_CODE
    bare = path
    for code, _name in settings.LANGUAGES:
        if code != default and (path == f"/{code}" or path.startswith(f"/{code}/")):
            bare = path[len(code) + 1 :] or "/"
    active = (get_language() or default)[:2]
    return [
        Language(code, NAMES.get(code, code), bare if code == default else f"/{code}{bare}", code == active)
        for code, _name in settings.LANGUAGES
    ]
