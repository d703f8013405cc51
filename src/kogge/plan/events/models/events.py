"""Events and the series they belong to."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.core.models import Sourced
from kogge.core.ordering import empty_lowest
from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.directory.models import (
    Audience,
    Community,
    Organization,
    Person,
    Place,
    Room,
    Topic,
)
from kogge.network.grants.models import Operation

from ..formats import Format
from ..formats import get as get_format


class EventSeries(Sourced):
    """Events that belong together."""

    slug = models.SlugField(unique=True, max_length=120)
    title_de = models.CharField(_("title (German)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    title_is_ours = models.BooleanField(default=False)
    summary_de = models.TextField(_("summary (German)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    organizers = models.ManyToManyField(Organization, blank=True, related_name="series")
    interval = models.CharField(_("rhythm"), max_length=60, blank=True)
    parts = models.PositiveSmallIntegerField(_("number of dates"), null=True, blank=True)
    rule_required = models.PositiveSmallIntegerField(_("dates needed"), null=True, blank=True)
    rule_of = models.PositiveSmallIntegerField(_("out of"), null=True, blank=True)
    rule_versions = models.JSONField(default=list, blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["title_de"]
        verbose_name_plural = "event series"
        constraints = [
            models.CheckConstraint(
                condition=Q(rule_required=None, rule_of=None) | Q(rule_required__lte=F("rule_of")),
                name="series_rule_possible",
            )
        ]

    def __str__(self) -> str:
        return self.title_de


class EventQuerySet(models.QuerySet["Event"]):
    """Events by who owns them: the lead, and co-organisers once they accepted."""

    def visible_to(self, user: Somebody) -> "EventQuerySet":
        """Those whose draft the user may read in full."""
        return self._of(organizations_of(user, "event.see_draft"))

    def editable_by(self, user: Somebody) -> "EventQuerySet":
        """Those the user may change."""
        return self._of(organizations_of(user, "event.change"))

    def owned_by(self, slugs: Iterable[str]) -> "EventQuerySet":
        """Those led or co-organised by one of these organisations."""
        mine = Q(role="lead") | Q(role="co", accepted_at__isnull=False)
        rows = EventOrganizer.objects.filter(mine, event=OuterRef("pk"), organization__slug__in=set(slugs))
        return self.filter(Exists(rows))

    def with_organizers(self) -> "EventQuerySet":
        """Load what lists show of an event in a constant number of queries."""
        return self.select_related("place", "series").prefetch_related(
            "organizer_rows__organization", "audiences"
        )

    def _of(self, slugs: set[str] | None) -> "EventQuerySet":
        return self.all() if slugs is None else self.owned_by(slugs)


class Event(Sourced):
    """A dated activity with place or link, from idea to report.

    `starts_on`, `ends_on` and `precision` hold the date as far as it is known; `starts_at` and `ends_at`
    (UTC) exist only for exact days. `sort_on` is the last day the date may mean, so that "June" follows 30 June.
    """

    class State(models.TextChoices):
        IDEA = "idea", _("Idea")
        PLANNED = "planned", _("Planned")
        PUBLISHED = "published", _("Published")
        HELD = "held", _("Held")
        REPORTED = "reported", _("Reported")
        CANCELLED = "cancelled", _("Cancelled")
        POSTPONED = "postponed", _("Postponed")

    class Mode(models.TextChoices):
        ONSITE = "onsite", _("On site")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("On site and online")
        NOT_STATED = "not_stated", _("Not stated")

    class Cost(models.TextChoices):
        FREE = "free", _("Free of charge")
        PAID = "paid", _("With a fee")
        NOT_STATED = "not_stated", _("Not stated")

    class Funding(models.TextChoices):
        UNDECIDED = "undecided", _("Not decided yet")
        OPERATION = "operation", _("Belongs to a funded operation")
        NONE = "none", _("Belongs to no operation")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), unique=True, max_length=120)
    format_key = models.CharField(_("format"), max_length=40)
    is_milestone = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.IDEA)
    title_de = models.CharField(_("title (German)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    full_title = models.CharField(_("full title"), max_length=300, blank=True)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    title_is_ours = models.BooleanField(default=False)
    summary_de = models.TextField(_("summary (German)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    plain_de = models.TextField(_("summary in plain language"), blank=True)
    description_de = models.TextField(_("description (German)"), blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    language = models.CharField(_("language of the event"), max_length=20, default="de", blank=True)

    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(
        max_length=10, choices=[(p.value, p.value) for p in Precision], default=Precision.DAY
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    duration_days = models.PositiveSmallIntegerField(_("duration in days"), null=True, blank=True)
    sort_on = models.DateField(null=True, editable=False, db_index=True)
    mode = models.CharField(_("on site or online"), max_length=10, choices=Mode.choices, default=Mode.ONSITE)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="events", verbose_name=_("place")
    )
    place_note = models.CharField(_("how to find it"), max_length=300, blank=True)
    former_place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place_changed_at = models.DateTimeField(null=True, blank=True)
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.PROTECT, related_name="events", verbose_name=_("room")
    )
    online_url = models.URLField(_("link for online participants"), blank=True)
    online_link_hidden = models.BooleanField(_("only people who registered get the link"), default=False)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    cost = models.CharField(_("cost"), max_length=10, choices=Cost.choices, default=Cost.NOT_STATED)
    cost_note = models.CharField(_("price and reductions"), max_length=200, blank=True)
    access_features = models.JSONField(_("accessibility"), default=list, blank=True)
    access_note = models.TextField(_("accessibility, details"), blank=True)

    series = models.ForeignKey(
        EventSeries,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("series"),
    )
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("part of"),
    )
    community = models.ForeignKey(
        Community,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("community"),
    )
    organizers = models.ManyToManyField(Organization, through="EventOrganizer", related_name="events")
    audience_text = models.CharField(_("audience in words"), max_length=200, blank=True)
    audiences = models.ManyToManyField(
        Audience, blank=True, related_name="events", verbose_name=_("audiences")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="events", verbose_name=_("topics"))
    subjects = models.JSONField(_("subjects as printed"), default=list, blank=True)
    funding = models.CharField(
        _("funding"), max_length=10, choices=Funding.choices, default=Funding.UNDECIDED
    )
    operation = models.ForeignKey(
        Operation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("operation"),
    )
    network_role = models.CharField(_("role of the network"), max_length=20, default="organiser")
    is_internal = models.BooleanField(_("for members of the network only"), default=False)
    picture = models.ImageField(_("picture"), upload_to="events/", blank=True)
    picture_alt = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    picture_consent = models.CharField(_("author, licence and consent"), max_length=300, blank=True)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    internal_notes = models.TextField(_("internal notes"), blank=True)
    checklist_done = models.JSONField(default=list, blank=True)
    report = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = [*empty_lowest("sort_on", "starts_at"), "pk"]
        indexes = [models.Index(fields=["state", "sort_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None, precision=Precision.NOT_STATED)
                | Q(starts_on__isnull=False, precision=Precision.DAY)
                | Q(starts_on__day=1, precision=Precision.MONTH)
                | Q(starts_on__day=1, starts_on__month=1, precision=Precision.YEAR),
                name="event_precision_fits_date",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="event_order_of_days"
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__lt=F("ends_at"), precision=Precision.DAY),
                name="event_order_of_times",
            ),
            models.CheckConstraint(
                condition=Q(funding="operation", operation__isnull=False)
                | (~Q(funding="operation") & Q(operation=None)),
                name="event_operation_or_none",
            ),
            models.CheckConstraint(
                condition=Q(picture="") | (~Q(picture_consent="") & ~Q(picture_alt="")),
                name="event_picture_needs_consent",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gt=0), name="event_capacity_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.title_de

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_on = self.ends_on if self.precision == Precision.DAY and self.ends_on else self.date.last
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "sort_on", "changed_at"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def date(self) -> ImpreciseDate:
        """The first day with what is known of it."""
        return ImpreciseDate(self.starts_on, Precision(self.precision))

    @property
    def format(self) -> Format:
        """What kind of event it is and so which stages it goes through."""
        return get_format(self.format_key)

    @property
    def lead(self) -> Organization | None:
        """The organisation that leads. Reads prefetched `organizer_rows__organization`."""
        rows = (row for row in self.organizer_rows.all() if row.role == EventOrganizer.Role.LEAD)
        return next((row.organization for row in rows), None)

    @property
    def is_public_state(self) -> bool:
        """Whether the public may know of it once it is released."""
        return self.state not in {self.State.IDEA, self.State.PLANNED}


class EventOrganizer(models.Model):
    """Who owns an event. Exactly one leads; a co-organiser counts once the invitation is accepted."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        CO = "co", _("Co-organiser")
        HOST = "host", _("Host")
        PARTNER = "partner", _("Partner")
        EXHIBITOR = "exhibitor", _("Co-exhibitor")
        PARTICIPANT = "participant", _("Took part")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="organizer_rows")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="organizer_rows")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.CO)
    accepted_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "organization", "role"], name="organizer_once"),
            models.UniqueConstraint(fields=["event"], condition=Q(role="lead"), name="organizer_one_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} ({self.role})"


class EventPerson(models.Model):
    """A person in a role at the whole event: patron, host, speaker of an event without sessions, appointed …"""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="event_roles")
    role = models.CharField(_("role"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    ROLES = {
        "speaker": pgettext_lazy("person", "Speaker"), "moderator": pgettext_lazy("person", "Moderator"),
        "host": pgettext_lazy("person", "Host"), "guest": pgettext_lazy("person", "Guest"),
        "patron": pgettext_lazy("person", "Patron"), "contact": pgettext_lazy("person", "Contact"),
        "music": pgettext_lazy("person", "Music"), "convener": pgettext_lazy("person", "Invited to it"),
        "appointed": pgettext_lazy("person", "Was appointed"), "attendee": pgettext_lazy("person", "Took part"),
        "participant": pgettext_lazy("person", "Took part"),
    }  # fmt: skip

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "person", "role"], name="event_person_once")]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"

    @property
    def role_label(self) -> str:
        """The role in the active language; a role of one's own stays as it was written."""
        return str(self.ROLES.get(self.role, self.role))
