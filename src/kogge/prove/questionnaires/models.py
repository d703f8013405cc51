"""Whom a funder's questions are put to, sealed answers, paper, and whether a person or a company counts."""

import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.network.grants.models import Operation
from kogge.prove.hours.models import LETTERS, Participant

from . import states


class Stage(models.TextChoices):
    """When something is asked."""

    ENTRY = "entry", _("On entering")
    EXIT = "exit", _("On leaving")
    LATER = "later", _("Some time after leaving")


class State(models.TextChoices):
    """What became of a questionnaire; `states.NEXT` says what can follow."""

    DUE = states.DUE, _("Due, nobody was written to yet")
    INVITED = states.INVITED, _("Asked, no answer yet")
    ANSWERED = states.ANSWERED, _("Answered by link")
    PAPER = states.PAPER, _("Came on paper, to be typed")
    TYPED = states.TYPED, _("Typed, to be checked by somebody else")
    CHECKED = states.CHECKED, _("Came on paper, typed and checked")
    EXPIRED = states.EXPIRED, _("Not answered in time")
    REFUSED = states.REFUSED, _("Will not be answered")
    NOT_NEEDED = states.NOT_NEEDED, _("Not needed any more")


class Way(models.TextChoices):
    """How somebody was asked."""

    NOT_YET = "", _("Not asked yet")
    MAIL = "mail", _("By mail")
    LETTER = "letter", _("By letter or by hand")


class Obstacle(models.TextChoices):
    """Why asking did not work."""

    NONE = "", pgettext_lazy("why asking did not work", "None")
    BOUNCED = "bounced", _("The mail came back")
    OTHER = "other", _("The link reached somebody else")


class Questionnaire(models.Model):
    """The questions of one stage to one participant of an operation, put once. Holds no answers.

    `complete` says whether the newest answers miss nothing that the funder requires.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="questionnaires")
    stage = models.CharField(_("stage"), max_length=5, choices=Stage)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DUE)
    due_on = models.DateField(_("due on"))
    closes_on = models.DateField(_("asked until"), null=True, blank=True)
    way = models.CharField(_("asked"), max_length=6, choices=Way, default=Way.NOT_YET, blank=True)
    language = models.CharField(max_length=5, default="de")
    invited_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("the link is open until"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    obstacle = models.CharField(max_length=7, choices=Obstacle, default=Obstacle.NONE, blank=True)
    complete = models.BooleanField(_("complete"), default=False)
    link_version = models.PositiveIntegerField(default=1)
    is_personal = True

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("questionnaire")
        indexes = [models.Index(fields=["state", "due_on"], name="questionnaire_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["participant", "stage"], name="questionnaire_asked_once"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="questionnaire_stage"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="questionnaire_state"),
            models.CheckConstraint(
                condition=~Q(state=State.INVITED)
                | Q(invited_at__isnull=False, expires_at__isnull=False, expires_at__gt=F("invited_at"))
                & ~Q(way=Way.NOT_YET),
                name="questionnaire_asked_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant.code}: {self.get_stage_display()}"

    @property
    def is_open(self) -> bool:
        """Whether answers are still missing."""
        return self.state in states.OPEN


class Response(models.Model):
    """One set of answers, encrypted as a whole with the key for answers. A correction is a version more.

    `missing` names the questions that had to be answered and were not; what was answered stands in `sealed` alone.
    """

    class Origin(models.TextChoices):
        LINK = "link", _("By link")
        PAPER = "paper", _("On paper")

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="responses")
    version = models.PositiveSmallIntegerField(_("version"))
    origin = models.CharField(_("how it came"), max_length=5, choices=Origin)
    profile_version = models.CharField(_("version of the rules"), max_length=12)
    sealed = models.BinaryField(_("answers under seal"))
    missing = models.JSONField(_("missing answers"), default=list)
    answered_on = models.DateField(_("answered on"))
    is_personal = True

    class Meta:
        ordering = ["questionnaire", "version"]
        verbose_name = _("answers under seal")
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "version"], name="response_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="response_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id}/{self.version}"


class Paper(models.Model):
    """A questionnaire that came on paper: its sealed scan, who typed it and who checked it.

    `typed` is sealed and emptied once somebody else has checked it: the decision of the second stands in `Response`.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="papers")
    scan = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    received_on = models.DateField(_("received on"))
    taken_by = models.CharField(max_length=64)
    typed = models.BinaryField(null=True, blank=True)
    typed_by = models.CharField(_("typed by"), max_length=64, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=64, blank=True)
    is_personal = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("questionnaire on paper")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(checked_by=""), name="paper_one_open"
            ),
            models.CheckConstraint(
                condition=Q(checked_by="") | (~Q(typed_by="") & ~Q(checked_by=F("typed_by"))),
                name="paper_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(typed__isnull=True) | (~Q(typed_by="") & Q(checked_by="")),
                name="paper_typed_until_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id}: {self.pk}"


def new_code() -> str:
    """Eight letters and digits that the funder may see instead of a company's name."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


class Entity(models.Model):
    """A company or another body that an operation supports, counted once however many of its people came."""

    class Kind(models.TextChoices):
        COMPANY = "company", pgettext_lazy("kind of an entity", "Company")
        PUBLIC = "public", _("Public administration or service")
        ASSOCIATION = "association", pgettext_lazy("kind of an entity", "Association or foundation")
        OTHER = "other", pgettext_lazy("kind of an entity", "Something else")

    class Size(models.TextChoices):
        MICRO = "micro", _("Micro: fewer than 10 people")
        SMALL = "small", _("Small: fewer than 50 people")
        MEDIUM = "medium", _("Medium: fewer than 250 people")
        LARGE = "large", _("Large: 250 people and more")

    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="entities")
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    size = models.CharField(_("size"), max_length=6, choices=Size)
    postcode = models.CharField(_("postcode"), max_length=10)
    is_personal = True

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("company or body")
        verbose_name_plural = _("companies and bodies")
        constraints = [
            models.UniqueConstraint(fields=["operation", "folded", "postcode"], name="entity_once"),
            models.CheckConstraint(condition=~Q(name=""), name="entity_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Aim(models.Model):
    """Who is counted: the participant or the participant's company. Never both.

    The three answers are kept; they are empty where the default decided because no organisation was named.
    """

    class Target(models.TextChoices):
        PERSON = "person", pgettext_lazy("who is counted", "The person")
        COMPANY = "company", pgettext_lazy("who is counted", "The company or body")

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="aim")
    target = models.CharField(_("who is counted"), max_length=7, choices=Target)
    entity = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="aims",
        verbose_name=_("company or body"),
    )
    skills = models.BooleanField(null=True, blank=True)
    support = models.BooleanField(null=True, blank=True)
    replaceable = models.BooleanField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    is_personal = True

    class Meta:
        verbose_name = _("choice of who is counted")
        constraints = [
            models.CheckConstraint(
                condition=Q(target="person", entity__isnull=True) | Q(target="company", entity__isnull=False),
                name="aim_person_or_company",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="aim_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.target}"


class AimDefault(models.Model):
    """For a whole operation: whoever nobody decided about is counted as a person, for this reason."""

    operation = models.OneToOneField(Operation, on_delete=models.PROTECT, related_name="aim_default")
    skills = models.BooleanField()
    support = models.BooleanField()
    replaceable = models.BooleanField()
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("default of who is counted")
        constraints = [
            models.CheckConstraint(
                condition=Q(skills=True, support=False)
                | Q(skills=True, support=True, replaceable=False)
                | Q(skills=False, support=False, replaceable=False),
                name="aim_default_is_the_person",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="aim_default_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.operation_id)
