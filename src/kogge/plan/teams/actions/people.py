"""Into a team (nothing counts before the mail address is confirmed), in it, leading it, and out of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kogge.core import freshness, history
from kogge.core.refusals import Refused
from kogge.plan.calls.actions.answering import checked_mail
from kogge.plan.event_requests.models import Challenge
from kogge.plan.events.actions.values import one_line

from .. import letters
from ..models import Member, Team, Terms
from . import ground
from .ground import IN, LIVE

State = Member.State


@transaction.atomic
def found(
    challenge: Challenge, *, team_name: str, name: str, email: str, key: str, brings: str = "", seeks: str = "",
    locale: str = "de", by: Any = "the form",
) -> None:  # fmt: skip
    """Keep a team until its founder confirms. Who is in a team already learns it by mail alone."""
    terms, address, is_in = _begun(challenge.pk, email, key)
    if is_in:
        return
    called, person = checked_name(team_name, terms), one_line(name)[:200]
    if terms.challenge.team_most is None:
        raise Refused(_("The host has not said yet how large a team may be."))
    mine = {"challenge": challenge, "email_key": address.casefold(), "is_lead": True, "state": State.ASKED}
    known = ground.members(**mine).first()
    team = known.team if known else Team(challenge=terms.challenge, most=terms.challenge.team_most)
    team.name, team.name_key, team.seeks = called, called.casefold(), one_line(seeks)[:300]
    team.save()
    member = known or Member(**mine, team=team, email=address)
    _say(member, person, brings, locale)
    history.record(team, "asked for", by=by)
    letters.tell(
        [member], f"found:{key}", gettext_noop("Please confirm your team %(team)s"),
        gettext_noop("you found the team “%(team)s” for “%(challenge)s”. Please confirm it by your link:"),
        after=(letters.KEEP, letters.NOT_YOU),
    )  # fmt: skip


@transaction.atomic
def ask(
    team: Team, *, name: str, email: str, key: str, brings: str = "", locale: str = "de", by: Any = "the form"
) -> None:
    """Keep somebody's wish to join until they confirm; the team hears of it then."""
    _terms, address, is_in = _begun(team.challenge_id, email, key)
    if is_in:
        return
    fresh = Team.objects.select_related("challenge__call__organization").get(pk=team.pk)
    _takes(fresh)
    mine = {"challenge": fresh.challenge, "team": fresh, "email_key": address.casefold()}
    member = ground.members(**mine).first() or Member(**mine, email=address)
    if member.state != State.ASKED:
        mail_links(fresh.challenge, address)
        return
    _say(member, one_line(name)[:200], brings, locale)
    history.record(member, "asks to join", by=by, after={"team": fresh.pk})
    letters.tell(
        [member], f"ask:{key}", gettext_noop("Please confirm: you ask to join %(team)s"),
        gettext_noop("you ask to join the team “%(team)s” for “%(challenge)s”. Please confirm it by your link:"),
        after=(letters.KEEP, letters.NOT_YOU),
    )  # fmt: skip


@transaction.atomic
def confirm(member: Member, *, by: Any = "the member") -> None:
    """The mail address is right: a founder's team comes to life, the lead hears of whoever wants to join."""
    terms = ground.taken(member.challenge_id)
    fresh = ground.now_is(member, State.ASKED)
    ground.while_forming(terms)
    team = fresh.team
    if fresh.is_lead:
        if Team.objects.filter(challenge=terms.challenge_id, name_key=team.name_key, state=LIVE).exists():
            team.name = f"{team.name[:60]} ({team.pk})"  # taken meanwhile; the lead may rename it
        team.state, team.name_key = LIVE, team.name.casefold()
        team.save()
        ground.seat(fresh, terms)
        history.record(team, "founded", by=by)
        letters.tell(
            [fresh], "founded", gettext_noop("The team %(team)s is founded"),
            gettext_noop("your team “%(team)s” is founded. Invite others, and answer those who ask, by your link:"),
            dates=terms,
        )  # fmt: skip
        return
    _takes(team)
    fresh.state, fresh.since = State.WAITING, timezone.now()
    fresh.save()
    history.record(fresh, "confirmed", by=by, after={"team": team.pk})
    _tell_lead(
        fresh, "asks", gettext_noop("Somebody asks to join %(team)s"),
        gettext_noop("%(name)s asks to join your team. Please accept or decline:"),
    )  # fmt: skip


@transaction.atomic
def invite(member: Member, *, email: str, by: Any = "the member") -> None:
    """Invite somebody into one's team. Whether they are in another one is not said: they read it on their own page."""
    terms, inviter = ground.entered(member)
    ground.while_forming(terms)
    address, team = checked_mail(email), inviter.team
    mine = {"challenge": terms.challenge, "team": team, "email_key": address.casefold()}
    if Member.objects.filter(**mine).exclude(state=State.ASKED).exists():
        raise Refused(_("This person is in your team, is invited, or has asked already."), field="email")
    if team.free <= 0:
        raise Refused(_("Your team is full."), field="email")
    Member.objects.filter(**mine).delete()
    row = Member.objects.create(**mine, email=address, state=State.INVITED, locale=inviter.locale)
    history.record(row, "invited", by=by, after={"team": team.pk})
    letters.tell(
        [row], "invited", gettext_noop("Do you join the team %(team)s?"),
        gettext_noop("%(name)s invites you into the team “%(team)s” for “%(challenge)s”. Please say yes or no:"),
        after=[gettext_noop("If you do nothing, your address is deleted after 30 days.")],
        name=one_line(inviter.name)[:80],
    )  # fmt: skip


@transaction.atomic
def answer_invitation(member: Member, *, comes: bool, name: str = "", by: Any = "the member") -> None:
    """Come, with a seat at once, or say no and be deleted."""
    terms = ground.taken(member.challenge_id)
    fresh = ground.now_is(member, State.INVITED)
    history.record(fresh, "joined" if comes else "declined", by=by, after={"team": fresh.team_id})
    if not comes:
        _tell_lead(
            fresh, "no", gettext_noop("Not coming: an invitation of %(team)s"),
            gettext_noop("%(address)s does not join the team “%(team)s”."),
        )  # fmt: skip
        ground.forget(fresh)
        return
    ground.while_forming(terms)
    fresh.name = one_line(name)[:200]
    ground.seat(fresh, terms)
    _welcome(fresh, terms)
    subject = gettext_noop("Somebody joined %(team)s")
    _tell_lead(fresh, "joined", subject, gettext_noop("%(name)s is in your team “%(team)s” now."))


@transaction.atomic
def accept(lead: Member, person: int, *, by: Any = "the member") -> None:
    """Take in somebody who asked."""
    terms, mine = ground.entered(lead, leads=True)
    ground.while_forming(terms)
    row = ground.other(mine, person, State.WAITING)
    ground.seat(row, terms)
    history.record(row, "joined", by=by, after={"team": mine.team_id})
    _welcome(row, terms)


@transaction.atomic
def decline(lead: Member, person: int, *, by: Any = "the member") -> None:
    """Turn somebody away who asked, who is told, or take back an invitation."""
    _terms, mine = ground.entered(lead, leads=True)
    row = ground.other(mine, person, State.WAITING, State.INVITED)
    history.record(row, "declined", by=by, after={"team": mine.team_id})
    letters.tell(
        [row], "declined", gettext_noop("The team %(team)s does not take you in"),
        gettext_noop("the team “%(team)s” does not take you in this time. Other teams may look for people."),
        is_last=True,
    )  # fmt: skip
    ground.forget(row)


@transaction.atomic
def mail_links(challenge: Challenge, email: str, *, by: Any = None) -> None:
    """Mail somebody their link, where the address is known."""
    letters.tell(
        ground.members(challenge=challenge, email_key=email.casefold()), f"link:{timezone.now():%Y-%m-%dT%H:%M}",
        gettext_noop("Your link to the team %(team)s"),
        gettext_noop("this is your link to the team “%(team)s” of the challenge “%(challenge)s”:"),
    )  # fmt: skip


@transaction.atomic
def set_own(member: Member, *, name: str, brings: str, named: bool, by: Any = "the member") -> None:
    """Change one's own data; whether one is named beside a published result is for each to say."""
    _terms, fresh = ground.entered(member)
    fresh.name, fresh.brings = one_line(name)[:200], one_line(brings)[:1000]
    fresh.named_at = (fresh.named_at or timezone.now()) if named else None
    fresh.save()
    history.record(fresh, "may be named" if named else "not named", by=by)
    freshness.advance()


@transaction.atomic
def change_team(lead: Member, *, team_name: str, seeks: str, is_open: bool, by: Any = "the member") -> None:
    """Rename the team, say whom it looks for, open or close it for newcomers."""
    terms, mine = ground.entered(lead, leads=True)
    team = mine.team
    team.name = checked_name(team_name, terms, but=team)
    team.name_key, team.seeks, team.is_open = team.name.casefold(), one_line(seeks)[:300], is_open
    team.save()
    history.record(team, "changed", by=by, after={"is_open": is_open})
    freshness.advance()


@transaction.atomic
def remove(lead: Member, person: int, *, by: Any = "the member") -> None:
    """Take somebody out of the team; they are told and deleted."""
    _terms, mine = ground.entered(lead, leads=True)
    row = ground.other(mine, person, IN)
    if row.pk == mine.pk:
        leave(lead, by=by)
        return
    letters.tell(
        [row], "removed", gettext_noop("You are no more in the team %(team)s"),
        gettext_noop("whoever leads the team “%(team)s” has taken you out of it."), is_last=True,
    )  # fmt: skip
    history.record(mine.team, "member removed", by=by, after={"member": row.pk})
    ground.forget(row)
    ground.recount(mine.team)


@transaction.atomic
def pass_on(lead: Member, person: int, *, by: Any = "the member") -> None:
    """Let somebody else of the team lead it."""
    _terms, mine = ground.entered(lead, leads=True)
    row = ground.other(mine, person, IN)
    Member.objects.filter(pk=mine.pk).update(is_lead=False)
    _lead_by(row, by=by)


@transaction.atomic
def leave(member: Member, *, by: Any = "the member") -> None:
    """Leave at any time, and be deleted (Article 17 GDPR). The earliest of the others leads; without them it ends."""
    ground.taken(member.challenge_id)
    fresh = ground.now_is(member, *Member.State.values)
    team = fresh.team
    if fresh.state != IN:
        ground.forget(fresh)
        return
    letters.tell(
        [fresh], "left", gettext_noop("You have left the team %(team)s"),
        gettext_noop("you have left the team “%(team)s” of the challenge “%(challenge)s”."), is_last=True,
    )  # fmt: skip
    following = ground.members(team=team, state=IN).exclude(pk=fresh.pk).first()
    if following is None:
        ground.end(team, _("The last member left."), by=by)
        return
    history.record(team, "member left", by=by, after={"member": fresh.pk})
    ground.forget(fresh)
    ground.recount(team)
    if fresh.is_lead:
        _lead_by(following, by=by)
    letters.tell(
        ground.members(team=team, is_lead=True), f"left:{fresh.uid}", gettext_noop("Somebody left %(team)s"),
        gettext_noop("%(name)s has left the team “%(team)s”."), name=fresh.name[:80],
    )  # fmt: skip


@transaction.atomic
def dissolve(lead: Member, *, by: Any = "the member") -> None:
    """End the team; everybody is told and deleted, with what was handed in."""
    team = ground.entered(lead, leads=True)[1].team
    letters.tell(
        ground.members(team=team), "dissolved", gettext_noop("The team %(team)s was dissolved"),
        gettext_noop("whoever leads the team “%(team)s” has dissolved it."), is_last=True,
    )  # fmt: skip
    ground.end(team, _("Dissolved by its lead."), by=by)


def checked_name(text: str, terms: Terms, *, but: Team | None = None) -> str:
    """A team's name that no other team of the challenge has."""
    name = one_line(text)[:80]
    others = Team.objects.filter(challenge=terms.challenge_id, name_key=name.casefold(), state=LIVE)
    if others.exclude(pk=but.pk if but else 0).exists():
        raise Refused(_("Another team is called so already. Please choose another name."), field="team_name")
    return name


def _begun(challenge: int, email: str, key: str) -> tuple[Terms, str, bool]:
    """The locked terms, the address, and whether it is in a team already: only its owner reads so, in a letter."""
    terms = ground.taken(challenge)
    ground.while_forming(terms)
    address = checked_mail(email)
    known = ground.members(challenge=challenge, email_key=address.casefold(), state=IN)
    letters.tell(
        known, f"already:{key}", gettext_noop("You are in the team %(team)s already"),
        gettext_noop("somebody used your address for another team of the challenge “%(challenge)s”, but you are in the "
                     "team “%(team)s” already. One person is in one team. To change, leave this one first:"),
    )  # fmt: skip
    return terms, address, bool(known)


def _say(member: Member, name: str, brings: str, locale: str) -> None:
    member.name, member.brings, member.locale = name, one_line(brings)[:1000], locale
    member.since = timezone.now()
    member.save()


def _takes(team: Team) -> None:
    if not team.takes_newcomers:
        raise Refused(
            _("This team takes nobody in any more. Please look for another one, or found your own.")
        )


def _welcome(member: Member, terms: Terms) -> None:
    letters.tell(
        [member], "joined", gettext_noop("You are in the team %(team)s"),
        gettext_noop("you are in the team “%(team)s” of the challenge “%(challenge)s”. This is your link to it:"),
        after=[letters.KEEP], dates=terms,
    )  # fmt: skip


def _tell_lead(member: Member, what: str, subject: str, line: str) -> None:
    leads = ground.members(team=member.team, is_lead=True)
    name = one_line(member.name)[:80]
    letters.tell(leads, f"{what}:{member.uid}", subject, line, name=name, address=member.email)


def _lead_by(member: Member, *, by: Any) -> None:
    """Somebody leads from now on, and is told."""
    Member.objects.filter(pk=member.pk).update(is_lead=True)
    history.record(member.team, "led by another", by=by, after={"member": member.pk})
    letters.tell(
        [member], f"leads:{timezone.now().isoformat()}", gettext_noop("You lead the team %(team)s"),
        gettext_noop("you lead the team “%(team)s” from now on: you answer those who ask, and hand in the result."),
    )  # fmt: skip
