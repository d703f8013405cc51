"""Figures, outlooks, statements and reviews of a year."""

from decimal import Decimal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.core.imprecise_date import ImpreciseDate
from kogge.core.models import Sourced
from kogge.core.translated import Translated, translated
from kogge.network.directory.models import Organization, Person

from . import measures, project_facts


class FigureQuerySet(models.QuerySet["Figure"]):
    """Figures the public may see."""

    def public(self) -> "FigureQuerySet":
        return self.filter(released_at__isnull=False)


class Figure(Sourced):
    """A claim with a number: value, comparator, scope, period, claimant, source.

    `subject` is what it is about, as "event:slug", "organization:slug" …: one table serves all.
    """

    class Comparator(models.TextChoices):
        EQUAL = "eq", pgettext_lazy("comparison", "exactly")
        MORE = "gt", pgettext_lazy("comparison", "more than")
        ABOUT = "approx", pgettext_lazy("comparison", "about")

    slug = models.SlugField(unique=True, max_length=120)
    subject = models.CharField(_("about"), max_length=160, db_index=True)
    measure = models.CharField(_("what is counted"), max_length=60)
    comparator = models.CharField(_("comparison"), max_length=6, choices=Comparator.choices)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    scope = models.CharField(_("scope"), max_length=120, blank=True)
    period = models.CharField(_("period"), max_length=40, blank=True)
    claimed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )

    released_at = models.DateTimeField(null=True, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["subject", "measure", "slug"]

    def __str__(self) -> str:
        return f"{self.written} {self.label}"

    @property
    def label(self) -> str:
        """What is counted, in the active language."""
        return str(measures.measure(self.measure).label)

    @property
    def written(self) -> str:
        """The number with its comparator, in the active language."""
        ordinal = measures.measure(self.measure).ordinal
        return measures.written(Decimal(self.value), self.comparator, ordinal=ordinal)

    @property
    def number(self) -> str:
        """The number alone."""
        return measures.written(Decimal(self.value), "eq", ordinal=self.is_ordinal)

    @property
    def comparison(self) -> str:
        """What stands before the number: "more than", "about", or nothing."""
        return str(measures.COMPARATORS.get(self.comparator, ""))

    @property
    def scope_label(self) -> str:
        return measures.scope(self.scope)

    @property
    def is_ordinal(self) -> bool:
        """Whether it is a place in a row ("3rd edition") and not an amount."""
        return measures.measure(self.measure).ordinal

    @property
    def counts_people(self) -> bool:
        return measures.measure(self.measure).counts_people


class FigureCorrection(models.Model):
    """What a figure said before it was corrected, and why. Stays visible beside the figure for good."""

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="corrections")
    corrected_at = models.DateTimeField()
    comparator = models.CharField(max_length=6, choices=Figure.Comparator.choices)
    value = models.DecimalField(max_digits=16, decimal_places=2)
    scope = models.CharField(max_length=120, blank=True)
    reason = models.CharField(_("why it was corrected"), max_length=300)

    class Meta:
        ordering = ["-corrected_at", "-pk"]

    def __str__(self) -> str:
        return self.written

    @property
    def written(self) -> str:
        """The former number with its comparator, in the active language."""
        ordinal = measures.measure(self.figure.measure).ordinal
        return measures.written(Decimal(self.value), self.comparator, ordinal=ordinal)


NOTE_KINDS: dict[str, str | Promise] = {
    "statement": _("Statement"),
    "outlook": _("Outlook"),
    "challenge": _("Challenge"),
    "project": _("Project"),
    "mission": _("Mission"),
    "appointment_round": _("Appointments"),
    "further_reading": _("Further page"),
    "data_quality_note": _("Note on the sources"),
    "certificate_rule": _("Rule of a certificate"),
    "format": _("Format"),
    "source_note": _("Note on the source"),
}


class YearNote(Sourced):
    """Something a year in review tells beside events and figures; `kind` says what, `facts` holds the rest.

    Kinds of the facts file: statement, outlook, challenge, project, mission, appointment_round,
    further_reading, data_quality_note, certificate_rule, format; source_note is what an entry says about
    its own source.
    """

    slug = models.SlugField(unique=True, max_length=120)
    year = models.PositiveSmallIntegerField(db_index=True)
    kind = models.CharField(max_length=30, db_index=True)
    subject = models.CharField(max_length=160, blank=True, db_index=True)
    owner = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="notes"
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    organizations = models.ManyToManyField(Organization, blank=True, related_name="shared_notes")
    people = models.ManyToManyField(Person, blank=True, related_name="shared_notes")
    title = models.CharField(max_length=300, blank=True)
    text_de = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    when = models.CharField(max_length=10, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    facts = models.JSONField(default=dict, blank=True)

    remarks: tuple["YearNote", ...] = ()  # what the sources' own notes say about it, set by queries

    class Meta:
        ordering = ["year", "kind", "position", "slug"]

    def __str__(self) -> str:
        return self.title or self.slug

    @property
    def text(self) -> Translated:
        return translated(self, "text")

    @property
    def date(self) -> ImpreciseDate:
        """When it was or will be, as exact as stated."""
        return ImpreciseDate.parse(self.when)

    @property
    def rows(self) -> list[project_facts.Row]:
        """The labelled facts of a project."""
        return project_facts.rows(self.facts)

    @property
    def kind_label(self) -> str | Promise:
        """What kind of note it is, in the active language."""
        return NOTE_KINDS.get(self.kind, self.kind)


class YearReview(models.Model):
    """A year in review: which year, its introduction, and the sections each centre approves.

    `intro_*` is what the office works on; `released_*` is what the public reads.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    title_de = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    intro_de = models.TextField(blank=True)
    intro_en = models.TextField(blank=True)
    released_de = models.TextField(blank=True)
    released_en = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title_de


SECTION_STATES: dict[str, str | Promise] = {
    "empty": _("No text yet"),
    "written": _("Waits for approval"),
    "approved": _("Approved, not released yet"),
    "public": _("Public"),
}


class CentreSection(models.Model):
    """One organisation's own words in a review.

    `text_*` is what its editors work on. Approving marks them ready; releasing the review copies what is
    approved to `released_*`, and only that is ever public. A change afterwards needs approval anew.
    """

    review = models.ForeignKey(YearReview, on_delete=models.CASCADE, related_name="sections")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="year_sections")
    text_de = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=64, blank=True)
    released_de = models.TextField(blank=True)
    released_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "organization"], name="one_section_per_centre")
        ]

    def __str__(self) -> str:
        return f"{self.review} – {self.organization}"

    @property
    def state(self) -> str:
        """Where its words stand: empty, written, approved or public."""
        if not (self.text_de or self.text_en):
            return "empty"
        if self.approved_at is None:
            return "written"
        same = (self.text_de, self.text_en) == (self.released_de, self.released_en)
        return "public" if same and self.review.released_at else "approved"

    @property
    def state_label(self) -> str | Promise:
        return SECTION_STATES[self.state]

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still has to approve its words."""
        return self.state == "written"
