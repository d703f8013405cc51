"""Does every public page of a funded activity name its funder? Reads the pages as a visitor gets them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.network.directory.models import Organization
from kogge.network.grants.models import Operation
from kogge.publish.programme.models import PublicEvent, PublicSession

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True)
class Owed:
    """A page and what it must show."""

    address: str
    statement: str
    emblem: bool


@dataclass(frozen=True)
class Fault:
    """A page and what it lacks, in a sentence."""

    address: str
    sentence: str


def faults(pages: Iterable[Owed]) -> Iterator[Fault]:
    """Fetch each page and name what is missing on it."""
    host = next((name for name in settings.ALLOWED_HOSTS if name.strip(".*")), "localhost").lstrip(".")
    client = Client(SERVER_NAME=host.strip("[]"))
    for page in pages:
        response = client.get(page.address, secure=settings.SECURE)
        if response.status_code != 200:
            yield Fault(page.address, _("cannot be read (status %d)") % response.status_code)
            continue
        shown = Reader.of(response.content.decode())
        if page.statement not in shown.text:
            yield Fault(page.address, _("lacks the statement “%s”") % page.statement)
        if page.emblem and not shown.emblem:
            yield Fault(page.address, _("lacks the emblem"))


def owed() -> Iterator[Owed]:
    """Every public page of a funded activity in every language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield from _of_events(language)
            yield from _of_organizations(language)


def _of_events(language: str) -> Iterator[Owed]:
    events = PublicEvent.objects.filter(event__operation__isnull=False)
    events = events.select_related("event__operation__profile").order_by("slug")
    sessions: dict[int, list[str]] = {}
    for public_event, slug in PublicSession.objects.filter(public_event__in=events).values_list(
        "public_event", "slug"
    ):
        sessions.setdefault(public_event, []).append(slug)
    for public in events:
        operation = public.event.operation
        assert operation is not None
        for name in ("programme:event", "programme:changes"):
            yield _page(operation, language, name, public.slug)
        for name in ("programme:programme", "programme:speakers") if public.pk in sessions else ():
            yield _page(operation, language, name, public.slug)
        for slug in sorted(sessions.get(public.pk, [])):
            yield _page(operation, language, "programme:session", public.slug, slug)


def _of_organizations(language: str) -> Iterator[Owed]:
    today = timezone.localdate()
    running = Operation.objects.filter(starts_on__lte=today, ends_on__gte=today).select_related("profile")
    for operation in running:
        for slug in Organization.objects.filter(operations=operation, is_public=True).values_list(
            "slug", flat=True
        ):
            yield _page(operation, language, "website:organization", slug)


def _page(operation: Operation, language: str, name: str, *parts: str) -> Owed:
    profile = operation.profile
    statement = profile.statement_en if language == "en" else profile.statement_de
    return Owed(reverse(name, args=parts), statement, bool(profile.emblem))


class Reader(HTMLParser):
    """The text inside the funding component, and whether an emblem stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.words: list[str] = []
        self.emblem = False

    @classmethod
    def of(cls, page: str) -> "Reader":
        """Read a page."""
        reader = cls()
        reader.feed(page)
        return reader

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if self.depth or "k-funding" in classes:
            self.depth += tag not in VOID
            self.emblem = self.emblem or "k-emblem" in classes

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in VOID:
            self.depth -= 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing opens that closes itself."""

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.words.append(data)
