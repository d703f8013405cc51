"""Those who answer along: invited by mail, named only once they agreed; and proving a mail address."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.plan.events.actions.values import one_line

from .. import letters, queries
from ..models import Applicant, Submission
from .answering import checked_mail, taken

MOST_INVITED = 10


@transaction.atomic
def add_co_applicant(submission: Submission, *, name: str, email: str, by: Any = None) -> Applicant:
    """Invite somebody to answer along. An address is asked once for each answer."""
    fresh = taken(submission)
    if not fresh.may_change():
        raise Refused(_("This can be changed no more."), field="co_email")
    most = min(int(fresh.call.setting("co_applicants", 0)), MOST_INVITED)
    others = list(fresh.applicants.exclude(role=Applicant.Role.NOMINEE))
    if len(others) - 1 >= most:
        raise Refused(_("At most %(most)s people can answer along.") % {"most": most}, field="co_email")
    try:
        address = checked_mail(email)
    except Refused as refusal:
        raise Refused(str(refusal), field="co_email") from None
    if any(one.email_key == address.casefold() for one in others):
        raise Refused(_("This address is named already."), field="co_email")
    applicant = Applicant.objects.create(
        submission=fresh, role=Applicant.Role.CO, name=one_line(name)[:200], email=address,
        email_key=address.casefold(), position=len(others),
    )  # fmt: skip
    history.record(applicant, "invited to answer along", by=by)
    letters.ask_co_applicant(applicant)
    return applicant


@transaction.atomic
def remove_co_applicant(submission: Submission, applicant_id: int, *, by: Any = None) -> None:
    """Name somebody no more."""
    fresh = taken(submission)
    if not fresh.may_change():
        raise Refused(_("This can be changed no more."))
    for one in fresh.applicants.filter(pk=applicant_id, role=Applicant.Role.CO):
        history.record(one, "answers along no more", by=by)
        one.delete()


@transaction.atomic
def answer_as_co_applicant(applicant: Applicant, *, agrees: bool, by: Any = None) -> None:
    """Yes or no of somebody who was named. Either can be changed later by the same link."""
    now = timezone.now()
    applicant.confirmed_at, applicant.declined_at = (now, None) if agrees else (None, now)
    applicant.save(update_fields=["confirmed_at", "declined_at"])
    history.record(applicant, "agreed to answer along" if agrees else "does not answer along", by=by)


@transaction.atomic
def confirm_mail(submission: Submission, *, by: Any = None) -> None:
    """The link from the mail was used, so the address is right."""
    if submission.confirmed_at is None:
        submission.confirmed_at = timezone.now()
        Submission.objects.filter(pk=submission.pk).update(confirmed_at=submission.confirmed_at)
        history.record(submission, "mail address confirmed", by=by)


def mail_links(email_key: str, *, locale: str) -> None:
    """Write the links of all their answers to an address; an unknown one gets no letter."""
    with transaction.atomic():
        letters.all_links(queries.answers_of(email_key), locale=locale)
