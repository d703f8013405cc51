"""A copy of all that is stored about one registration, for people and for machines (Articles 15 and 20 GDPR)."""

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.utils.translation import gettext as _

from kogge.core import data_map
from kogge.core.models import OutboxMessage
from kogge.core.reactions import announce
from kogge.take_part.registration.models import AnswerFile, Registration, Seat

from . import given_answers

Data = dict[str, Any]


def of_registration(registration: Registration) -> Data:
    """The registration, its seats in sessions, its heads, its consents, its letters, and what other parts know."""
    data: Data = {
        "registered_for": str(registration.admission),
        "registration": _fields(registration),
        "answers": [
            {"question": question.text, "answer": words}
            for question, words in given_answers.of(
                registration, list(registration.admission.questions.all())
            )
        ],
        "sessions": [
            {
                "session": str(part.capacity),
                "mode": part.capacity.mode,
                **_fields(part, "reference", "state", "created_at", "ended_at"),
            }
            for part in registration.parts.select_related("capacity__session", "capacity__admission__event")
        ],
        "people": [_fields(seat) for seat in registration.seats.all()],
        "consents": [_consent(row) for row in registration.consents.select_related("text")],
        "letters": _letters(registration.email),
        "purposes": _purposes(),
    }
    announce("own data asked", registration=registration, seat=None, data=data)
    return data


def of_seat(seat: Seat) -> Data:
    """What is stored about one head of a group; nothing about the others."""
    data: Data = {
        "registered_for": str(seat.registration.admission),
        "booked_by": seat.registration.organization or seat.registration.name,
        "seat": _fields(seat),
        "consents": [_consent(row) for row in seat.consents.select_related("text")],
        "letters": _letters(seat.email),
        "purposes": _purposes(),
    }
    announce("own data asked", registration=seat.registration, seat=seat, data=data)
    return data


def answer(data: Data, files: Iterable[AnswerFile] = ()) -> HttpResponse:
    """The ZIP as a download."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(data, ensure_ascii=False, indent=2, default=_plain)
        archive.writestr("data.json", text)
        archive.writestr(_("read-me.txt"), _read_me())
        for number, file in enumerate(files, 1):
            with file.file.open("rb") as content:
                archive.writestr(f"files/{number}-{PurePath(file.name).name}", content.read())
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"'}
    return HttpResponse(out.getvalue(), content_type="application/zip", headers=headers)


def _read_me() -> str:
    return _(
        "This is a copy of what we have stored about you for this registration.\n"
        "data.json can be read by people and by programs; files holds what you uploaded.\n"
        '"purposes" says for each kind of data why we have it, on what basis and how long.\n'
    )


def _fields(record: Model, *names: str) -> Data:
    """Fields with values; keys of other records and secrets of links and tickets mean nothing to people."""
    skipped = {"id", "uid", "serial", "link_version", "idempotency_key", "email_key", "answers"}
    found: Data = {}
    for field in record._meta.concrete_fields:
        value = field.value_from_object(record)
        wanted = field.name in names if names else not field.is_relation and field.name not in skipped
        if wanted and value not in (None, ""):
            found[field.name] = value
    return found


def _consent(row: Any) -> Data:
    return {
        **_fields(row),
        "version": row.text.version,
        "text_de": row.text.text_de,
        "text_en": row.text.text_en,
    }


def _letters(email: str) -> list[Data]:
    if not email:
        return []
    rows = OutboxMessage.objects.filter(to=email).order_by("created_at")
    return [dict(row) for row in rows.values("subject", "text", "created_at", "sent_at")]


def _purposes() -> list[Data]:
    return [
        {
            "data": f"{entry.model_label}: {', '.join(entry.fields)}",
            "purpose": str(entry.terms.purpose),
            "basis": str(entry.terms.basis),
            "kept": str(entry.terms.retention),
        }
        for entry in data_map.entries()
        if entry.model_label.split(".")[0] in {"registration", "checkin", "core"}
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
