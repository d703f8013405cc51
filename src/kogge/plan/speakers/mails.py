"""Letters to speakers about their page, and to colleagues when somebody cannot come. Plain words, own language."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core import outbox, region
from kogge.core.translated import translated
from kogge.network.accounts.models import Membership, Role
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event

from . import link, words
from .models import Absence, SpeakerProfile
from .queries import Speaker

Letter = dict[str, str]


def invitation(profile: SpeakerProfile, event: Event | None) -> None:
    """The link to the own page."""
    outbox.post_many(_invitation(profile, event))


def invitations(profiles: Iterable[SpeakerProfile], event: Event) -> None:
    """The link to the own page for many, in one statement."""
    outbox.post_many(letter for one in profiles for letter in _invitation(one, event))


def _invitation(profile: SpeakerProfile, event: Event | None) -> list[Letter]:
    with translation.override(profile.language):
        title = str(translated(event, "title")) if event else ""
        subject = (
            _("Your page as speaker: %(title)s") % {"title": title} if title else _("Your page as speaker")
        )
        cause = f"speaker invited:{profile.pk}:{uuid.uuid4()}"
        return _letter(profile, "invitation", subject, {"title": title}, cause=cause)


def reminders(speakers: Iterable[Speaker], event: Event) -> None:
    """What is still missing from each, in one list and one statement; one such letter a day and event."""
    outbox.post_many(
        letter for one in speakers if one.profile for letter in _reminder(one, one.profile, event)
    )


def _reminder(speaker: Speaker, profile: SpeakerProfile, event: Event) -> list[Letter]:
    with translation.override(profile.language):
        title = str(translated(event, "title"))
        facts: dict[str, object] = {"title": title, "missing": words.missing(speaker)}
        cause = f"speaker reminded:{profile.pk}:{event.pk}:{timezone.localdate()}"
        return _letter(
            profile, "reminder", _("Still missing for %(title)s") % {"title": title}, facts, cause=cause
        )


def absence_noted(person: Person, event: Event, absences: Iterable[Absence]) -> None:
    """Tell the person that it was noted, and what happens to their sessions."""
    profile = getattr(person, "speaker_profile", None)
    with translation.override(profile.language if profile else "de"):
        title = str(translated(event, "title"))
        facts = {"title": title, "absences": list(absences), "person": person}
        outbox.post_many(_letter(
            profile or SpeakerProfile(person=person), "absence", _("Noted: you cannot come"), facts,
            cause=f"speaker absent:{person.pk}:{uuid.uuid4()}",
        ))  # fmt: skip


def staff_told(person: Person, event: Event, absences: Iterable[Absence]) -> None:
    """Tell those who edit for the leading organisation, each in their language."""
    rows = Membership.objects.at(timezone.localdate()).filter(role=Role.EDITOR, user__is_active=True)
    lead = event.lead
    address = settings.SITE_URL + reverse("speakers:speaker", args=[event.slug, person.pk])
    letters: list[Letter] = []
    for row in rows.filter(organization_slug=lead.slug if lead else "").select_related("user"):
        with translation.override(row.user.language):
            facts = {"person": person, "event": event, "absences": list(absences), "address": address,
                     "network": str(region.current().network)}  # fmt: skip
            letters.append({
                "cause": f"speaker absent:{person.pk}:{row.user_id}:{uuid.uuid4()}",
                "to": row.user.email,
                "subject": _("%(name)s cannot come") % {"name": person},
                "text": render_to_string("speakers/mails/staff.txt", facts),
            })  # fmt: skip
    outbox.post_many(letters)


def _letter(
    profile: SpeakerProfile, letter: str, subject: str, facts: dict[str, object], *, cause: str
) -> list[Letter]:
    """The words of `outbox.post`; none without an address, for there is nobody to write to."""
    person = profile.person
    if not person.email:
        return []
    address = link.address_of(profile) if profile.pk else ""
    facts |= {"person": person, "address": address, "network": str(region.current().network)}
    text = render_to_string(f"speakers/mails/{letter}.txt", facts)
    about = f"speaker:{person.pk}"
    return [{"cause": cause, "to": person.email, "subject": subject, "text": text, "about": about}]
