"""What the desk shows of a year: the sections somebody works on, what they may do, figures, contradictions."""

from dataclasses import dataclass

from kogge.core.models import SourceDocument
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may, organizations_of
from kogge.network.directory.models import Organization
from kogge.plan.events.models import EventOrganizer
from kogge.publish.programme.models import PublicEvent

from . import contradictions, subjects
from .contradictions import Contradiction
from .models import CentreSection, Figure, YearReview
from .subjects import Found

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class DeskYear:
    """One year as somebody at the desk sees it."""

    review: YearReview
    sections: list[CentreSection]
    mine: set[str]
    figures: list[Figure]
    changeable: set[str]
    named: Found
    contradictions: list[Contradiction[Figure]]
    without_attendance: list[PublicEvent]
    may_release: bool

    @property
    def waiting(self) -> int:
        """Sections with words nobody approved yet."""
        return sum(1 for section in self.sections if section.is_waiting)


def year_of(review: YearReview, user: User) -> DeskYear:
    """Read a year for somebody at the desk."""
    own = organizations_of(user, "review.approve")
    sections = list(review.sections.select_related("organization").order_by("organization__name"))
    figures = list(Figure.objects.filter(period=str(review.year)).select_related("claimed_by"))
    mine = {one.organization.slug for one in sections if own is None or one.organization.slug in own}
    open_to = changeable_subjects(review.year, user)
    events = PublicEvent.objects.filter(starts_on__year=review.year)
    counted = {figure.subject for figure in figures if figure.counts_people}
    return DeskYear(
        review=review,
        sections=sections,
        mine=mine,
        figures=figures,
        changeable={one.slug for one in figures if open_to is None or one.subject in open_to},
        named=subjects.resolve({figure.subject for figure in figures}),
        contradictions=contradictions.find(figures),
        without_attendance=[event for event in events if f"event:{event.slug}" not in counted],
        may_release=may(user, "review.release"),
    )


def changeable_subjects(year: int, user: User) -> set[str] | None:
    """What somebody may note figures about; None is everything."""
    own = organizations_of(user, "figure.change")
    if own is None:
        return None
    events = EventOrganizer.objects.filter(
        organization__slug__in=own, role__in=["lead", "co"], event__starts_on__year=year
    )
    slugs = events.values_list("event__slug", flat=True)
    return {f"organization:{slug}" for slug in own} | {f"event:{slug}" for slug in slugs}


def subject_choices(year: int, user: User) -> Choices:
    """The events of the year and the organisations somebody may note figures about."""
    open_to = changeable_subjects(year, user)
    events = PublicEvent.objects.filter(starts_on__year=year).values_list("slug", "title_de")
    organizations = Organization.objects.filter(is_public=True).values_list("slug", "name")
    rows = [(f"event:{slug}", title) for slug, title in events]
    rows += [(f"organization:{slug}", name) for slug, name in organizations]
    return [row for row in rows if open_to is None or row[0] in open_to]


def source_choices() -> Choices:
    """All documents a figure may come from."""
    return [(document.key, document.title) for document in SourceDocument.objects.order_by("title")]
