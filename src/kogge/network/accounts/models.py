"""Users (staff only) and their memberships. Visitors never have an account."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates users by mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff. `is_office` of one organisation comes from a membership, never from a flag here."""

    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, default="de")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    is_personal = True

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_invited(self) -> bool:
        """Whether the invitation is still to be accepted: no password yet, never signed in."""
        return self.last_login is None and not self.has_usable_password()


class Role(models.TextChoices):
    """What somebody may do. The office acts for every organisation, all others for their own."""

    OFFICE = "office", _("State office")
    EDITOR = "editor", _("Editor")
    DOOR = "door", _("Door")
    REVIEWER = "reviewer", _("Reviewer")
    AUDITOR = "auditor", _("Auditor")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships at a date."""

    def at(self, day: date) -> "MembershipQuerySet":
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
        )


class Membership(models.Model):
    """A role at one organisation for a period.

    The organisation is kept by its slug, since the directory stands on top of the accounts.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organization_slug = models.SlugField(_("organisation"), max_length=120)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
                name="membership_order_of_dates",
            ),
            models.UniqueConstraint(
                fields=["user", "organization_slug", "role", "valid_from"], name="membership_once_since"
            ),
            models.UniqueConstraint(
                fields=["user", "organization_slug", "role"],
                condition=Q(valid_from=None),
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.organization_slug}"

    def holds_on(self, day: date) -> bool:
        """Whether it counts on that day. Both ends belong to the period; an open end never ends."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class SharedCount(models.Model):
    """The table behind Django's database cache: failed sign-ins are counted once for all processes."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
