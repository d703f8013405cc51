"""Inviting people, giving and ending memberships. Each action keeps the rules nobody may break:

nobody raises their own rights, only the office appoints the office, and one office member always remains.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history, links
from kogge.core.refusals import Refused

from . import mails
from .models import Membership, Role, User
from .permissions import is_office, may

INVITATION = "invitation"


@dataclass(frozen=True)
class Period:
    """First and last day of a membership; an open end holds until further notice."""

    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def invite(
    *, by: User | str, email: str, name: str, role: Role, organization: str, period: Period
) -> Membership:
    """Give somebody a role, and an account with a link to set a password when they have none yet."""
    _check_may_grant(by, role, organization)
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
    elif not user.is_active:
        raise Refused(_("This account is closed. Please ask the office to open it again."), field="email")
    _check_no_overlap(user, role, organization, period)
    membership = Membership.objects.create(
        user=user,
        organization_slug=organization,
        role=role,
        valid_from=period.valid_from,
        valid_until=period.valid_until,
    )
    history.record(membership, "invited", by=by, after=_facts(membership))
    _write_to(membership)
    return membership


@transaction.atomic
def invite_again(membership: Membership, *, by: User) -> None:
    """Send a new link to somebody who never signed in; older links stop working."""
    _check_may_grant(by, Role(membership.role), membership.organization_slug)
    if not membership.user.is_invited:
        raise Refused(_("This person has signed in already and needs no invitation."))
    links.revoke(INVITATION, membership.user.pk)
    history.record(membership, "invited again", by=by)
    _write_to(membership)


@transaction.atomic
def accept_invitation(*, by: User, name: str, password: str) -> None:
    """Set name and password of the invited person, who acts. The link proves the mail address."""
    by.name = name
    by.set_password(password)
    by.save(update_fields=["name", "password"])
    EmailAddress.objects.update_or_create(
        user=by, email=by.email, defaults={"verified": True, "primary": True}
    )
    links.revoke(INVITATION, by.pk)
    history.record(by, "accepted the invitation", by=by)


@transaction.atomic
def change_membership(membership: Membership, *, by: User, role: Role, period: Period) -> None:
    """Change role or period."""
    _check_may_touch(by, membership)
    _check_may_grant(by, role, membership.organization_slug)
    _check_no_overlap(membership.user, role, membership.organization_slug, period, besides=membership)
    if membership.role == Role.OFFICE:
        gone = period.valid_until + timedelta(days=1) if period.valid_until else None
        _check_office_remains(membership, timezone.localdate() if role != Role.OFFICE else gone)
    before = _facts(membership)
    membership.role, membership.valid_from, membership.valid_until = (
        role, period.valid_from, period.valid_until,
    )  # fmt: skip
    membership.save()
    history.record(membership, "changed", by=by, before=before, after=_facts(membership))


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> None:
    """End it at once: yesterday was the last day. One that began today or later never held and is deleted."""
    _check_may_touch(by, membership)
    today = timezone.localdate()
    if membership.role == Role.OFFICE:
        _check_office_remains(membership, today)
    before = _facts(membership)
    if membership.valid_from and membership.valid_from >= today:
        history.record(membership, "ended", by=by, before=before)
        membership.delete()
        return
    membership.valid_until = today - timedelta(days=1)
    membership.save()
    history.record(membership, "ended", by=by, before=before, after=_facts(membership))


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> None:
    """Let somebody who lost phone and recovery codes set up a second factor anew. The office only, never for oneself.

    All sessions end, so that nobody who found the phone stays signed in; the person is told by mail.
    """
    if not is_office(by):
        raise Refused(_("Only the state office can remove a second factor."))
    if user.pk == by.pk:
        raise Refused(_("Please ask a colleague of the state office to remove your own second factor."))
    removed, _kinds = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise Refused(_("This person has no second factor."))
    for session in UserSession.objects.filter(user=user):
        session.end()
    mails.tell_second_factor_removed(user)
    history.record(user, "second factor removed", by=by)


def _write_to(membership: Membership) -> None:
    if not membership.user.is_invited:
        mails.send_new_role(membership)
        return
    expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    secret = links.create(INVITATION, membership.user.pk, expires_at)
    mails.send_invitation(membership, secret)


def _facts(membership: Membership) -> dict[str, object]:
    """What history may keep: no name, no address."""
    return {
        "user": membership.user_id,
        "organization": membership.organization_slug,
        "role": membership.role,
        "valid_from": membership.valid_from,
        "valid_until": membership.valid_until,
    }


def _check_may_grant(by: User | str, role: Role, organization: str) -> None:
    if isinstance(by, str) or is_office(by):
        return
    if role == Role.OFFICE:
        raise Refused(_("Only the state office can appoint members of the state office."), field="role")
    if not may(by, "team.invite", organization=organization):
        raise Refused(_("You can invite people for your own organisation only."), field="organization")


def _check_may_touch(by: User, membership: Membership) -> None:
    if is_office(by):
        return
    if membership.user_id == by.pk:
        raise Refused(_("You cannot change your own rights. Please ask a colleague or the state office."))
    if membership.role == Role.OFFICE:
        raise Refused(_("Only the state office can change members of the state office."))
    if not may(by, "team.invite", organization=membership.organization_slug):
        raise Refused(_("You can change the team of your own organisation only."))


def _check_office_remains(leaving: Membership, day: date | None) -> None:
    """Refuse when nobody would act for the office from `day` on. None: the membership keeps its open end."""
    if day is None:
        return
    office = Membership.objects.select_for_update().filter(role=Role.OFFICE, user__is_active=True)
    others = [row for row in office if row.pk != leaving.pk and row.user_id]
    if not any(row.holds_on(max(day, timezone.localdate())) for row in others):
        raise Refused(_("This is the last member of the state office. Please appoint somebody else first."))


def _check_no_overlap(
    user: User, role: Role, organization: str, period: Period, *, besides: Membership | None = None
) -> None:
    rows = user.memberships.filter(organization_slug=organization, role=role)
    for row in rows.exclude(pk=(besides and besides.pk) or 0):
        starts_late = period.valid_until and row.valid_from and period.valid_until < row.valid_from
        starts_after = row.valid_until and period.valid_from and row.valid_until < period.valid_from
        if not (starts_late or starts_after):
            raise Refused(
                _("This person already has this role here in that period. Please change that entry."),
                field="email" if besides is None else None,
            )
