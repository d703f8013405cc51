"""Questions about figures and notes. Only what is public is ever answered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from kogge.core.ordering import empty_lowest

from . import subjects
from .models import Figure, YearNote
from .subjects import Found


@dataclass(frozen=True)
class About:
    """What the yearbook has to say about one record: shown on that record's own page."""

    subject: str
    figures: tuple[Figure, ...] = ()
    statements: tuple[YearNote, ...] = ()
    projects: tuple[YearNote, ...] = ()
    rules: tuple[YearNote, ...] = ()
    rounds: tuple[YearNote, ...] = ()
    outlooks: tuple[YearNote, ...] = ()
    notes: tuple[YearNote, ...] = ()
    further_reading: tuple[YearNote, ...] = ()
    named: Found = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(
            (self.figures, self.statements, self.projects, self.rules, self.rounds, self.outlooks,
             self.notes, self.further_reading)
        )  # fmt: skip


_PARTS = {
    "statement": "statements", "project": "projects", "certificate_rule": "rules",
    "appointment_round": "rounds", "outlook": "outlooks", "source_note": "notes",
    "further_reading": "further_reading",
}  # fmt: skip


def about(subject: str) -> About:
    """Figures, statements, outlooks, notes, pointers about "event:slug", "organization:slug", "person:slug" …

    A constant number of queries, whatever the number of entries.
    """
    kind, _, slug = subject.partition(":")
    figures = _shown_figures(Q(subject=subject) | (Q(claimed_by__slug=slug) if kind == "person" else Q()))
    parts: dict[str, list[YearNote]] = {name: [] for name in _PARTS.values()}
    for note in _notes_about(subject, kind, slug):
        if note.kind in _PARTS:
            parts[_PARTS[note.kind]].append(note)
    told = [note for notes in parts.values() for note in notes]
    if parts["projects"]:
        keys = [f"project:{note.slug}" for note in parts["projects"]]
        attach_remarks(parts["projects"], YearNote.objects.filter(kind="source_note", subject__in=keys))
    named = subjects.resolve(mentioned(figures, told))
    return About(
        subject,
        figures=tuple(figure for figure in figures if figure.subject in named),
        named=named,
        **{name: tuple(notes) for name, notes in parts.items()},
    )


def attach_remarks(projects: Iterable[YearNote], pool: Iterable[YearNote]) -> None:
    """Give each project the notes on its source."""
    remarks: defaultdict[str, list[YearNote]] = defaultdict(list)
    for note in pool:
        remarks[note.subject].append(note)
    for project in projects:
        project.remarks = tuple(remarks[f"project:{project.slug}"])


def mentioned(figures: Iterable[Figure], notes: Iterable[YearNote]) -> set[str]:
    """Everything figures and notes name: what they are about, who said it, who takes part."""
    keys = {figure.subject for figure in figures} | {note.subject for note in notes if note.subject}
    people = [figure.claimed_by for figure in figures] + [note.person for note in notes]
    organizations = [note.owner for note in notes]
    for note in notes:
        people += note.people.all()
        organizations += note.organizations.all()
    keys |= {f"person:{person.slug}" for person in people if person}
    return keys | {f"organization:{organization.slug}" for organization in organizations if organization}


def _shown_figures(condition: Q) -> list[Figure]:
    return list(
        Figure.objects.public()
        .filter(condition)
        .select_related("claimed_by")
        .order_by(*empty_lowest("-value"), "slug")
    )


def _notes_about(subject: str, kind: str, slug: str) -> QuerySet[YearNote]:
    condition = Q(subject=subject)
    if kind == "organization":
        condition |= Q(owner__slug=slug) | Q(organizations__slug=slug)
    if kind == "person":
        condition |= Q(person__slug=slug) | Q(people__slug=slug)
    matching = YearNote.objects.filter(condition).values("pk")
    return (
        YearNote.objects.filter(pk__in=matching)
        .select_related("owner", "person")
        .prefetch_related("organizations", "people")
        .order_by("kind", "position", "slug")
    )


def public_figures(keys: Iterable[str] | None = None, *, period: str = "") -> tuple[list[Figure], Found]:
    """Released figures (about `keys`, of `period`) whose subject is public, and those subjects."""
    condition = Q() if keys is None else Q(subject__in=list(keys))
    if period:
        condition &= Q(period=period)
    figures = _shown_figures(condition)
    named = subjects.resolve({figure.subject for figure in figures})
    return [figure for figure in figures if figure.subject in named], named


def named_in(figures: Iterable[Figure]) -> Found:
    """Whatever public these figures name: subjects and claimants."""
    return subjects.resolve(mentioned(figures, []))
