"""What speakers say of themselves: once, and it stands everywhere."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.refusals import Refused
from kogge.network.directory import actions as directory
from kogge.plan.events.models import Event, Session

from .. import queries, uploads
from ..models import Availability, Slides, SpeakerProfile

SPEAKER = "speaker"
_OWN = ("needs_technical", "needs_access", "language", "photo_rights")
MOST_SPANS = 60


@transaction.atomic
def change_profile(
    profile: SpeakerProfile,
    *,
    by: Any = SPEAKER,
    values: Mapping[str, Any],
    photo: Any = None,
    remove_photo: bool = False,
    consents: bool | None = None,
) -> SpeakerProfile:
    """Keep what somebody writes of themselves. The directory gets name, title, texts and photo, so all pages do.

    With `consents` the profile is public from now on (Article 6(1)(a) GDPR), without it leaves all pages at once.
    """
    person = profile.person
    if not str(values.get("name", person.name)).strip():
        raise Refused(_("Please write your name."), field="name")
    directory.change(person, by=by, values={key: values[key] for key in ("name", "title") if key in values})
    changed = {key for key in _OWN if key in values and values[key] != getattr(profile, key)}
    for key in changed:
        setattr(profile, key, values[key])
    keeps_photo = bool(photo) or (bool(profile.photo) and not remove_photo)
    if keeps_photo and not profile.photo_rights.strip():
        raise Refused(_("Please write who took the photo and what it may be used for."), field="photo_rights")
    if consents is not None:
        _publish(profile, consents, by=by)
    before = getattr(person, "profile", None)
    known = before.photo_consent if before and not photo and "photo_rights" not in changed else ""
    person.profile = directory.change_profile(
        person, by=by, values={key: values[key] for key in ("biography_de", "biography_en") if key in values},
        photo=photo, remove_photo=remove_photo, photo_consent=(known or _consent(profile)) if keeps_photo else "",
    )  # fmt: skip
    profile.answered_at = timezone.now()
    profile.save()
    history.record(profile, "changed", by=by, after={"fields": sorted(values)})
    return profile


@transaction.atomic
def set_availability(
    profile: SpeakerProfile, event: Event, spans: Iterable[tuple[datetime, datetime]], *, by: Any = SPEAKER
) -> None:
    """Say when somebody can be at an event. Nothing at all means: always."""
    wanted = sorted(set(spans))
    if any(ends <= begins for begins, ends in wanted):
        raise Refused(_("The end lies before the beginning. Please correct the times."))
    if len(wanted) > MOST_SPANS:
        raise Refused(_("These are too many single times. Please join some of them."))
    Availability.objects.filter(person=profile.person_id, event=event).delete()
    Availability.objects.bulk_create(
        Availability(person_id=profile.person_id, event=event, starts_at=begins, ends_at=ends)
        for begins, ends in wanted
    )
    _answered(profile)
    history.record(profile, "availability changed", by=by, after={"event": event.pk, "times": len(wanted)})


@transaction.atomic
def give_slides(
    profile: SpeakerProfile,
    session: Session,
    upload: Any = None,
    *,
    consents: bool = False,
    by: Any = SPEAKER,
) -> None:
    """Keep the slides of a session, in place of former ones; without a file only say who may have them.

    With `consents` everybody may once the session is over (Article 6(1)(a) GDPR).
    """
    SpeakerProfile.objects.select_for_update().only("pk").get(pk=profile.pk)  # two at once follow each other
    if session not in queries.sessions_of(profile.person):
        raise Refused(_("This is not one of your sessions."))
    now = timezone.now()
    known = Slides.objects.filter(session=session, person=profile.person_id)
    if consents or known.exclude(consented_at=None).exists():
        freshness.advance()
    _answered(profile)
    history.record(session, "slides given", by=by, after={"public": consents})
    if upload is None:
        known.update(consented_at=now if consents else None)
        return
    file, name, kind = uploads.checked(upload)
    take_slides_back(profile, session, by=by)
    Slides(  # last of all, since a file that was written stays when something is refused after it
        session=session, person_id=profile.person_id, file=file, name=name, kind=kind, size=file.size,
        given_at=now, consented_at=now if consents else None,
    ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def take_slides_back(profile: SpeakerProfile, session: Session, *, by: Any = SPEAKER) -> None:
    """Delete the slides of a session; the file goes once the transaction holds."""
    for old in Slides.objects.filter(session=session, person=profile.person_id):
        if old.consented_at:
            freshness.advance()
        old.delete()
        transaction.on_commit(partial(old.file.storage.delete, str(old.file.name)))
        history.record(session, "slides removed", by=by)


def _answered(profile: SpeakerProfile) -> None:
    profile.answered_at = timezone.now()
    profile.save(update_fields=["answered_at"])


def _publish(profile: SpeakerProfile, consents: bool, *, by: Any) -> None:
    if consents:
        profile.consented_at = profile.consented_at or timezone.now()
        directory.release_profile(profile.person, by=by)
    else:
        profile.consented_at = None
        directory.withdraw_profile(profile.person, by=by)


def _consent(profile: SpeakerProfile) -> str:
    """Who agreed to the photo, and when, as the directory keeps it."""
    day = date_format(timezone.localdate(), "DATE_FORMAT")
    facts = {"rights": profile.photo_rights.strip(), "day": day}
    return (_("%(rights)s (stated by the person on the speaker's page, %(day)s)") % facts)[:300]
