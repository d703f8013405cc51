"""Who looks, and what is open to them: an auditor with a mailed link, or somebody who signed in."""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core import links, throttle
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import organizations_of
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.hours.models import Credit, Participant
from kogge.prove.indicators.models import Report

from .models import Access, Sample

LINK = "audit"
_MOST_UNKNOWN, _MOST_PAGES, _PER_SECONDS = 20, 600, 3600


class TooOften(Refused):
    """Too many pages, or too many links that open nothing."""


@dataclass(frozen=True)
class Reader:
    """What one auditor may read. `slugs` names the organisations, None all; `only` the one operation."""

    by: Any
    actor: str
    name: str
    secret: str = ""
    access: Access | None = None
    slugs: frozenset[str] | None = None
    only: int | None = None

    def operations(self) -> QuerySet[Operation]:
        rows = Operation.objects.select_related("profile", "beneficiary")
        rows = rows.filter(pk=self.only) if self.only is not None else rows
        return rows if self.slugs is None else rows.filter(organizations__slug__in=self.slugs).distinct()

    def operation(self, slug: str) -> Operation:
        """One of them, or 404."""
        found = self.operations().filter(slug=slug).first()
        if found is None:
            raise Http404
        return found

    def report(self, uid: Any) -> Report:
        """A frozen report of one of them, or 404."""
        rows = Report.objects.filter(uid=uid, state=Report.State.FROZEN, operation__in=self.operations())
        found = rows.select_related("operation").first()
        if found is None:
            raise Http404
        return found

    def events(self, operation: Operation) -> QuerySet[Event]:
        """The events that count for an operation; an organisation's auditor sees those of that organisation."""
        rows = Event.objects.filter(operation=operation)
        return rows if self.slugs is None else rows.owned_by(self.slugs)

    def participants(self, operation: Operation) -> QuerySet[Participant]:
        rows = Participant.objects.filter(operation=operation)
        if self.slugs is None:
            return rows
        there = Credit.objects.filter(person=OuterRef("person"), event__in=self.events(operation))
        return rows.filter(Exists(there))

    def participant(self, operation: Operation, code: str) -> Participant:
        """One by code, or 404: a code of another operation opens nothing."""
        found = self.participants(operation).select_related("person").filter(code=code).first()
        if found is None:
            raise Http404
        return found

    def samples(self, operation: Operation) -> QuerySet[Sample]:
        """Drawn by this reader; the office sees all, to answer the questions."""
        rows = Sample.objects.filter(operation=operation)
        return rows if self.sees_all else rows.filter(drawn_by=self.actor)

    @property
    def sees_all(self) -> bool:
        return self.access is None and self.slugs is None

    def address(self, name: str, *args: Any) -> str:
        """The address of a page of the auditor's, under the link or on the desk."""
        if self.secret:
            return reverse(f"audit:link_{name}", args=[self.secret, *args])
        return reverse(f"audit:{name}", args=args)


def signed_in(user: User) -> Reader:
    """Somebody with the role auditor, or the office."""
    slugs = organizations_of(user, "audit.see")
    return Reader(
        user, str(user.pk), user.name or user.email, slugs=None if slugs is None else frozenset(slugs)
    )


def by_link(request: HttpRequest, secret: str) -> Reader:
    """Whoever holds the link, within its period. Outside of it: Refused, with a sentence that says what holds."""
    client = get_adapter().get_client_ip(request)
    try:
        link = links.open(secret, LINK)
    except Refused:
        if not throttle.allows("unknown audit link", client, most=_MOST_UNKNOWN, seconds=_PER_SECONDS):
            raise TooOften(_("Too many attempts came from your connection. Please wait an hour.")) from None
        raise
    access = Access.objects.select_related("operation", "organization").get(pk=link.object_id)
    today = timezone.localdate()
    if access.revoked_at is not None:
        raise Refused(_("The office has ended this access. Please ask there if you still need it."))
    if today < access.valid_from:
        raise Refused(
            _("Your access begins on %(day)s. The link opens then.") % {"day": _day(access.valid_from)}
        )
    if today > access.valid_until:
        sentence = _("Your access ended on %(day)s. The office can grant a new one.")
        raise Refused(sentence % {"day": _day(access.valid_until)})
    if not throttle.allows("audit pages", str(access.pk), most=_MOST_PAGES, seconds=_PER_SECONDS):
        raise TooOften(_("Very many pages were opened with this link. Please wait an hour."))
    slugs = frozenset({access.organization.slug}) if access.organization else None
    actor = actor_of(access)
    return Reader(actor, actor, access.name, secret, access, slugs, access.operation_id)


def actor_of(access: Access) -> str:
    """How the history names somebody without an account."""
    return f"audit access {access.pk}"


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT")
