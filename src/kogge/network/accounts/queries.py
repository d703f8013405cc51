"""Questions about teams and about what was done, each within what the asking person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from kogge.core.models import HistoryEntry

from . import wording
from .models import Membership, User
from .organizations import named
from .permissions import organizations_of

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Team:
    """The members of one organisation: who counts today or will, and who did once."""

    slug: str
    name: str
    members: tuple[Membership, ...]
    former: tuple[Membership, ...]


def has_second_factor(user: User) -> bool:
    """Whether a code, a passkey or recovery codes are set up."""
    return Authenticator.objects.filter(user=user).exists()


def teams(user: User) -> list[Team]:
    """The teams `user` may see. The office sees each organisation that has a member."""
    rows = list(_visible(user).select_related("user").order_by("user__name", "user__email", "pk"))
    slugs = organizations_of(user, "team.see")
    today = timezone.localdate()
    return [
        Team(
            slug,
            name,
            tuple(r for r in rows if r.organization_slug == slug and not _over(r, today)),
            tuple(r for r in rows if r.organization_slug == slug and _over(r, today)),
        )
        for slug, name in named({row.organization_slug for row in rows} | (slugs or set())).items()
    ]


def membership_or_404(user: User, pk: int) -> Membership:
    """One membership of a team `user` may see."""
    found = _visible(user).select_related("user").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def ending_soon(user: User) -> list[Membership]:
    """Memberships `user` could prolong that end within 30 days."""
    today = timezone.localdate()
    rows = _visible(user).filter(valid_until__range=(today, today + SOON)).exclude(user=user)
    return list(rows.select_related("user").order_by("valid_until", "pk"))


def not_yet_accepted(user: User) -> list[Membership]:
    """Invitations nobody has answered yet."""
    today = timezone.localdate()
    rows = (
        _visible(user)
        .filter(
            user__password__startswith=UNUSABLE_PASSWORD_PREFIX, user__last_login=None, user__is_active=True
        )
        .select_related("user")
    )
    return [row for row in rows.order_by("user__joined_at", "pk") if not _over(row, today)]


def history_for(user: User) -> QuerySet[HistoryEntry]:
    """What happened, newest first. Others than the office see what their own organisations' people did.

    People who also act for an organisation that is not open to `user` are left out: their entries may
    concern that one.
    """
    entries = HistoryEntry.objects.order_by("-pk")
    slugs = organizations_of(user, "history.see")
    if slugs is None:
        return entries
    elsewhere = Membership.objects.exclude(organization_slug__in=slugs).values("user_id")
    own = Membership.objects.filter(organization_slug__in=slugs).exclude(user_id__in=elsewhere)
    actors = {str(pk) for pk in own.values_list("user_id", flat=True)} | {str(user.pk)}
    return entries.filter(actor__in=actors)


@dataclass(frozen=True)
class HistoryLine:
    """One entry as people read it: who, and which fields went from what to what."""

    entry: HistoryEntry
    actor: str
    verb: str
    thing: str
    changes: tuple[tuple[str, object, object], ...]


def history_lines(entries: Iterable[HistoryEntry]) -> list[HistoryLine]:
    """A page of entries with the names of the actors, in one query more."""
    rows = list(entries)
    keys = {row.actor for row in rows if row.actor.isdigit()}
    names = {str(user.pk): user.name or user.email for user in User.objects.filter(pk__in=keys)}
    return [
        HistoryLine(
            row,
            names.get(row.actor) or wording.actor(row.actor),
            wording.verb(row.verb),
            row.label or wording.kind(row.kind),
            _changes(row),
        )
        for row in rows
    ]


def _changes(row: HistoryEntry) -> tuple[tuple[str, object, object], ...]:
    fields = {**row.before, **row.after}
    return tuple((name, row.before.get(name), row.after.get(name)) for name in fields)


def _visible(user: User) -> QuerySet[Membership]:
    slugs = organizations_of(user, "team.see")
    rows = Membership.objects.all()
    return rows if slugs is None else rows.filter(organization_slug__in=slugs)


def _over(row: Membership, today: date) -> bool:
    return row.valid_until is not None and row.valid_until < today
