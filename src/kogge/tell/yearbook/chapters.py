"""The chapters of a year in review: centres, the coordinating office, volunteers, boards, the outlook."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kogge.core.ordering import empty_lowest
from kogge.core.translated import Translated, pick
from kogge.network.directory.models import Community, OfficeTerm, Organization

from .models import CentreSection, Figure, YearNote, YearReview
from .year_events import Block


@dataclass(frozen=True)
class Chapter:
    """What the records tell about one organisation in a year, and its own released words."""

    organization: Organization
    words: Translated
    blocks: tuple[Block, ...] = ()
    communities: tuple[Community, ...] = ()
    partners: tuple[Organization, ...] = ()
    projects: tuple[YearNote, ...] = ()
    figures: tuple[Figure, ...] = ()
    rules: tuple[YearNote, ...] = ()
    outlooks: tuple[YearNote, ...] = ()

    @property
    def anchor(self) -> str:
        return self.organization.slug


@dataclass(frozen=True)
class Volunteers:
    """A voluntary office: its community, who holds it since when, appointments, mission."""

    community: Community
    terms: tuple[OfficeTerm, ...]
    blocks: tuple[Block, ...]
    rounds: tuple[YearNote, ...]
    mission: tuple[YearNote, ...]


@dataclass(frozen=True)
class Outlook:
    """What is announced for one year."""

    when: str
    notes: tuple[YearNote, ...] = field(default=())


def chapters_of(
    review: YearReview, blocks: list[Block], figures: Iterable[Figure], notes: list[YearNote]
) -> list[Chapter]:
    """One chapter per section of the review, in the order of names."""
    sections = list(
        review.sections.filter(organization__is_public=True)
        .select_related("organization", "organization__place")
        .prefetch_related("organization__communities", "organization__partnerships__partner")
        .order_by("organization__name")
    )
    figures = list(figures)
    return [_chapter(section, blocks, figures, notes) for section in sections]


def chapter_about(
    organization: Organization, blocks: list[Block], figures: Iterable[Figure], notes: list[YearNote]
) -> Chapter:
    """The same for an organisation without words of its own: the coordinating office, a board."""
    return Chapter(
        organization,
        pick({}),
        blocks=tuple(block for block in blocks if block.concerns(organization.slug)),
        **_told(organization.slug, set(), list(figures), notes),
    )


def volunteers_of(blocks: list[Block], notes: list[YearNote]) -> list[Volunteers]:
    """The communities whose members were appointed to an office. Only people with a released profile."""
    terms: defaultdict[Community, list[OfficeTerm]] = defaultdict(list)
    rows = OfficeTerm.objects.filter(
        community__is_public=True, person__merged_into=None, person__profile__released_at__isnull=False
    ).select_related("community", "person")
    for term in rows.order_by(*empty_lowest("valid_from"), "person__name"):
        if term.community:
            terms[term.community].append(term)
    found = []
    for community, holders in terms.items():
        names = {holder.person.slug for holder in holders}
        concerned = [
            block
            for block in blocks
            if (block.record["community"] or {}).get("slug") == community.slug
            or names & {person["slug"] for person in block.record["people"]}
        ]
        found.append(
            Volunteers(
                community,
                tuple(holders),
                tuple(concerned),
                _kind(notes, "appointment_round"),
                _kind(notes, "mission"),
            )
        )
    return found


def outlooks_of(notes: Iterable[YearNote]) -> list[Outlook]:
    """Everything announced, by the year it is announced for."""
    years: defaultdict[str, list[YearNote]] = defaultdict(list)
    for note in _kind(notes, "outlook"):
        years[note.when].append(note)
    return [Outlook(when, tuple(years[when])) for when in sorted(years)]


def _chapter(
    section: CentreSection, blocks: list[Block], figures: list[Figure], notes: list[YearNote]
) -> Chapter:
    organization = section.organization
    communities = [one for one in organization.communities.all() if one.is_public]
    own = tuple(block for block in blocks if block.concerns(organization.slug))
    series = {block.record["series"]["slug"] for block in own if block.record["series"]}
    return Chapter(
        organization,
        pick({"de": section.released_de, "en": section.released_en}),
        blocks=own,
        communities=tuple(communities),
        partners=tuple(row.partner for row in organization.partnerships.all() if row.partner.is_public),
        **_told(organization.slug, series, figures, notes),
    )


def _told(slug: str, series: set[str], figures: list[Figure], notes: list[YearNote]) -> dict[str, tuple]:
    """Figures and notes about an organisation and its series."""
    subject = f"organization:{slug}"
    owned = [note for note in notes if (note.owner and note.owner.slug == slug) or note.subject == subject]
    shared = [note for note in notes if slug in {one.slug for one in note.organizations.all()}]
    rules = _kind(owned, "certificate_rule")
    keys = {subject, *(f"series:{one}" for one in series)}
    keys |= {key for rule in rules for key in (rule.subject, f"certificate:{rule.slug}")}
    return {
        "projects": tuple(dict.fromkeys([*_kind(owned, "project"), *_kind(shared, "project")])),
        "figures": tuple(figure for figure in figures if figure.subject in keys),
        "rules": rules,
        "outlooks": _kind(owned, "outlook"),
    }


def _kind(notes: Iterable[YearNote], kind: str) -> tuple[YearNote, ...]:
    return tuple(note for note in notes if note.kind == kind)
