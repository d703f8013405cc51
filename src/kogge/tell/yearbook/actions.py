"""Writing, approving and releasing a year in review; adding and correcting its figures."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from kogge.core import freshness, history, reactions
from kogge.core.models import SourceDocument
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization

from .models import CentreSection, Figure, FigureCorrection, YearReview

MOST_LETTERS = 20_000


@transaction.atomic
def prepare_review(year: int, *, by: User | str, organizations: Iterable[Organization]) -> YearReview:
    """Make the draft of a year with an empty section for each organisation; add those still missing."""
    titles = {f"title_{code}": _title(year, code) for code in ("de", "en")}
    review, made = YearReview.objects.get_or_create(year=year, defaults=titles)
    for organization in organizations:
        CentreSection.objects.get_or_create(review=review, organization=organization)
    if made:
        history.record(review, "prepared", by=by)
    return review


@transaction.atomic
def write_introduction(review: YearReview, *, by: User | str, text_de: str, text_en: str) -> None:
    """Keep the office's own words; the public reads them after the next release."""
    review.intro_de, review.intro_en = _words(text_de, "text_de"), _words(text_en, "text_en")
    review.save(update_fields=["intro_de", "intro_en"])
    history.record(review, "introduction written", by=by)


@transaction.atomic
def write_section(section: CentreSection, *, by: User | str, text_de: str, text_en: str) -> None:
    """Keep a centre's words. An approval given for other words does not hold for these."""
    words = {"text_de": _words(text_de, "text_de"), "text_en": _words(text_en, "text_en")}
    section = _taken(section)
    if all(getattr(section, name) == text for name, text in words.items()):
        return
    for name, text in words.items():
        setattr(section, name, text)
    section.approved_at, section.approved_by = None, ""
    section.save(update_fields=[*words, "approved_at", "approved_by"])
    history.record(section, "section written", by=by)


@transaction.atomic
def approve_section(section: CentreSection, *, by: User | str) -> None:
    """Say for the centre that its words may be released as they stand."""
    section = _taken(section)
    if not (section.text_de or section.text_en):
        raise Refused(_("There is no text yet. Please write one before you approve it."))
    section.approved_at = timezone.now()
    section.approved_by = by if isinstance(by, str) else str(by.pk)
    section.save(update_fields=["approved_at", "approved_by"])
    history.record(section, "section approved", by=by)


@transaction.atomic
def release_review(year: int, *, by: User | str) -> YearReview:
    """Show the review as it stands: approved words, released figures. Words not approved stay inside."""
    review = YearReview.objects.select_for_update().filter(year=year).first()
    if review is None:
        raise Refused(_("There is no review of this year yet."))
    now = timezone.now()
    changed = Figure.objects.filter(period=str(year), released_at=None).update(released_at=now)
    for section in review.sections.exclude(approved_at=None):
        changed += _show(section, section.text_de, section.text_en)
    changed += _show(review, review.intro_de, review.intro_en)
    if review.released_at is None or changed:
        YearReview.objects.filter(pk=review.pk).update(released_at=now)
        review.released_at = now
        history.record(review, "released", by=by, after={"figures_and_texts": changed})
        _tell(year)
    return review


@transaction.atomic
def withdraw_review(review: YearReview, *, by: User | str, reason: str) -> None:
    """Take the review off the public pages; its words and figures stay inside."""
    if not reason.strip():
        raise Refused(_("Please say in a few words why the review is withdrawn."), field="reason")
    YearReview.objects.filter(pk=review.pk).update(released_at=None)
    history.record(review, "withdrawn", by=by, reason=reason.strip()[:500])
    _tell(review.year)


@transaction.atomic
def add_figure(*, by: User | str, values: Mapping[str, Any], source: str, lines: list[int]) -> Figure:
    """Note a figure with its source. The public sees it with the next release of its year."""
    if not SourceDocument.objects.filter(key=source).exists():
        raise Refused(_("Please choose the document the figure comes from."), field="source")
    figure = Figure(**values, refs=[{"source": source, "lines": lines}])
    figure.slug = _free_slug(figure)
    figure.save()
    history.record(figure, "figure added", by=by, after=_said(figure))
    return figure


@transaction.atomic
def correct_figure(figure: Figure, *, by: User | str, values: Mapping[str, Any], reason: str) -> Figure:
    """Correct a figure. What it said before stays visible beside it, with the reason."""
    figure = Figure.objects.select_for_update().get(pk=figure.pk)
    if not reason.strip():
        raise Refused(_("Please say why the figure is corrected; readers will see it."), field="reason")
    if all(getattr(figure, name) == value for name, value in values.items()):
        raise Refused(_("Nothing is different. Please change the number, or leave the figure as it is."))
    before = _said(figure)
    FigureCorrection.objects.create(
        figure=figure,
        corrected_at=timezone.now(),
        comparator=figure.comparator,
        value=figure.value,
        scope=figure.scope,
        reason=reason.strip()[:300],
    )
    for name, value in values.items():
        setattr(figure, name, value)
    figure.save()
    history.record(figure, "figure corrected", by=by, before=before, after=_said(figure), reason=reason[:500])
    if figure.released_at:
        _tell(int(figure.period) if figure.period.isdigit() else None)
    return figure


def _taken(section: CentreSection) -> CentreSection:
    """The section as it is now, locked, so that nobody approves words that change meanwhile."""
    return CentreSection.objects.select_for_update().get(pk=section.pk)


def _title(year: int, language: str) -> str:
    with override(language):
        return _("Year in review %(year)s") % {"year": year}


def _words(text: str, field: str) -> str:
    if len(text) > MOST_LETTERS:
        raise Refused(
            _("The text is too long: please keep it below %(most)s letters.") % {"most": MOST_LETTERS},
            field=field,
        )
    return text.strip()


def _show(thing: CentreSection | YearReview, text_de: str, text_en: str) -> int:
    if (thing.released_de, thing.released_en) == (text_de, text_en):
        return 0
    thing.released_de, thing.released_en = text_de, text_en
    thing.save(update_fields=["released_de", "released_en"])
    return 1


def _free_slug(figure: Figure) -> str:
    stem = slugify(f"{figure.subject.partition(':')[2]}-{figure.measure}-{figure.period}")[:100]
    taken = set(Figure.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if slug not in taken)


def _said(figure: Figure) -> dict[str, Any]:
    names = ("subject", "measure", "comparator", "value", "scope", "period")
    return {name: str(getattr(figure, name)) for name in names}


def _tell(year: int | None) -> None:
    freshness.advance()
    reactions.announce("year changed", year=year)
