"""Who was proposed for an office, by whom, what they said to it, and what became of it."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.directory import kinds
from kogge.network.directory.models import OfficeTerm, Organization, Person
from kogge.plan.calls.models import Submission
from kogge.plan.decisions.models import Decision
from kogge.plan.events.models import Event


class State(models.TextChoices):
    """From the proposal to the end of the term."""

    NOMINATED = "nominated", pgettext_lazy("nomination", "Asked")
    CONSENTED = "consented", pgettext_lazy("nomination", "Agreed")
    DECLINED = "declined", pgettext_lazy("nomination", "Declined")
    SHORTLISTED = "shortlisted", pgettext_lazy("nomination", "On the shortlist")
    NOT_CHOSEN = "not_chosen", pgettext_lazy("nomination", "Not chosen")
    APPOINTED = "appointed", pgettext_lazy("nomination", "In office")
    EXTENDED = "extended", pgettext_lazy("nomination", "In office, extended")
    ENDED = "ended", pgettext_lazy("nomination", "Ended")


# What may follow what. Who declined may be asked again by a new proposal, never moved on by hand.
FOLLOWING: dict[str, frozenset[str]] = {
    State.NOMINATED: frozenset({State.CONSENTED, State.DECLINED, State.NOT_CHOSEN}),
    State.CONSENTED: frozenset({State.SHORTLISTED, State.DECLINED, State.NOT_CHOSEN}),
    State.SHORTLISTED: frozenset({State.APPOINTED, State.DECLINED, State.NOT_CHOSEN}),
    State.APPOINTED: frozenset({State.EXTENDED, State.ENDED}),
    State.EXTENDED: frozenset({State.EXTENDED, State.ENDED}),
    State.DECLINED: frozenset(),
    State.NOT_CHOSEN: frozenset(),
    State.ENDED: frozenset(),
}
UNDER_WAY = (State.NOMINATED, State.CONSENTED, State.SHORTLISTED)
IN_OFFICE = (State.APPOINTED, State.EXTENDED)
HELD = (*IN_OFFICE, State.ENDED)


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Nominations by who works on them and by what is public."""

    def of_staff(self, user: Somebody) -> "NominationQuerySet":
        """Those of one's organisations; the office sees all."""
        slugs = organizations_of(user, "nomination.manage")
        return self.all() if slugs is None else self.filter(organization__slug__in=slugs)

    def public_on(self, day: date) -> "NominationQuerySet":
        """Appointed people who agreed to be named, in office on a day."""
        begun = Q(term__valid_from=None) | Q(term__valid_from__lte=day)
        going = Q(term__valid_until=None) | Q(term__valid_until__gte=day)
        return self.filter(begun, going, state__in=HELD, public_since__isnull=False, term__isnull=False)


class Nomination(models.Model):
    """One person proposed for one office. `public_since` is their consent to be named, given and taken by them."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="nominations",
        verbose_name=_("appointing organisation"),
    )
    office = models.CharField(_("office"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("mail address"), max_length=254)
    email_key = models.CharField(max_length=254, editable=False)
    locale = models.CharField(max_length=2, default="de")
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.NOMINATED)
    state_since = models.DateTimeField(default=timezone.now)
    consented_at = models.DateTimeField(null=True, blank=True)
    public_since = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="nominations"
    )
    term = models.OneToOneField(
        OfficeTerm, null=True, blank=True, on_delete=models.SET_NULL, related_name="nomination"
    )
    event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nominations",
        verbose_name=_("event"),
    )
    made_at = models.DateTimeField(auto_now_add=True)
    is_personal = True

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="nomination_state"),
            models.CheckConstraint(
                condition=Q(state__in=[State.NOMINATED, State.DECLINED, State.NOT_CHOSEN])
                | Q(consented_at__isnull=False),
                name="nomination_goes_on_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(public_since=None) | Q(consented_at__isnull=False),
                name="nomination_public_with_consent",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=HELD) & Q(person__isnull=False, event__isnull=False))
                | (~Q(state__in=HELD) & Q(person=None, term=None, event=None)),
                name="nomination_office_has_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.NOT_CHOSEN, State.ENDED]) | ~Q(reason=""),
                name="nomination_end_has_reason",
            ),
            models.UniqueConstraint(
                fields=["organization", "office", "email_key"], condition=Q(state__in=UNDER_WAY),
                name="nomination_under_way_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def office_label(self) -> str:
        """The office in the active language."""
        return kinds.label("office", self.office)

    @property
    def is_in_office(self) -> bool:
        return self.state in IN_OFFICE

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def can(self) -> frozenset[str]:
        """The states that may follow."""
        return FOLLOWING[self.state]


class Proposer(models.Model):
    """Somebody who proposed the person, with the reason; oneself where `is_self`. Through a call or at the desk."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="proposers")
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.CASCADE, related_name="proposal"
    )
    name = models.CharField(_("name"), max_length=200)
    is_self = models.BooleanField(_("proposed themselves"), default=False)
    reason = models.TextField(_("reason"))
    made_at = models.DateTimeField(auto_now_add=True)
    is_personal = True

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="proposer_has_reason")]

    def __str__(self) -> str:
        return self.name
