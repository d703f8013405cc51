"""The keys that sign tickets, and the serials whose tickets no longer count."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SigningKey(models.Model):
    """One Ed25519 key. The private half is stored encrypted; the public half verifies old tickets for ever."""

    key_id = models.PositiveSmallIntegerField(unique=True)
    public = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    signs = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-key_id"]
        constraints = [
            models.CheckConstraint(condition=Q(key_id__gte=1, key_id__lte=255), name="key_id_is_one_byte"),
            models.UniqueConstraint(fields=["signs"], condition=Q(signs=True), name="one_key_signs"),
        ]

    def __str__(self) -> str:
        return str(_("Key %(number)s") % {"number": self.key_id})


class RevokedSerial(models.Model):
    """A serial that was on a ticket once and no longer is: handed over, swapped, cancelled for good."""

    serial = models.CharField(max_length=16, unique=True)
    scope = models.PositiveIntegerField(db_index=True)
    revoked_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.serial
