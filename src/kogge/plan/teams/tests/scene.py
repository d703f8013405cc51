"""The town of Kieswerder sets a challenge; Ada founds the first team. Everybody is invented."""

import itertools
import re
from datetime import timedelta

from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.accounts.tests import cast
from kogge.plan.calls.tests import scene as calls
from kogge.plan.event_requests.models import Challenge
from kogge.plan.teams import actions, links
from kogge.plan.teams.models import Member, Team, Terms

_KEYS = itertools.count()


def challenge(*, least=2, most=3, terms=True, public=True, slug="leere-laeden", days=7):
    """A published challenge of the harbour centre at which teams form."""
    now = timezone.now()
    call = calls.call("challenges", organization=calls.organization(cast.HARBOUR))
    made = Challenge.objects.create(
        slug=slug, call=call, title_de="Leere Läden", title_en="Empty shops", team_least=least, team_most=most,
        organization_name="Stadt Kieswerder", text_de="Viele.", published_at=now if public else None,
    )  # fmt: skip
    if terms:
        actions.set_terms(
            made, team_least=least, team_most=most, form_until=now + timedelta(days=days),
            results_until=now + timedelta(days=2 * days), by="office",
        )  # fmt: skip
    return made


def mail(name):
    return f"{name.lower()}@team.example"


def founded(to, name="Ada", team="Leuchtturm", *, confirmed=True, **values):
    """The founder of a team, confirmed by the mailed link."""
    actions.found(to, team_name=team, name=name, email=mail(name), key=f"k{next(_KEYS)}", **values)
    member = Member.objects.get(challenge=to, email_key=mail(name), is_lead=True)
    if confirmed:
        actions.confirm(member)
    return fresh(member)


def asked(team, name="Ben", *, confirmed=True, **values):
    """Somebody who asks to join."""
    actions.ask(team, name=name, email=mail(name), key=f"k{next(_KEYS)}", **values)
    member = Member.objects.get(team=team, email_key=mail(name))
    if confirmed:
        actions.confirm(member)
    return fresh(member)


def invited(by, name="Cem"):
    actions.invite(by, email=mail(name))
    return Member.objects.get(team=by.team, email_key=mail(name))


def joined(lead, name="Ben"):
    """Somebody whom the lead has accepted."""
    member = asked(lead.team, name)
    actions.accept(lead, member.pk)
    return fresh(member)


def fresh(row):
    rows = type(row)._default_manager.all()
    return (rows.select_related("team") if isinstance(row, Member) else rows).get(pk=row.pk)


def over(to, *, forming=True, results=False):
    """The deadlines pass."""
    then = timezone.now() - timedelta(seconds=1)
    values = {"form_until": then} if forming else {}
    Terms.objects.filter(challenge=to).update(**values | ({"results_until": then} if results else {}))


def path_of(member):
    return re.sub(r"^https?://[^/]+", "", links.mailed(member))


def letters(name):
    return list(OutboxMessage.objects.filter(to=mail(name)).order_by("pk"))


def sizes():
    return dict(Team.objects.filter(state="live").values_list("name", "size"))


def hand_in(lead, **values):
    given = {"title": "Ladenbörse", "text": "So geht es.", "links": [], "agrees": True, **values}
    return actions.hand_in(lead, **given)
