"""Inviting speakers to their page, and reminding them of what is missing."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event

from .. import mails, words
from ..models import SpeakerProfile
from ..queries import Speaker


def profile_of(person: Person, *, language: str = "de") -> SpeakerProfile:
    """The speaker's own record of a person, made when it is first needed."""
    found, _made = SpeakerProfile.objects.select_related("person").get_or_create(
        person=person, defaults={"language": language}
    )
    return found


@transaction.atomic
def invite(
    person: Person, *, email: str = "", by: Any, language: str = "de", event: Event | None = None
) -> SpeakerProfile:
    """Mail the link to somebody's own page. A new address is kept for everything that follows."""
    if email and email != person.email:
        directory.change(person, by=by, values={"email": email})
    if not person.email:
        raise Refused(
            _("%(name)s has no mail address yet. Please enter one.") % {"name": person}, field="email"
        )
    profile = profile_of(person, language=language)
    profile.invited_at = timezone.now()
    profile.save(update_fields=["invited_at"])
    history.record(profile, "invited", by=by)
    mails.invitation(profile, event)
    return profile


@transaction.atomic
def invite_many(wanted: Iterable[tuple[Person, str, str]], *, by: Any, event: Event) -> None:
    """Mail many the link to their page, each person with a mail address and a language, in few statements."""
    chosen = {person.pk: (person, email, language) for person, email, language in wanted}
    for person, email, _language in chosen.values():
        if email != person.email:
            directory.change(person, by=by, values={"email": email})
    now, known = timezone.now(), SpeakerProfile.objects.filter(person__in=chosen)
    known.update(invited_at=now)
    profiles = list(known.select_related("person"))
    for pk in {one.person_id for one in profiles}:
        del chosen[pk]
    profiles += SpeakerProfile.objects.bulk_create(
        SpeakerProfile(person=person, language=language, invited_at=now)
        for person, _email, language in chosen.values()
    )
    history.record(event, "speakers invited", by=by, after={"profiles": sorted(one.pk for one in profiles)})
    mails.invitations(profiles, event)


@transaction.atomic
def remind(speakers: Iterable[Speaker], event: Event, *, by: Any) -> int:
    """Name to each what is still missing, at most once a day; whoever lacks nothing, or has no page, gets none."""
    lacking = [one for one in speakers if one.profile and one.person.email and words.missing(one)]
    if lacking:
        profiles = sorted(one.profile.pk for one in lacking if one.profile)
        history.record(event, "speakers reminded", by=by, after={"profiles": profiles})
        mails.reminders(lacking, event)
    return len(lacking)


@transaction.atomic
def replace_link(profile: SpeakerProfile, *, by: Any) -> None:
    """Close every link that was ever sent; the next letter bears the new one."""
    SpeakerProfile.objects.filter(pk=profile.pk).update(link_version=F("link_version") + 1)
    profile.refresh_from_db(fields=["link_version"])
    history.record(profile, "link replaced", by=by)
