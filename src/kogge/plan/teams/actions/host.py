"""What the host decides: sizes and dates, merging, dissolving, writing; and results, to which both have to agree."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kogge.core import freshness, history
from kogge.core.refusals import Refused
from kogge.plan.calls.letters import moment
from kogge.plan.event_requests import actions as event_requests
from kogge.plan.event_requests.models import Challenge
from kogge.plan.events.actions.values import free_slug, one_line

from .. import letters
from ..models import Member, Result, Team, Terms
from . import ground
from .ground import IN, LIVE

File = tuple[Any, str, str]


def why_not_yet(team: Team, terms: Terms) -> str:
    """What keeps a team from handing in, as a sentence that says what to do; empty where nothing does."""
    if not terms.takes_results:
        ended = _("The time for results ended on %(when)s. Please write to the host.")
        return ended % {"when": moment(terms.results_until)}
    if team.size >= terms.least:
        return ""
    facts = {"size": team.size, "least": terms.least}
    missing = _("Your team has %(size)s of at least %(least)s people.") % facts
    if terms.is_forming:
        return f"{missing} {_('Invite somebody, or accept somebody who asks to join; then you can hand in.')}"
    return f"{missing} {_('Teams form no more. Please ask the host to merge your team with another one.')}"


@transaction.atomic
def hand_in(
    lead: Member, *, title: str, text: str, links: Sequence[str], agrees: bool, file: File | None = None,
    drops_file: bool = False, by: Any = "the member",
) -> Result:  # fmt: skip
    """Hand in, or change until the deadline. What the host has published is no more changed under it."""
    terms, mine = ground.entered(lead, leads=True)
    team = mine.team
    if sentence := why_not_yet(team, terms):
        raise Refused(sentence)
    rows = Result.objects.all()
    result = rows.filter(team=team).first() or Result(team=team, slug=free_slug(title, rows))
    if result.published_at:
        raise Refused(_("The result is published. Please ask the host to take it back before you change it."))
    is_new = result.pk is None
    result.title, result.text, result.links = one_line(title)[:200], text.replace("\x00", ""), list(links)
    result.agreed_at = (result.agreed_at or timezone.now()) if agrees else None
    result.handed_in_at = timezone.now()
    if file or drops_file:
        ground.drop_file(result)
    if file:
        content, result.file_name, result.file_kind = file
        result.file.save(content.name, content, save=False)
    result.save()
    verb = "handed in" if is_new else "changed"
    history.record(result, verb, by=by, after={"team": team.pk, "agrees": agrees})
    if is_new:
        letters.to_host(result)
        letters.tell(
            ground.members(team=team, state=IN), "result", gettext_noop("Handed in: the result of %(team)s"),
            gettext_noop("the result of your team “%(team)s” was handed in. On your page you read it, and you say "
                         "whether your name may stand beside it once it is published:"),
        )  # fmt: skip
    return result


@transaction.atomic
def set_agreed(lead: Member, *, agrees: bool, by: Any = "the member") -> None:
    """Give or take back the team's consent to publication, at any time; without it the page is gone at once."""
    result = Result.objects.filter(team=ground.entered(lead, leads=True)[1].team).first()
    if result is None:
        raise Refused(_("Nothing was handed in yet."))
    result.agreed_at = (result.agreed_at or timezone.now()) if agrees else None
    result.published_at = result.published_at if agrees else None
    result.save()
    history.record(result, "publication agreed" if agrees else "publication refused", by=by)
    freshness.advance()


@transaction.atomic
def publish(result: Result, *, public: bool, by: Any) -> None:
    """Show a result to everybody, or take it back."""
    ground.taken(result.team.challenge_id)
    fresh = Result.objects.get(pk=result.pk)
    if public and fresh.agreed_at is None:
        raise Refused(_("The team has not agreed to publication. Please write to them."))
    fresh.published_at = (fresh.published_at or timezone.now()) if public else None
    fresh.save()
    history.record(fresh, "published" if public else "taken back", by=by)
    freshness.advance()
    if public:
        letters.tell(
            ground.members(team=fresh.team_id, state=IN), f"published:{fresh.published_at}",
            gettext_noop("Published: the result of %(team)s"),
            gettext_noop("the host has published the result of your team “%(team)s”. Its address is on your page:"),
        )  # fmt: skip


@transaction.atomic
def set_terms(
    challenge: Challenge, *, team_least: int | None, team_most: int, form_until: datetime | None,
    results_until: datetime | None, by: Any,
) -> Terms:  # fmt: skip
    """Let teams form, and until when. The sizes are the challenge's own."""
    if form_until and results_until and results_until < form_until:
        raise Refused(_("Results cannot be due before teams have formed."), field="results_until")
    Terms.objects.get_or_create(challenge=challenge)
    terms = ground.taken(challenge.pk)
    terms.form_until, terms.results_until = form_until, results_until
    terms.save()
    history.record(terms, "set", by=by, after={"until": [str(form_until or ""), str(results_until or "")]})
    sizes = {"team_least": team_least, "team_most": team_most}
    event_requests.change_challenge(terms.challenge, by=by, values=sizes)
    return terms


@transaction.atomic
def challenge_changed(challenge: Challenge, *, by: Any = None) -> None:
    """A challenge was changed: its teams follow its largest size, or refuse it when one of them is larger."""
    if not Terms.objects.filter(challenge=challenge).exists():
        return
    ground.taken(challenge.pk)
    most = challenge.team_most
    if not most:
        raise Refused(_("Teams form here. Please say how large one may be."), field="team_most")
    rows = Team.objects.filter(challenge=challenge).exclude(most=most)
    if larger := rows.filter(size__gt=most).order_by("-size").first():
        large = _("The team “%(team)s” has %(size)s people already.")
        raise Refused(large % {"team": larger.name, "size": larger.size}, field="team_most")
    rows.update(most=most)


@transaction.atomic
def merge(source: Team, into: Team, *, by: Any) -> None:
    """Put two small teams together. The lead of the second leads; everybody of both is told."""
    ground.taken(into.challenge_id)
    pair = Team.objects.filter(challenge=into.challenge_id, state=LIVE).in_bulk([source.pk, into.pk])
    if len(pair) != 2:
        raise Refused(_("Please choose two different teams that are at work."), field="into")
    gone, stays = pair[source.pk], pair[into.pk]
    facts = {"count": gone.size + stays.size, "most": stays.most, "team": gone.name}
    if gone.size + stays.size > stays.most:
        raise Refused(_("Together they are %(count)s people; at most %(most)s may be.") % facts, field="into")
    if Result.objects.filter(team=gone).exists():
        raise Refused(_("“%(team)s” has handed in. Please merge the other way round.") % facts, field="into")
    ours, theirs = stays.members.filter(state=IN).values("email_key"), gone.members.values("email_key")
    twice = ground.members(team=stays, email_key__in=theirs).exclude(state=IN)
    ground.forget(*twice, *ground.members(team=gone, email_key__in=ours))
    moved = Member.objects.filter(team=gone).update(team=stays, is_lead=False)
    ground.end(gone, _("Merged into “%(team)s”.") % {"team": stays.name}, by=by)
    ground.recount(stays)
    history.record(stays, "merged", by=by, after={"with": gone.pk, "moved": moved})
    letters.tell(
        ground.members(team=stays, state=IN), f"merged:{gone.pk}", gettext_noop("Two teams are one: %(team)s"),
        gettext_noop("the host has put the team “%(other)s” together with the team “%(team)s”. You are %(count)s "
                     "people now; %(lead)s leads:"),
        other=gone.name, count=str(facts["count"]), lead=stays.members.get(is_lead=True).name[:80],
    )  # fmt: skip


@transaction.atomic
def dissolve_by_desk(team: Team, *, reason: str, by: Any) -> None:
    """End a team with a reason that everybody in it reads."""
    ground.taken(team.challenge_id)
    fresh = Team.objects.get(pk=team.pk)
    why = reason.replace("\x00", "").strip()[:1000]
    if not why:
        raise Refused(_("Please say why. Everybody in the team reads it."), field="reason")
    if fresh.state == Team.State.DISSOLVED:
        raise Refused(_("This team was dissolved."))
    letters.tell(
        ground.members(team=fresh), "dissolved", gettext_noop("The team %(team)s was dissolved"),
        gettext_noop("the host has dissolved the team “%(team)s”:"), "%(why)s", is_last=True, why=why,
    )  # fmt: skip
    ground.end(fresh, why, by=by)


@transaction.atomic
def write(challenge: Challenge, *, subject: str, text: str, by: Any) -> int:
    """Write to everybody in a team of this challenge. Returns how many letters went out."""
    terms = ground.taken(challenge.pk)
    everybody = ground.members(challenge=challenge, state=IN)
    if not everybody:
        raise Refused(_("Nobody is in a team yet."))
    letters.tell(
        everybody, f"host:{uuid.uuid4().hex}", "%(topic)s", "%(text)s", is_bulk=True, topic=one_line(subject),
        text=text.replace("\x00", "").strip(),
    )  # fmt: skip
    history.record(terms, "written to all", by=by, after={"letters": len(everybody)})
    return len(everybody)
