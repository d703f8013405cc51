"""Rules with their versions, what people were assessed in, certificates, and runs that issue many."""

import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.core.translated import Translated, translated
from kogge.network.directory.models import Organization, Person
from kogge.plan.events.models import Event, EventSeries
from kogge.prove.badges.earning import Conditions
from kogge.prove.badges.models import Template
from kogge.prove.badges.sheet import Sheet, shown

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """Twelve letters and digits that nobody can guess (58 bits) and nobody misreads."""
    return "".join(secrets.choice(LETTERS) for _ in range(12))


class CertificateRule(models.Model):
    """What a certificate is issued for: the dates of a series, or chosen events. The conditions are in its versions."""

    title_de = models.CharField(_("title (German)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    contents_de = models.TextField(_("contents (German)"), blank=True)
    contents_en = models.TextField(_("contents (English)"), blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="certificate_rules", verbose_name=_("issued by")
    )
    series = models.OneToOneField(
        EventSeries, null=True, blank=True, on_delete=models.PROTECT, related_name="certificate_rule"
    )
    events = models.ManyToManyField(Event, blank=True, related_name="certificate_rules")
    issues_itself = models.BooleanField(_("is issued by itself after the last date"), default=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title_de", "pk"]
        verbose_name = _("rule of certificates")

    def __str__(self) -> str:
        return self.title_de

    @property
    def title(self) -> Translated:
        """In the active language, else the other."""
        return translated(self, "title")


class RuleVersion(models.Model):
    """The conditions as they stood for a while. The highest number counts; all stay."""

    rule = models.ForeignKey(CertificateRule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    required = models.PositiveSmallIntegerField(_("dates needed"), null=True, blank=True)
    out_of = models.PositiveSmallIntegerField(_("out of"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes needed"), default=0)
    assessment = models.BooleanField(_("needs a passed assessment"), default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["rule", "number"]
        verbose_name = _("version of a rule of certificates")
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="certificate_rule_version_once"),
            models.CheckConstraint(
                condition=Q(required=None) | Q(out_of=None) | Q(required__lte=F("out_of")),
                name="certificate_rule_possible"),
            models.CheckConstraint(
                condition=Q(required__gt=0) | (Q(required=None) & (Q(minutes__gt=0) | Q(assessment=True))),
                name="certificate_rule_asks"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.rule_id}/{self.number}"

    @property
    def conditions(self) -> Conditions:
        """What is asked, for the pure evaluation."""
        return Conditions(self.required, self.minutes, self.assessment)


class Assessment(models.Model):
    """Somebody was assessed against a standard. Only with a passed one does a certificate speak of a qualification."""

    rule = models.ForeignKey(CertificateRule, on_delete=models.PROTECT, related_name="assessments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    passed = models.BooleanField(_("passed"))
    result = models.CharField(_("result"), max_length=120)
    assessor = models.CharField(_("who assessed"), max_length=120)
    standard = models.CharField(_("against which standard"), max_length=200)
    on = models.DateField(_("day of the assessment"))
    is_personal = True
    UNSEALED = ("person",)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("assessment")

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.on}"

    @property
    def as_printed(self) -> dict[str, str]:
        """What a certificate says of it."""
        return {
            **{name: getattr(self, name) for name in ("result", "assessor", "standard")},
            "on": self.on.isoformat(),
        }


class Certificate(models.Model):
    """One certificate. `content` is all that stands on it; the PDF follows from it and the template, byte for byte.

    A row is never deleted, so that neither its code nor its place in the status list is given to another;
    what it says of a person is removed when the person is erased or its time is over.
    """

    class State(models.TextChoices):
        ISSUED = "issued", pgettext_lazy("certificate", "Valid")
        REPLACED = "replaced", pgettext_lazy("certificate", "Replaced")
        REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    rule = models.ForeignKey(CertificateRule, on_delete=models.PROTECT, related_name="certificates")
    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="certificates")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    template = models.ForeignKey(Template, null=True, on_delete=models.PROTECT, related_name="certificates")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ISSUED)
    content = models.JSONField(default=dict)
    language = models.CharField(max_length=2, default="de")
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    questioned_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_personal = True
    UNSEALED = ("person",)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("certificate")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "round", "person"], condition=Q(state="issued"), name="certificate_once"),
            models.CheckConstraint(
                condition=Q(state="replaced", replaced_by__isnull=False) | (~Q(state="replaced") & Q(replaced_by=None)),
                name="certificate_replaced_by_one"),
            models.CheckConstraint(
                condition=Q(state="issued", ended_at=None) | (~Q(state="issued") & Q(ended_at__isnull=False)),
                name="certificate_ended_when"),
            models.CheckConstraint(condition=Q(state="issued") | ~Q(reason=""), name="certificate_ended_says_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.shown_code

    @property
    def shown_code(self) -> str:
        """The code in three groups of four, as people read it aloud."""
        return shown(self.code)

    @property
    def sheet(self) -> Sheet:
        """All that stands on it, for the PDF and the badge."""
        return Sheet(
            self.pk, self.code, self.uid, self.language, self.issued_at, self.content, self.template,
            f"{self.rule_id}/{self.version.number}", self.version.conditions, self.rule.organization.slug,
        )  # fmt: skip


class Run(models.Model):
    """Many certificates in one go: a job that the clock works off piece by piece, seen, stopped and resumed."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("run", "Running")
        STOPPED = "stopped", pgettext_lazy("run", "Stopped")
        DONE = "done", pgettext_lazy("run", "Finished")

    rule = models.ForeignKey(CertificateRule, on_delete=models.PROTECT, related_name="runs")
    round = models.PositiveSmallIntegerField(default=1)
    by_itself = models.BooleanField(default=False)
    actor = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    todo = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="certificate_run_within_total"),
            models.UniqueConstraint(
                fields=["rule", "round"], condition=Q(by_itself=True), name="certificate_run_by_itself_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}/{self.round}: {self.done} of {self.total}"
