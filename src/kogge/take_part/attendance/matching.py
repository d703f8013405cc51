"""Who somebody in a video room is: by mail address, by a reference in the name, or by a name only one person bears."""

from collections import Counter
from collections.abc import Collection, Iterable

from kogge.core.folding import folded
from kogge.take_part.checkin.subjects import Subject
from kogge.take_part.registration.identity import email_key
from kogge.take_part.registration.models import Registration

from .online_files import Stay


def matched(
    stays: Iterable[Stay], subjects: Iterable[Subject], scopes: Collection[int]
) -> dict[Stay, Subject]:
    """For each stay the one subject it surely belongs to. Two people of one name are left for a person to decide."""
    live = [one for one in subjects if not one.ended and one.kind != "group"]
    by_registration = {one.registration: one for one in live if one.seat is None}
    mails = Registration.objects.filter(admission_id__in=scopes, main=None).exclude(email_key="")
    by_mail = {
        key: by_registration[pk] for pk, key in mails.values_list("pk", "email_key") if pk in by_registration
    }
    by_reference = {one.reference: one for one in live}
    often = Counter(folded(one.name) for one in live)
    by_name = {folded(one.name): one for one in live if one.name and often[folded(one.name)] == 1}
    found = {}
    for stay in stays:
        words = stay.name.upper().replace("(", " ").replace(")", " ").split()
        subject = by_mail.get(email_key(stay.email)) if stay.email else None
        subject = subject or next((by_reference[word] for word in words if word in by_reference), None)
        subject = subject or by_name.get(folded(stay.name))
        if subject is not None:
            found[stay] = subject
    return found
