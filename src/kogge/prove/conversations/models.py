"""One entry for each conversation and each activity of a volunteer."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kogge.core import region
from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.directory.models import Organization, Person, Topic
from kogge.network.grants.models import Operation

MOST_MINUTES = 24 * 60
USUAL_MINIMUM = 10


def least_minutes() -> int:
    """How long a conversation lasts at least to be counted: `conversation_minutes` of the region."""
    return int(region.current().data.get("conversation_minutes", USUAL_MINIMUM))


class Kind(models.TextChoices):
    """Three kinds of conversations, four of voluntary work."""

    NETWORK_TALK = "network_talk", _("Network talk")
    CONSULTATION = "consultation", _("Consultation")
    COACHING = "coaching", _("Coaching")
    REPRESENTING = "representing", _("Represented the network")
    ADVISING = "advising", _("Advised somebody")
    HELPING = "helping", _("Helped at an event")
    MEETING = "meeting", _("Meeting of a body")


CONVERSATIONS = (Kind.NETWORK_TALK, Kind.CONSULTATION, Kind.COACHING)
ACTIVITIES = (Kind.REPRESENTING, Kind.ADVISING, Kind.HELPING, Kind.MEETING)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries by whom they are open to and by what counts."""

    def open_to(self, user: Somebody) -> "EntryQuerySet":
        slugs = organizations_of(user, "conversation.log")
        return self if slugs is None else self.filter(centre__slug__in=slugs)

    def conversations(self) -> "EntryQuerySet":
        return self.filter(kind__in=CONVERSATIONS)

    def activities(self) -> "EntryQuerySet":
        return self.filter(kind__in=ACTIVITIES)

    def unconfirmed(self) -> "EntryQuerySet":
        """What volunteers reported and their centre has not looked at yet. It counts all the same."""
        return self.filter(is_reported=True, confirmed_at=None)

    def counted(self) -> "EntryQuerySet":
        """What the definition counts: long enough, and each contact once a day."""
        long_enough = Q(minutes__gte=least_minutes()) | Q(kind__in=ACTIVITIES)
        return self.filter(long_enough, is_repeat=False)


class Entry(models.Model):
    """A conversation with somebody, or an activity of a volunteer. The note is sealed: author and centre read it."""

    class Aim(models.TextChoices):
        PERSON = "person", _("A person")
        COMPANY = "company", _("A company or organisation")

    uid = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    on = models.DateField(_("day"), default=timezone.localdate)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    aim = models.CharField(_("whom it was for"), max_length=7, choices=Aim.choices, blank=True)
    centre = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="conversations", verbose_name=_("centre")
    )
    operation = models.ForeignKey(
        Operation, null=True, blank=True, on_delete=models.PROTECT, related_name="conversations",
        verbose_name=_("operation"),
    )  # fmt: skip
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("topic"))
    volunteer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="activities",
        verbose_name=_("volunteer"),
    )  # fmt: skip
    reach = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    is_reported = models.BooleanField(_("reported by the volunteer"), default=False)
    confirmed_at = models.DateTimeField(_("confirmed by the centre"), null=True, blank=True)
    organization = models.CharField(_("organisation spoken with"), max_length=200, blank=True)
    contact = models.CharField(_("person spoken with"), max_length=200, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("next step until"), null=True, blank=True)
    note = models.BinaryField(_("confidential note"), blank=True, default=b"")
    is_repeat = models.BooleanField(_("same contact on the same day"), default=False)
    is_forgotten = models.BooleanField(_("names and words forgotten"), default=False)
    actor = models.CharField(_("logged by"), max_length=64, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = EntryQuerySet.as_manager()
    is_personal = True
    UNSEALED = ("volunteer",)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("conversation or activity")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES), name="entry_minutes"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="entry_kind"),
            models.CheckConstraint(
                condition=(Q(kind__in=CONVERSATIONS) & Q(volunteer=None))
                | (Q(kind__in=ACTIVITIES) & Q(aim="")),
                name="entry_conversation_or_activity",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ACTIVITIES) | Q(reach=None, is_reported=False),
                name="entry_reach_and_report",
            ),
            models.CheckConstraint(
                condition=Q(is_reported=True) | Q(confirmed_at=None), name="entry_confirms_reports"
            ),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gte=F("on")), name="entry_next_after"
            ),
        ]
        indexes = [models.Index(fields=["operation", "on"]), models.Index(fields=["centre", "on"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    @property
    def is_activity(self) -> bool:
        return self.kind in ACTIVITIES

    @property
    def is_counted(self) -> bool:
        """As `EntryQuerySet.counted`."""
        return not self.is_repeat and (self.is_activity or self.minutes >= least_minutes())


class Receipt(models.Model):
    """The number of an entry that was stored once. Stays after a deletion, so that a late phone brings nothing back."""

    uid = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return str(self.uid)


def same_contact(entries: Iterable[Entry]) -> set[int]:
    """Keys of entries of one centre and day that repeat an earlier one with the same contact."""
    seen: set[tuple[str, str]] = set()
    repeats = set()
    for entry in sorted(entries, key=lambda one: one.pk):
        key = (_folded(entry.organization), _folded(entry.contact))
        if not any(key) or entry.is_activity:
            continue
        if key in seen:
            repeats.add(entry.pk)
        seen.add(key)
    return repeats


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
