"""What nominations do when something happens elsewhere; named in `config/reactions.py`."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may
from kogge.network.directory.models import Person
from kogge.plan.calls.models import Call, Submission
from kogge.plan.calls.parts import Link
from kogge.plan.decisions import queries as decisions
from kogge.plan.decisions.models import Decision

from . import actions
from .models import Nomination, State


def submission_handed_in(*, submission: Submission) -> None:
    """A proposal came in, or was changed."""
    actions.take_submission(submission)


def submission_withdrawn(*, submission: Submission, **_facts: Any) -> None:
    """A proposal was withdrawn or excluded."""
    actions.drop_submission(submission)


def decided(*, decision: Decision, **_facts: Any) -> None:
    """Whom a frozen decision chose stands on the shortlist, if they agreed."""
    if decision.call.kind != Call.Kind.NOMINATIONS:
        return
    chosen = [row.submission_id for row in decisions.winners(decision)]
    rows = Nomination.objects.filter(proposers__submission__in=chosen, state=State.CONSENTED).distinct()
    for nomination in rows:
        actions.shortlist(nomination, by="the decision", decision=decision)


def call_list_asked(*, links: list[Link]) -> None:
    """Somebody can be proposed at any time; who holds an office now is public."""
    links.append(Link(_("Propose somebody for an office"), reverse("nominations:propose")))
    links.append(Link(_("Honorary offices"), reverse("nominations:offices")))


def call_desk_asked(*, call: Call, user: User, links: list[Link]) -> None:
    """Where nominations of a call go on."""
    if call.kind == Call.Kind.NOMINATIONS and may(user, "nomination.manage"):
        count = Nomination.objects.of_staff(user).filter(proposers__submission__call=call).distinct().count()
        links.append(Link(_("Nominations"), reverse("nominations:list"), str(count)))


def desk_opened(*, user: User, waiting: list[Any]) -> None:
    """How many people agreed and wait for a decision."""
    if not may(user, "nomination.manage"):
        return
    count = Nomination.objects.of_staff(user).filter(state=State.CONSENTED).count()
    if count:
        text = ngettext(
            "%(count)d person agreed to be proposed and waits for a decision.",
            "%(count)d people agreed to be proposed and wait for a decision.", count,
        )  # fmt: skip
        waiting.append(Waiting(text % {"count": count}, reverse("nominations:list") + "?state=consented"))


def person_erased(*, person: Person, **_facts: Any) -> None:
    """Nothing about a proposal stays once the person is erased; who proposed them goes too."""
    mine = Q(person=person)
    if person.email:
        mine |= Q(email_key=person.email.casefold())
    Nomination.objects.filter(mine).delete()
