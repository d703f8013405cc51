"""Where: areas, places and rooms."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kogge.core.models import Sourced


class Area(models.Model):
    """A district, municipality or larger area of the region."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20)
    code = models.CharField(_("official code"), max_length=20, blank=True)
    within = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Place(Sourced):
    """A town, venue or booth. Coordinates in WGS 84 degrees."""

    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(_("name"), max_length=200)
    printed_as = models.CharField(max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=30)
    within = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    access_features = models.JSONField(_("accessibility"), default=list, blank=True)
    access_note = models.TextField(_("how to get in"), blank=True)
    also_called = models.JSONField(_("also called"), default=list, blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_both_coordinates",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def town(self) -> "Place":
        """The town a venue lies in, or the place itself."""
        return self.within.town if self.within and self.kind not in {"city", "town"} else self

    @property
    def district(self) -> Area | None:
        """The area of the place, else of what it lies within."""
        return self.area or (self.within.district if self.within else None)

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """(latitude, longitude) of the place, else of what it lies within."""
        if self.latitude is not None and self.longitude is not None:
            return (self.latitude, self.longitude)
        return self.within.coordinates if self.within else None


class Room(models.Model):
    """A room of a place that can be booked: stage, room, showroom, stand or online."""

    class Kind(models.TextChoices):
        STAGE = "stage", _("Stage")
        ROOM = "room", _("Room")
        SHOWROOM = "showroom", _("Showroom")
        STAND = "stand", _("Stand")
        ONLINE = "online", _("Online room")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="rooms")
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ROOM)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    features = models.JSONField(_("equipment"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["place", "slug"], name="room_once_per_place")]

    def __str__(self) -> str:
        return self.name
