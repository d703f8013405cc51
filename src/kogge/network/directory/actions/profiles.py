"""What of a person is public: released by somebody, withdrawn at once."""

from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.pictures import clean_picture
from kogge.core.refusals import Refused

from ..models import Person, Profile
from .records import check, told

_TEXTS = ("biography_de", "biography_en", "website")


@transaction.atomic
def change_profile(
    person: Person,
    *,
    by: Any,
    values: dict[str, str],
    photo: File | None = None,
    photo_consent: str = "",
    remove_photo: bool = False,
) -> Profile:
    """Set texts and photo. A photo needs the source of its consent and is written anew without hidden data."""
    profile = Profile.objects.filter(person=person).first() or Profile(person=person)
    for name in _TEXTS:
        if name in values:
            setattr(profile, name, values[name])
    has_photo = bool(photo) or (bool(profile.photo) and not remove_photo)
    if has_photo and not photo_consent.strip():
        raise Refused(
            _("Please write who agreed to the publication of this photo, and when."), field="photo_consent"
        )
    old = profile.photo.name if profile.photo and (photo or remove_photo) else ""
    if photo:
        profile.photo = _cleaned(photo)
    elif remove_photo:
        profile.photo = ""
    profile.photo_consent = photo_consent.strip() if has_photo else ""
    check(profile)
    profile.save()
    if old:
        storage = Profile._meta.get_field("photo").storage  # type: ignore[union-attr]
        transaction.on_commit(lambda: storage.delete(old))
    history.record(person, "profile changed", by=by, after={"fields": sorted(values), "photo": has_photo})
    told(person)
    return profile


@transaction.atomic
def release_profile(person: Person, *, by: Any) -> Profile:
    """Make the profile public. A merged record cannot be released; the one that stands for both can."""
    if person.merged_into_id:
        raise Refused(_("This record was merged. Please release the profile of the record that was kept."))
    profile, _made = Profile.objects.get_or_create(person=person)
    if profile.released_at is None:
        profile.released_at = timezone.now()
        profile.save(update_fields=["released_at"])
        person.profile = profile
        history.record(person, "profile released", by=by)
        told(person)
    return profile


@transaction.atomic
def withdraw_profile(person: Person, *, by: Any) -> None:
    """Take the profile out of the public at once."""
    profile = Profile.objects.filter(person=person).exclude(released_at=None).first()
    if profile is None:
        return
    profile.released_at = None
    profile.save(update_fields=["released_at"])
    person.profile = profile
    history.record(person, "profile withdrawn", by=by)
    told(person)


def _cleaned(photo: File) -> File:
    try:
        return clean_picture(photo, longest_edge=800)
    except Refused as refusal:
        raise Refused(str(refusal), field="photo") from refusal
