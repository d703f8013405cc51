"""What the data map promises to forget: the words and the people of an answer go, its number and states stay."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.models import OutboxMessage
from kogge.network.directory.models import Person

from .models import AnswerFile, Applicant, Hit, Submission

DRAFTS, HANDED_IN, ACCEPTED = timedelta(days=90), timedelta(days=2 * 365), timedelta(days=6 * 365)
_EMPTY: dict[str, Any] = {
    "title": "", "abstract": "", "organization_name": "", "organization": None, "postcode": "", "answers": {},
    "origin": "", "previous": None, "confirmed_at": None,
}  # fmt: skip


def forget_old() -> int:
    """Forget what is due. A rolling call has no end, so there the last change counts. Returns how many."""
    now = timezone.now()
    submitted = Q(state=Submission.State.SUBMITTED, discarded_at=None)
    accepted = submitted & Q(outcome=Submission.Outcome.ACCEPTED)
    due = (
        (~submitted & _before(now - DRAFTS))
        | (submitted & ~accepted & _before(now - HANDED_IN))
        | (accepted & _before(now - ACCEPTED))
    )
    rows = Submission.objects.filter(due).exclude(facts__has_key="forgotten")[:200]
    return forget(list(rows.select_related("call")), by="clock")


@transaction.atomic
def forget(submissions: Iterable[Submission], *, by: Any) -> int:
    """Empty these answers: words, files, people, letters, and what rules had found."""
    chosen = list(submissions)
    keys = [one.pk for one in chosen]
    for file in AnswerFile.objects.filter(submission__in=keys):
        transaction.on_commit(partial(file.file.storage.delete, str(file.file.name)))
    for model in (AnswerFile, Hit, Applicant):
        model._default_manager.filter(submission__in=keys).delete()
    OutboxMessage.objects.filter(about__in=[f"submission:{key}" for key in keys]).delete()
    facts = {"forgotten": timezone.localdate().isoformat()}
    Submission.objects.filter(pk__in=keys).update(**_EMPTY, facts=facts)
    for one in chosen:
        one.topics.clear()
        history.record(one, "forgotten", by=by)
    return len(chosen)


def person_erased(*, person: Person, by: Any, letter: Any) -> None:
    """Whoever is erased is named in no answer any more; answers of their own are emptied."""
    mine = Q(person=person) | Q(person__merged_into=person)
    if person.email:
        mine |= Q(email_key=person.email.casefold())
    own = Submission.objects.filter(pk__in=Applicant.objects.filter(mine, role="main").values("submission"))
    count = forget(list(own), by=by)
    gone, _models = Applicant.objects.filter(mine).delete()
    if count or gone:
        letter.append(_("What you handed in to calls was emptied, and you are named in none any more."))


def _before(day: Any) -> Q:
    return Q(call__closes_at__lt=day) & Q(changed_at__lt=day) | Q(call__closes_at=None, changed_at__lt=day)
