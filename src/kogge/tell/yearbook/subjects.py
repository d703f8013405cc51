"""What figures and notes are about: names and addresses of their subjects, as far as these are public."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from kogge.network.directory.models import Community, Organization, Person, Place, Programme
from kogge.plan.events.models import EventSeries
from kogge.publish.programme.models import PublicEvent, PublicSession

from .models import YearNote


@dataclass(frozen=True)
class Subject:
    """Something public that a figure or note is about. Names stay in the language they were given."""

    kind: str
    slug: str
    name: str
    address: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.slug}"


Found = dict[str, Subject]


def resolve(keys: Iterable[str]) -> Found:
    """The public subjects among `keys`, with one query per kind. What is not public is left out."""
    slugs: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        kind, _, slug = key.partition(":")
        slugs[kind].add(slug)
    found: Found = {}
    for kind, wanted in slugs.items():
        if look_up := _LOOK_UPS.get(kind):
            found |= {subject.key: subject for subject in look_up(wanted)}
    return found


def _events(slugs: set[str]) -> Iterable[Subject]:
    for slug, title in PublicEvent.objects.filter(slug__in=slugs).values_list("slug", "title_de"):
        yield Subject("event", slug, title, reverse("programme:event", args=[slug]))


def _sessions(slugs: set[str]) -> Iterable[Subject]:
    rows = PublicSession.objects.filter(slug__in=slugs)
    for slug, title, event in rows.values_list("slug", "title_de", "public_event__slug"):
        yield Subject("session", slug, title, reverse("programme:session", args=[event, slug]))


def _series(slugs: set[str]) -> Iterable[Subject]:
    for slug, title in EventSeries.objects.filter(slug__in=slugs).values_list("slug", "title_de"):
        yield Subject("series", slug, title, reverse("programme:series", args=[slug]))


def _people(slugs: set[str]) -> Iterable[Subject]:
    people = Person.objects.filter(slug__in=slugs, merged_into=None, profile__released_at__isnull=False)
    for person in people:
        yield Subject("person", person.slug, str(person), reverse("website:person", args=[person.slug]))


def _places(slugs: set[str]) -> Iterable[Subject]:
    for slug, name in Place.objects.filter(slug__in=slugs).values_list("slug", "name"):
        yield Subject("place", slug, name, reverse("website:place", args=[slug]))


def _listed(kind: str, model: type[Model]) -> Callable[[set[str]], Iterable[Subject]]:
    def look_up(slugs: set[str]) -> Iterable[Subject]:
        rows = model._default_manager.filter(slug__in=slugs, is_public=True)
        for slug, name in rows.values_list("slug", "name"):
            yield Subject(kind, slug, name, reverse(f"website:{kind}", args=[slug]))

    return look_up


def _notes(kind: str, note_kind: str) -> Callable[[set[str]], Iterable[Subject]]:
    def look_up(slugs: set[str]) -> Iterable[Subject]:
        rows = YearNote.objects.filter(slug__in=slugs, kind=note_kind)
        for slug, title, year in rows.values_list("slug", "title", "year"):
            page = "yearbook:annex" if kind == "format" else "yearbook:review"
            yield Subject(kind, slug, title, f"{reverse(page, args=[year])}#{slug}")

    return look_up


_LOOK_UPS: dict[str, Callable[[set[str]], Iterable[Subject]]] = {
    "event": _events,
    "session": _sessions,
    "series": _series,
    "person": _people,
    "place": _places,
    "organization": _listed("organization", Organization),
    "community": _listed("community", Community),
    "programme": _listed("programme", Programme),
    "project": _notes("project", "project"),
    "certificate": _notes("certificate", "certificate_rule"),
    "appointment_round": _notes("appointment_round", "appointment_round"),
    "format": _notes("format", "format"),
}
