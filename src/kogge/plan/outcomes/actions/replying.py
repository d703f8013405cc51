"""What the accepted say: whether they come, and whether they may be named publicly."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.refusals import Refused
from kogge.plan.calls import actions as calls
from kogge.plan.calls import links
from kogge.plan.calls.models import Submission

from ..models import Notice, Reply


def address(submission: Submission) -> str:
    """The whole address of the page on which they reply, for a letter."""
    return settings.SITE_URL + reverse("outcomes:reply", args=[links.secret_of(submission, links.MAIL)])


def was_told(submission: Submission) -> bool:
    """Whether a letter with a result went out: before that, the page says nothing of it."""
    return Notice.objects.filter(submission=submission).exists()


@transaction.atomic
def reply(submission: Submission, *, comes: bool, may_be_named: bool, by: Any) -> Reply | None:
    """Who does not come is withdrawn for good, and the first reserve moves up. `by` is None for who holds the link."""
    fresh = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if not was_told(fresh) or fresh.state != Submission.State.SUBMITTED:
        raise Refused(_("There is nothing to reply to."))
    if not comes:
        Reply.objects.filter(submission=fresh).delete()
        calls.withdraw(fresh, by=by)
        freshness.advance()
        return None
    if fresh.outcome != Submission.Outcome.ACCEPTED:
        raise Refused(_("This answer was not chosen."))
    values = {"comes": True, "may_be_named": may_be_named, "at": timezone.now()}
    said, _made = Reply.objects.update_or_create(submission=fresh, defaults=values)
    history.record(said, "replied", by=by, after={"comes": True, "may_be_named": may_be_named})
    freshness.advance()
    return said
