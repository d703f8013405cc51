"""What all changes share: the lock, the seats, the end of a team. One change of a challenge's teams at a time."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.plan.calls.letters import moment

from ..models import Member, Result, Team, Terms

IN, LIVE = Member.State.IN, Team.State.LIVE


def taken(challenge: int) -> Terms:
    """The terms of a challenge, locked until the transaction ends."""
    rows = Terms.objects.select_for_update(of=("self",)).select_related("challenge__call__organization")
    if found := rows.filter(challenge=challenge).first():
        return found
    raise Refused(_("No teams form at this challenge."))


def while_forming(terms: Terms) -> None:
    """Refuse what makes teams larger once their time is over. The clock of the server decides."""
    if terms.is_forming:
        return
    if terms.challenge.published_at is None or terms.forms_until is None:
        raise Refused(_("This challenge is not public at the moment, so no teams form."))
    raise Refused(_("The time for forming teams ended on %(when)s.") % {"when": moment(terms.forms_until)})


def members(**which: Any) -> QuerySet[Member]:
    """Members with what letters need."""
    return Member.objects.filter(**which).select_related("team__challenge__call__organization")


def now_is(member: Member, *states: str, leads: bool = False) -> Member:
    """The member as they are now, under the lock, in one of these states; where it matters, the lead."""
    fresh = members(pk=member.pk, state__in=states).first()
    if fresh is None:
        raise Refused(_("This has been settled already. The page shows how it stands now."))
    if leads and not fresh.is_lead:
        raise Refused(_("Only whoever leads the team can do this."))
    return fresh


def entered(member: Member, *, leads: bool = False) -> tuple[Terms, Member]:
    """The locked terms, and somebody who is in a team, or leads it, also now."""
    terms = taken(member.challenge_id)
    return terms, now_is(member, IN, leads=leads)


def other(lead: Member, person: int, *states: str) -> Member:
    """Somebody of the lead's team in one of these states."""
    return now_is(Member(pk=person if lead.team.members.filter(pk=person).exists() else 0), *states)


def seat(member: Member, terms: Terms) -> None:
    """Give a seat: never beyond the largest size, nobody twice in a challenge. Other ways in are closed for them."""
    team = member.team
    if team.state == Team.State.DISSOLVED:
        raise Refused(_("This team was dissolved."))
    if team.free <= 0:
        raise Refused(
            _("The team is full: it has %(size)s of at most %(size)s people.") % {"size": team.size}
        )
    same = members(challenge=terms.challenge_id, email_key=member.email_key).exclude(pk=member.pk)
    if there := same.filter(state=IN).first():
        words = _("This mail address is in the team “%(team)s” already. Please leave it first.")
        raise Refused(words % {"team": there.team.name})
    forget(*same)
    member.state, member.since = IN, timezone.now()
    member.save()
    recount(team)


def recount(team: Team) -> None:
    """Keep the size in step with the seats; the database refuses one beyond the largest."""
    team.size = team.members.filter(state=IN).count()
    team.save(update_fields=["size"])
    freshness.advance()


def forget(*people: Member) -> None:
    """Delete people with every letter to them; a team that was never confirmed goes with its founder."""
    OutboxMessage.objects.filter(about__in=[f"team member:{one.pk}" for one in people]).delete()
    Member.objects.filter(pk__in=[one.pk for one in people]).delete()
    Team.objects.filter(pk__in=[one.team_id for one in people], state=Team.State.UNCONFIRMED).delete()


def drop_file(result: Result) -> None:
    """Take the file off, from the disk once the transaction is through."""
    if result.file:
        transaction.on_commit(partial(result.file.storage.delete, str(result.file.name)))
    result.file, result.file_name, result.file_kind = "", "", ""


def drop_result(team: Team) -> None:
    """Delete what a team handed in."""
    for result in Result.objects.filter(team=team):
        drop_file(result)
        result.delete()


def end(team: Team, reason: str, *, by: Any) -> None:
    """Nobody is in it any more, and nothing of it is public."""
    forget(*members(team=team))
    drop_result(team)
    recount(team)
    team.state, team.ended_at, team.reason = Team.State.DISSOLVED, timezone.now(), reason
    team.save(update_fields=["state", "ended_at", "reason"])
    history.record(team, "dissolved", by=by)
