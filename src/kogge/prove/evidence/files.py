"""Adding, reviewing and removing pieces of evidence. Every file is stored encrypted, whatever it shows."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.pictures import clean_picture
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.lists import vault
from kogge.prove.lists.models import new_code
from kogge.prove.seals import rows as seals
from kogge.take_part.sign_up.uploads import checked

from .models import EvidenceFile

Kind = EvidenceFile.Kind
SHOWN = {Kind.PHOTO, Kind.POSTER}
_LONGEST_EDGE = 3000


@transaction.atomic
def add(about: Event | Operation, upload: Any = None, *, values: Mapping[str, Any], by: User) -> EvidenceFile:
    """Keep a file or a public address. Photos lose place and camera data, and need what they show and whose they are.

    `values`: kind, title, on, alt, rights, address, attendance_list (the list that a scan belongs to).
    """
    event = about if isinstance(about, Event) else None
    added = EvidenceFile(
        **values, event=event, operation=about if isinstance(about, Operation) else None, code=new_code(),
        added_at=timezone.now(), added_by=str(by.pk),
    )  # fmt: skip
    _check(added, upload, event)
    if upload:
        answer = checked(upload, 0, field="file")
        content, mime = answer.file.read(), answer.kind
        if added.kind in SHOWN and mime != "application/pdf":
            content, mime = clean_picture(upload, longest_edge=_LONGEST_EDGE).read(), "image/jpeg"
        added.name, added.mime, added.size = answer.name[:200], mime, len(content)
        added.sha256 = hashlib.sha256(content).hexdigest()
        added.file = vault.store(content, about=added.code)
    added.save(force_insert=True)
    seals.record(added, "evidence added", by=by, after={"kind": added.kind, "sha256": added.sha256})
    return added


@transaction.atomic
def remove(file: EvidenceFile, *, reason: str, by: User) -> EvidenceFile:
    """Take a piece away. That it was there, its sum, and why it went stay."""
    fresh = EvidenceFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if fresh.removed_at:
        raise Refused(_("This was removed already."))
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    vault.drop(fresh.file)
    fresh.file, fresh.removed_at, fresh.removed_because = "", timezone.now(), reason.strip()[:300]
    fresh.to_review = fresh.alt = fresh.title = fresh.name = ""
    fresh.save()
    seals.record(fresh, "evidence removed", by=by, reason=fresh.removed_because)
    return fresh


@transaction.atomic
def keep(file: EvidenceFile, *, by: User) -> None:
    """Somebody looked: the erased person is neither shown nor named."""
    EvidenceFile.objects.filter(pk=file.pk).update(to_review="")
    seals.record(file, "looked at after an erasure", by=by)


def _check(added: EvidenceFile, upload: Any, event: Event | None) -> None:
    if not upload and not added.address:
        raise Refused(_("Please choose a file, or give a public address."), field="file")
    if not added.title.strip():
        raise Refused(_("Please give it a title."), field="title")
    belongs = added.attendance_list is not None and added.attendance_list.event == event
    if added.kind == Kind.SCAN and not belongs:
        raise Refused(_("Please choose the frozen list that was signed."), field="attendance_list")
    if added.kind != Kind.SCAN:
        added.attendance_list = None
    if added.kind in SHOWN and upload:
        if not added.alt.strip():
            raise Refused(_("Please describe the picture for people who cannot see it."), field="alt")
        if not added.rights.strip():
            raise Refused(
                _("Please say who took the picture, under which licence, and who agreed to be shown."),
                field="rights",
            )
