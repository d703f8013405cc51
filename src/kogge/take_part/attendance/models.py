"""What comes out: who was there and for how long, and how many heads."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.core.ordering import empty_lowest
from kogge.plan.events.models import Session
from kogge.take_part.checkin.models import Door
from kogge.take_part.registration.models import Registration, Seat


class Subject(models.Model):
    """Whom a record is about: the serial of a registration or of one head of a group, at one area."""

    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="%(class)ss")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    area = models.PositiveBigIntegerField(default=0)
    serial = models.CharField(max_length=16)
    registration = models.ForeignKey(
        Registration, null=True, on_delete=models.SET_NULL, related_name="%(class)ss"
    )
    seat = models.ForeignKey(Seat, null=True, on_delete=models.SET_NULL, related_name="%(class)ss")
    is_personal = True
    UNSEALED: tuple[str, ...] = ("registration", "seat")

    class Meta:
        abstract = True


class Proof(models.TextChoices):
    """How an attendance was proved."""

    SCAN = "scan", _("Scanned")
    NAME = "name", _("Found by name at the door")
    REFERENCE = "reference", _("Number typed at the door")
    GROUP = "group", _("Ticked in a group at the door")
    WALK_IN = "walk_in", _("Entered at the door")
    PAPER = "paper", _("Paper list")
    ONLINE = "online", _("Online: joined and left")
    STAFF = "staff", _("Corrected by staff")


class Attendance(Subject):
    """One subject's attendance at an event or session: the fold of all facts, stays and the last correction."""

    first_in = models.DateTimeField(null=True, blank=True)
    last_out = models.DateTimeField(null=True, blank=True)
    inside = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    heads = models.PositiveIntegerField(default=1)
    proof = models.CharField(_("how it was proved"), max_length=9, choices=Proof.choices)
    attended = models.BooleanField(default=True)

    class Meta:
        ordering = [*empty_lowest("first_in"), "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        indexes = [models.Index(fields=["serial"], name="attendance_serial")]
        constraints = [
            models.UniqueConstraint(fields=["door", "area", "serial"], name="one_attendance"),
            models.CheckConstraint(
                condition=Q(first_in=None) | Q(last_out=None) | Q(first_in__lte=F("last_out")),
                name="attendance_order_of_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}/{self.serial}"


class Correction(Subject):
    """What staff decided about one attendance, and why. The newest counts; all stay."""

    attended = models.BooleanField(_("was there"), default=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    actor = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("correction of an attendance")
        verbose_name_plural = _("corrections of attendance")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="correction_says_why"),
            models.CheckConstraint(
                condition=Q(attended=True) | Q(minutes=None), name="absent_has_no_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}/{self.serial}"


class OnlineStay(Subject):
    """Somebody's time in a video room, from the tool's own file. Without a serial: nobody matched yet."""

    name = models.CharField(_("name in the video room"), max_length=200, blank=True)
    email = models.CharField(_("mail address"), max_length=254, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField()
    tool = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    dismissed = models.BooleanField(default=False)
    UNSEALED = ("registration", "seat", "name", "email")

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name = _("time in a video room")
        verbose_name_plural = _("times in a video room")
        constraints = [
            models.CheckConstraint(condition=Q(joined_at__lte=F("left_at")), name="stay_order_of_times")
        ]

    def __str__(self) -> str:
        return f"{self.joined_at} {self.tool}"


class HeadCount(models.Model):
    """How many were there, by a method that is named; an estimate has a range."""

    class Method(models.TextChoices):
        CLICKER = "clicker", _("Counted with a clicker")
        COUNTED = "counted", _("Counted by eye")
        ROWS = "rows", _("Rows × seats, multiplied")
        PHOTO = "photo", _("Counted on a photo")
        SENSOR = "sensor", _("Counter at the entrance")
        ESTIMATE = "estimate", _("Estimated")

    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="head_counts")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="head_counts"
    )
    counted_at = models.DateTimeField(_("when"))
    method = models.CharField(_("method"), max_length=8, choices=Method.choices)
    low = models.PositiveIntegerField(_("at least"))
    value = models.PositiveIntegerField(_("heads"))
    high = models.PositiveIntegerField(_("at most"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    actor = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["counted_at", "pk"]
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        constraints = [
            models.CheckConstraint(
                condition=Q(low__lte=F("value"), value__lte=F("high")), name="head_count_range"
            )
        ]

    def __str__(self) -> str:
        return str(self.value)
