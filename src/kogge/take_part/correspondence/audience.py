"""To whom a letter goes: registrations by state, session, mode, answer, consent and whether they came."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kogge.take_part.attendance.models import Attendance
from kogge.take_part.registration.models import Admission, Consent, ConsentKind, Question, Registration

from .models import Mailing

CAME, ABSENT = "came", "absent"


def people(admission: Admission, kind: str, wanted: Mapping[str, Any]) -> QuerySet[Registration]:
    """Main registrations with a mail address, each once, in the order they came in."""
    found = Registration.objects.mains().filter(admission=admission, erased_at=None).exclude(email="")
    if states := wanted.get("states"):
        found = found.filter(state__in=states)
    if session := wanted.get("session"):
        parts = Registration.objects.live().filter(main=OuterRef("pk"), capacity__session=session)
        found = found.filter(Exists(parts) | Q(capacity__session=session))
    if mode := wanted.get("mode"):
        found = found.filter(capacity__mode=mode)
    if consent := wanted.get("consent"):
        found = found.filter(_agreed(consent))
    if kind == Mailing.Kind.NEWS:
        found = found.filter(_agreed(ConsentKind.NEWSLETTER))
    if presence := wanted.get("attendance"):
        came = _came(wanted.get("session"))
        found = found.filter(came if presence == CAME else ~came)
    if question := wanted.get("question"):
        found = found.filter(pk__in=_answered(found, question, str(wanted.get("answer", ""))))
    return found.select_related("admission__event", "admission__series", "capacity__session").order_by("pk")


def _agreed(kind: str) -> Exists:
    given = Consent.objects.filter(registration=OuterRef("pk"), kind=kind, withdrawn_at=None, seat=None)
    return Exists(given)


def _came(session: int | None) -> Exists:
    """Whether anybody of a party was there, in the session where one is named."""
    party = Q(registration=OuterRef("pk")) | Q(registration__main=OuterRef("pk"))
    seen = Attendance.objects.filter(party, attended=True)
    return Exists(seen.filter(session=session) if session else seen)


def _answered(found: QuerySet[Registration], question: int, answer: str) -> list[int]:
    """Those whose answer is this one; without an answer named, those who answered at all."""
    key, given = str(question), []
    for pk, answers in found.values_list("pk", "answers"):
        value = answers.get(key)
        if value in (None, "", []):
            continue
        said = [str(one) for one in value] if isinstance(value, list) else [_word(value)]
        if not answer or answer.casefold() in (one.casefold() for one in said):
            given.append(pk)
    return given


def questions(admission: Admission) -> QuerySet[Question]:
    """What may be asked for: never food and access needs, which only the host reads."""
    return admission.questions.filter(group=Question.Group.GENERAL).exclude(kind=Question.Kind.FILE)


def _word(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
