"""A year in review put together from the records: nothing in it that the records do not hold."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from kogge.core import region
from kogge.core.models import SourceDocument
from kogge.core.translated import Translated, pick
from kogge.network.directory.models import Community, Organization, Programme

from . import chapters, contradictions, queries, subjects
from .chapters import Chapter, Outlook, Volunteers
from .contradictions import Contradiction
from .models import Figure, YearNote, YearReview
from .subjects import Found
from .year_events import Block, Month, blocks_of, by_month

OPENING = 6


@dataclass(frozen=True)
class Review:
    """Everything the page of a year shows, read once."""

    review: YearReview
    blocks: list[Block]
    figures: list[Figure]
    notes: list[YearNote]
    named: Found
    chapters: list[Chapter]
    office: Chapter | None
    boards: list[Chapter]
    volunteers: list[Volunteers]
    communities: list[Community]
    programmes: list[Programme]
    documents: list[SourceDocument]

    @property
    def year(self) -> int:
        return self.review.year

    @property
    def words(self) -> Translated:
        """The office's released words."""
        return pick({"de": self.review.released_de, "en": self.review.released_en})

    @cached_property
    def months(self) -> list[Month]:
        return by_month(self.year, self.blocks)

    @cached_property
    def opening(self) -> list[Figure]:
        """The largest numbers first: people, then everything else that is counted."""
        counted = [figure for figure in self.figures if not figure.is_ordinal]
        return sorted(counted, key=lambda figure: (not figure.counts_people, -figure.value))[:OPENING]

    @cached_property
    def outlooks(self) -> list[Outlook]:
        """What no chapter announces, by year."""
        told = {note.pk for chapter in self._all_chapters for note in chapter.outlooks}
        return chapters.outlooks_of(note for note in self.notes if note.pk not in told)

    @cached_property
    def announcing(self) -> list[Chapter]:
        """The chapters that announce something."""
        return [chapter for chapter in self._all_chapters if chapter.outlooks]

    @property
    def _all_chapters(self) -> list[Chapter]:
        return [*self.chapters, *([self.office] if self.office else []), *self.boards]

    @cached_property
    def contradictions(self) -> list[Contradiction[Figure]]:
        return contradictions.find(self.figures)

    @cached_property
    def without_attendance(self) -> list[Block]:
        """The events without a figure of how many came."""
        return [block for block in self.blocks if block.lacks_attendance]

    @cached_property
    def session_count(self) -> int:
        return sum(len(block.sessions) for block in self.blocks)

    @cached_property
    def other_projects(self) -> list[YearNote]:
        """Projects that no chapter tells."""
        told = {note.pk for chapter in self.chapters for note in chapter.projects}
        return [note for note in self.of("project") if note.pk not in told]

    @cached_property
    def challenges(self) -> list[YearNote]:
        return self.of("challenge")

    @cached_property
    def formats(self) -> list[YearNote]:
        return self.of("format")

    @cached_property
    def quality_notes(self) -> list[YearNote]:
        return self.of("data_quality_note")

    @cached_property
    def pages(self) -> list[YearNote]:
        """Pages the sources point to."""
        return self.of("further_reading")

    def of(self, kind: str) -> list[YearNote]:
        return [note for note in self.notes if note.kind == kind]


def notes_of(year: int) -> QuerySet[YearNote]:
    """The notes of a year with what they name."""
    return (
        YearNote.objects.filter(year=year)
        .select_related("owner", "person")
        .prefetch_related("organizations", "people")
        .order_by("kind", "position", "slug")
    )


def assemble(review: YearReview) -> Review:
    """Read everything a review shows, in a constant number of queries."""
    notes = list(notes_of(review.year))
    remarks = [note for note in notes if note.kind == "source_note"]
    queries.attach_remarks((note for note in notes if note.kind == "project"), remarks)
    figures, _found = queries.public_figures(period=str(review.year))
    blocks = blocks_of(review.year, figures, notes)
    named = subjects.resolve(queries.mentioned(figures, notes))
    organizations = _special_organizations()
    return Review(
        review=review,
        blocks=blocks,
        figures=figures,
        notes=notes,
        named=named,
        chapters=chapters.chapters_of(review, blocks, figures, notes),
        office=next(
            (chapters.chapter_about(one, blocks, figures, notes) for one in organizations if _is_office(one)),
            None,
        ),
        boards=[
            chapters.chapter_about(one, blocks, figures, notes)
            for one in organizations
            if not _is_office(one)
        ],
        volunteers=chapters.volunteers_of(blocks, notes),
        communities=list(Community.objects.filter(is_public=True).select_related("organizer")),
        programmes=list(Programme.objects.filter(is_public=True).select_related("owner")),
        documents=_documents(notes, figures),
    )


def _special_organizations() -> list[Organization]:
    """The coordinating office of the region and its advisory boards."""
    office = region.current().data.get("coordinating_office", "")
    public = Organization.objects.filter(is_public=True)
    return list((public.filter(slug=office) | public.filter(kind="advisory_board")).order_by("name"))


def _is_office(organization: Organization) -> bool:
    return organization.slug == region.current().data.get("coordinating_office")


def _documents(notes: list[YearNote], figures: list[Figure]) -> list[SourceDocument]:
    """The documents the year is told from."""
    keys = {ref["source"] for thing in (*notes, *figures) for ref in thing.refs}
    return list(SourceDocument.objects.filter(key__in=keys).order_by("key"))
