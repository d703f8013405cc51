"""Calls of the demo with what came in to them, their juries, and wishes of visitors. Everybody in them is fictional.

What people handed in is inserted in bulk, as the generated convention is; everything that follows (who reads what,
scores, decisions, the timetable) is left to the platform and to whoever tries it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from kogge.core import history
from kogge.network.accounts.models import User
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Organization, Place, Room
from kogge.plan.calls.models import Applicant, Call, Submission
from kogge.plan.calls.questions import defaults
from kogge.plan.events import actions
from kogge.plan.events.models import Event, Track
from kogge.plan.juries.models import Criterion, Juror, Jury, Phase
from kogge.plan.timetable.models import Preference

from . import convention_plan
from .proposals import Gathering, Proposal, begins, ends
from .sign_ins import SIGN_INS

REVIEWER = next(one for one in SIGN_INS if one.role == "reviewer")
"""Sits in each jury: whoever tries the demo signs in as her and judges."""
FICTIONAL = "fiktiv"
HOUSES = (
    "Reederei Windstill", "Stadtwerk Bernsteinhafen", "Bäckerei Wellenkamm", "Verein Deichfreunde",
    "Hochschule am Haff", "Werkstatt Kieselstrand", "Genossenschaft Möwenflug", "Amt Seegras",
)  # fmt: skip
CRITERIA = (
    ("nutzen", "Nutzen für die Gegend", "Use for the region", 3),
    ("neues", "Neuigkeit", "Novelty", 2),
    ("klarheit", "Klarheit des Vorhabens", "Clarity of the plan", 1),
)


@transaction.atomic
def load(gathering: Gathering, lead: Organization, *, by: str, jurors: int, per_file: int = 3) -> Call:
    """Put the gathering into the plan with a closed call, a jury and wishes; a second time changes nothing."""
    known = Call.objects.filter(slug=gathering.slug).first()
    if known is not None:
        return known
    event = _event(gathering, lead, by)
    tracks = [actions.add_track(event, by=by, name_de=de, name_en=en) for de, en in gathering.tracks]
    call = _call(gathering, event, lead, by)
    _hand_in(gathering, call, tracks)
    _jury(gathering, call, jurors, per_file, by)
    Preference.objects.bulk_create(
        Preference(event=event, visitor=f"fiktiv-{number:04}", sessions=wanted)
        for number, wanted in enumerate(gathering.wishes, start=1)
    )
    return call


def _event(gathering: Gathering, lead: Organization, by: str) -> Event:
    town = directory.put_place(
        by=by, slug="vinetahafen-fiktiv", values={"name": "Vinetahafen (fiktiv)", "kind": "town"}
    )
    hall = directory.put_place(
        by=by, slug=f"{slugify(gathering.place)}-fiktiv",
        values={"name": f"{gathering.place} ({FICTIONAL})", "kind": "venue", "within": town.slug,
                "access_features": ["step_free"], "access_note": "Stufenlos. Fiktive Angabe."},
    )  # fmt: skip
    for position, room in enumerate(gathering.rooms):
        values = {
            "name": room["name"],
            "kind": room["kind"],
            "capacity": room["capacity"],
            "position": position,
        }
        Room.objects.update_or_create(place=hall, slug=room["slug"], defaults=values)
    values = {
        "slug": gathering.slug, "title_de": f"{gathering.title[0]} ({FICTIONAL})",
        "title_en": f"{gathering.title[1]} (fictional)", "summary_de": f"{gathering.summary[0]} Fiktive Daten.",
        "summary_en": f"{gathering.summary[1]} Fictional data.", "starts_at": begins(gathering),
        "ends_at": ends(gathering), "place": Place.objects.get(pk=hall.pk), "cost": "free", "mode": "onsite",
        "source_note": "Fiktive Daten", "facts": {"fictional": True},
    }  # fmt: skip
    return actions.create_event(by=by, format_key="convention", lead=lead, values=values)


def _call(gathering: Gathering, event: Event, lead: Organization, by: str) -> Call:
    now, form = timezone.now(), defaults()[Call.Kind.TALKS]
    call = Call.objects.create(
        slug=gathering.slug, kind=Call.Kind.TALKS, organization=lead, event=event,
        title_de=f"Beiträge für: {event.title_de}", title_en=f"Contributions for: {event.title_en}",
        text_de="Ein erfundener Aufruf zum Ausprobieren: Alle Menschen und Einreichungen sind fiktiv.",
        text_en="An invented call to try things with: all people and submissions are fictional.",
        opens_at=now - timedelta(days=60), closes_at=now - timedelta(days=1), state=Call.State.PUBLISHED,
        contact_mail="aufruf@konvent.example", questions=[_asked(one, gathering) for one in form["questions"]],
        settings={"co_applicants": form["co_applicants"]},
    )  # fmt: skip
    history.record(call, "created", by=by, after={"kind": call.kind, "event": event.pk})
    return call


def _asked(question: dict[str, Any], gathering: Gathering) -> dict[str, Any]:
    """The question of the form; languages are those in which something was handed in."""
    spoken = {one.language for one in gathering.proposals}
    if question["key"] != "language" or "fr" not in spoken:
        return question
    return {**question, "choices": [*question["choices"], {"key": "fr", "de": "Französisch", "en": "French"}]}


def _hand_in(gathering: Gathering, call: Call, tracks: Sequence[Track]) -> None:
    when = timezone.now() - timedelta(days=5)
    rows = Submission.objects.bulk_create(
        _submission(number, one, call, tracks, when) for number, one in enumerate(gathering.proposals)
    )
    Applicant.objects.bulk_create(
        _applicant(row, position, gathering.speakers[person], when)
        for row, one in zip(rows, gathering.proposals, strict=True)
        for position, person in enumerate(one.people)
    )


def _submission(
    number: int, one: Proposal, call: Call, tracks: Sequence[Track], when: datetime
) -> Submission:
    house = f"{HOUSES[number % len(HOUSES)]} ({FICTIONAL})"
    return Submission(
        call=call, state=Submission.State.SUBMITTED, title=one.title[0 if one.language == "de" else 1],
        abstract=one.abstract, format=one.kind, minutes=one.minutes, language=one.language, track=tracks[one.track],
        organization_name=house, submitted_at=when, confirmed_at=when, locale="de", facts={"fictional": True},
    )  # fmt: skip


def _applicant(row: Submission, position: int, speaker: convention_plan.Speaker, when: datetime) -> Applicant:
    return Applicant(
        submission=row, name=speaker.name, email=speaker.email, email_key=speaker.email.casefold(),
        organization_name=row.organization_name, position=position, confirmed_at=when,
        role=Applicant.Role.CO if position else Applicant.Role.MAIN,
    )  # fmt: skip


def _jury(gathering: Gathering, call: Call, jurors: int, per_file: int, by: str) -> Jury:
    now = timezone.now()
    jury = Jury.objects.create(call=call, title=f"Jury: {call.title_de}")
    Criterion.objects.bulk_create(
        Criterion(jury=jury, key=key, label_de=de, label_en=en, weight=weight, position=number)
        for number, (key, de, en, weight) in enumerate(CRITERIA)
    )
    Phase.objects.create(
        jury=jury, position=1, title="Bewertung", opens_at=now - timedelta(hours=20), mode=Phase.Mode.BOTH,
        closes_at=now + timedelta(days=14), per_submission=per_file,
    )  # fmt: skip
    people = convention_plan.speakers(jurors, convention_plan.SEED + 99)
    names = [de for de, _en in gathering.tracks]
    Juror.objects.bulk_create(
        Juror(
            jury=jury, name=one.name, email=f"jury-{number}@jury.example", confidential_at=now - timedelta(hours=19),
            organization_name=f"{HOUSES[number % len(HOUSES)]} ({FICTIONAL})" if number % 5 == 0 else "",
            expertise=[names[number % len(names)], names[(number * 5 + 1) % len(names)]], invited_at=now,
        )
        for number, one in enumerate(people)
    )  # fmt: skip
    for user in User.objects.filter(email=REVIEWER.email):
        Juror.objects.filter(jury=jury, email="jury-0@jury.example").update(
            user=user, name=user.name, email=user.email, confidential_at=None
        )
    history.record(jury, "created", by=by, after={"jurors": jurors})
    return jury
