"""Loads a few invented events that take registrations, with invented people, so that desk and door have life.

Everything goes through the same actions as in real use. Organisation, town, events and people are fictional, and
their mail addresses end in .example, where no mail arrives. The real events of the year get no registrations.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from kogge.network.accounts.models import Membership, Role, User
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Organization, Place
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event, EventSeries, Session
from kogge.publish.programme import actions as programme
from kogge.take_part.admissions import actions as admissions
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.applications import Application, SeatWish
from kogge.take_part.registration.models import (
    Admission,
    Capacity,
    ConsentText,
    Question,
    Registration,
    State,
)

from .convention_plan import BERLIN

FICTIONAL = "fiktive Daten"
ORGANIZATION, TOWN, HOUSE = "probenwerk-fiktiv", "probenort-fiktiv", "probenhaus-fiktiv"
STAFF = (("door@kogge.example", Role.DOOR),)
FIRST = (
    "Alva", "Bente", "Carlo", "Dilan", "Edda", "Fiete", "Greta", "Hanno", "Ilse", "Jorid", "Kaya", "Levin", "Mila",
    "Nils", "Ove", "Pia", "Quirin", "Rieke", "Sönke", "Tomma",
)  # fmt: skip
LAST = ("Beispiel", "Muster", "Probe", "Vorlage", "Entwurf", "Versuch", "Fiktiv", "Erfunden")
WORKSHOP, EVENING, RECEPTION, VISIT = (
    "loeten-zum-einstieg-fiktiv", "abend-der-offenen-werkstatt-fiktiv", "empfang-der-probenfreunde-fiktiv",
    "klassenbesuch-im-probenhaus-fiktiv",
)  # fmt: skip
SERIES_TITLE = f"Vier Abende Datenwerkstatt ({FICTIONAL})"
GUESTS = 40


@dataclass
class People:
    """One invented person after another; each exists once."""

    numbers: Iterator[int] = field(default_factory=count)

    def next(self) -> tuple[str, str]:
        number = next(self.numbers)
        first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
        letters = str.maketrans({"ö": "oe"})
        again = number // (len(FIRST) * len(LAST))
        return f"{first} {last}", f"{first}.{last}{again or ''}@gaeste.example".lower().translate(letters)


@transaction.atomic
def load(by: str = "demo", *, today: date | None = None) -> int:
    """Put the invented events into the programme; a second time changes nothing. Returns the registrations."""
    if Event.objects.filter(slug=WORKSHOP).exists():
        return Registration.objects.filter(main=None).count()
    today = today or timezone.localdate()
    host = _host(by)
    people = People()
    _workshop(host, people, today + timedelta(days=16), by)
    _evening(host, people, today + timedelta(days=23), by)
    _series(host, people, today + timedelta(days=12), by)
    _reception(host, people, today + timedelta(days=30), by)
    _visit(host, people, today + timedelta(days=37), by)
    return Registration.objects.filter(main=None).count()


@transaction.atomic
def fill_convention(event: Event, by: str = "demo") -> int:
    """Seats for each workshop of the invented convention, and forty visitors who booked some."""
    if Admission.objects.filter(event=event).exists():
        return 0
    values = {"is_open": True, "confirmation": "at_once", "most_heads": 5, "most_sessions": 4}
    admission = registration.open_admission(event, values=values, seats={"": event.capacity}, by=by)
    workshops = Session.objects.filter(event=event, kind="workshop").select_related("room")
    admissions.put_session_seats(admission, workshops, seats=None, by=by)
    slots: dict[datetime, list[Capacity]] = {}
    for row in admission.capacities.filter(session__isnull=False).select_related("session"):
        if row.session is not None and row.session.starts_at is not None:
            slots.setdefault(row.session.starts_at, []).append(row)
    times = sorted(slots)
    people = People(count(80))
    for number in range(GUESTS):
        first, second = times[number % 3], times[-1 - number % 3]
        chosen = [slots[first][number % len(slots[first])], slots[second][number % len(slots[second])]]
        _guest(admission, people, sessions=[row.pk for row in chosen[: 1 + number % 2]])
    return GUESTS


def _host(by: str) -> Organization:
    """The organiser, its town and its house; none of them exists. The demo's door staff may work for it."""
    directory.put_place(by=by, slug=TOWN, values={"name": "Probenort (fiktiv)", "kind": "town"})
    directory.put_place(
        by=by, slug=HOUSE,
        values={"name": "Probenhaus (fiktiv)", "kind": "venue", "within": TOWN, "street": "Probengasse 12",
                "access_features": ["step_free"], "access_note": "Stufenlos. Fiktive Angabe."},
    )  # fmt: skip
    for email, role in STAFF:
        if user := User.objects.filter(email=email).first():
            Membership.objects.get_or_create(
                user=user,
                organization_slug=ORGANIZATION,
                role=role,
                defaults={"valid_from": date(2022, 1, 1)},
            )
    return directory.put_organization(
        by=by, slug=ORGANIZATION,
        values={"name": "Probenwerk (fiktiv)", "kind": "association", "place": TOWN, "is_public": True,
                "summary_de": "Erfunden, um Anmeldung und Einlass auszuprobieren. Fiktive Daten.",
                "summary_en": "Invented to try registration and door with. Fictional data."},
    )  # fmt: skip


def _event(host: Organization, key: str, begins: datetime, *, hours: int, by: str, **values: Any) -> Event:
    """One released event of the invented organisation."""
    made = events.create_event(by=by, format_key=key, lead=host, values={
        "starts_at": begins, "ends_at": begins + timedelta(hours=hours), "place": Place.objects.get(slug=HOUSE),
        "cost": "free", "mode": "onsite", "funding": "none", "source_note": "Fiktive Daten",
        "facts": {"fictional": True}, **values,
    })  # fmt: skip
    programme.release(made, by=by, note=FICTIONAL)
    return made


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=BERLIN)


def _guest(admission: Admission, people: People, *, confirmed: bool = True, **values: Any) -> Registration:
    """Somebody fills in the form, and clicks on the link in the mail unless told otherwise."""
    name, email = people.next()
    capacity = values.pop("capacity", None) or admission.capacities.filter(session=None).first()
    key = f"rehearsal:{admission.pk}:{email}"
    registration.register(admission, Application(
        name=name, email=email, capacity_id=capacity.pk, idempotency_key=key,
        session_capacity_ids=tuple(values.pop("sessions", ())), **values,
    ))  # fmt: skip
    made = Registration.objects.get(idempotency_key=key)
    return registration.confirm(made) if confirmed and made.state == State.PENDING else made


def _workshop(host: Organization, people: People, day: date, by: str) -> None:
    event = _event(
        host, "workshop", _at(day, 16), hours=3, by=by, slug=WORKSHOP, capacity=12,
        title_de=f"Löten zum Einstieg ({FICTIONAL})", title_en="Soldering for beginners (fictional data)",
        summary_de="Zwölf Plätze am Lötkolben, mit Warteliste. Erfunden zum Ausprobieren der Anmeldung.",
        summary_en="Twelve seats at the soldering iron, with a waiting list. Invented to try registration with.",
    )  # fmt: skip
    values = {"is_open": True, "consents_asked": ["photo", "newsletter"], "closes_at": event.starts_at}
    admission = registration.open_admission(event, values=values, seats={"": 12}, by=by)
    known, food, allergy = _workshop_questions(admission, by)
    photo = ConsentText.objects.filter(kind="photo").order_by("-version").values_list("pk", flat=True)[:1]
    made = []
    for number in range(16):
        answers: dict[str, Any] = {
            str(known.pk): ("never", "some", "often")[number % 3],
            str(food.pk): ("everything", "vegetarian", "vegan")[number % 5 % 3],
        }
        if number % 7 == 3:
            answers[str(allergy.pk)] = "Nüsse"
        consents = tuple(photo) if number % 2 else ()
        made.append(_guest(admission, people, confirmed=number != 9, answers=answers, consents=consents))
    registration.cancel(made[4])


def _workshop_questions(admission: Admission, by: str) -> list[Question]:
    def choices(**words: str) -> list[dict[str, str]]:
        pairs = {key: text.partition("|") for key, text in words.items()}
        return [{"key": key, "de": german, "en": english} for key, (german, _bar, english) in pairs.items()]

    rows: list[dict[str, Any]] = [
        {"kind": "choice", "label_de": "Haben Sie schon gelötet?", "label_en": "Have you soldered before?",
         "why_de": "Damit wir passende Gruppen bilden.", "why_en": "So that we form fitting groups.",
         "choices": choices(never="Noch nie|Never", some="Ein paar Mal|A few times", often="Oft|Often")},
        {"kind": "choice", "group": "access", "label_de": "Was essen Sie?", "label_en": "What do you eat?",
         "why_de": "Für die Küche; nur das Haus sieht es.", "why_en": "For the kitchen; only the house sees it.",
         "choices": choices(everything="Alles|Everything", vegetarian="Vegetarisch|Vegetarian", vegan="Vegan|Vegan")},
        {"kind": "text", "group": "access", "label_de": "Was vertragen Sie nicht?",
         "label_en": "What must you avoid?", "why_de": "Für die Küche; nur das Haus sieht es.",
         "why_en": "For the kitchen; only the house sees it."},
    ]  # fmt: skip
    return [admissions.save_question(admission, None, row, by=by) for row in rows]


def _evening(host: Organization, people: People, day: date, by: str) -> None:
    event = _event(
        host, "community-evening", _at(day, 18), hours=3, by=by, slug=EVENING, mode="hybrid", capacity=40,
        online_url="https://stream.example/werkstatt", online_link_hidden=True,
        title_de=f"Abend der offenen Werkstatt ({FICTIONAL})", title_en="Open workshop evening (fictional data)",
        summary_de="Vor Ort oder am Bildschirm: Plätze für beides getrennt. Erfunden zum Ausprobieren.",
        summary_en="On site or on a screen: separate seats for both. Invented to try things with.",
    )  # fmt: skip
    values = {
        "is_open": True,
        "confirmation": "at_once",
        "most_heads": 5,
        "consents_asked": ["photo", "list"],
    }
    seats = {"onsite": 40, "online": None}
    admission = registration.open_admission(event, values=values, seats=seats, by=by)
    onsite, online = admission.capacities.order_by("-mode")
    for number in range(18):
        _guest(admission, people, capacity=online if number % 3 == 2 else onsite)
    wishes = (SeatWish(people.next()[0]), SeatWish(people.next()[0]), SeatWish())
    _guest(admission, people, capacity=onsite, kind="group", heads=3, seats=wishes)


def _series(host: Organization, people: People, first: date, by: str) -> EventSeries:
    values = {"title_de": SERIES_TITLE, "title_en": "Four evenings of data (fictional data)",
              "summary_de": "Eine Anmeldung für alle vier Abende. Erfunden zum Ausprobieren."}  # fmt: skip
    series = events.create_series(by=by, values=values, organizers=[host])
    for number in range(4):
        _event(
            host, "workshop", _at(first + timedelta(weeks=number), 17), hours=2, by=by, series=series, capacity=20,
            slug=f"datenwerkstatt-{number + 1}-fiktiv",
            title_de=f"Datenwerkstatt, {number + 1}. Abend ({FICTIONAL})",
            title_en=f"Data workshop, evening {number + 1} (fictional data)",
            summary_de="Teil einer Reihe mit einer gemeinsamen Anmeldung. Fiktive Daten.",
            summary_en="Part of a series with one registration for all. Fictional data.",
        )  # fmt: skip
    admission = registration.open_admission(series, values={"is_open": True}, seats={"": 20}, by=by)
    for _number in range(6):
        _guest(admission, people)
    return series


def _reception(host: Organization, people: People, day: date, by: str) -> None:
    event = _event(
        host, "networking-evening", _at(day, 19), hours=2, by=by, slug=RECEPTION, capacity=60,
        title_de=f"Empfang der Probenfreunde ({FICTIONAL})", title_en="Reception of friends (fictional data)",
        summary_de="Nur mit Einladung; wer nicht kann, sagt mit einem Klick ab. Erfunden zum Ausprobieren.",
        summary_en="By invitation only; who cannot come says so with one click. Invented to try things with.",
    )  # fmt: skip
    values = {"is_open": True, "access": "invited"}
    admission = registration.open_admission(event, values=values, seats={"": 60}, by=by)
    guests = [admissions.Guest(*people.next()) for _number in range(9)]
    admissions.invite(admission, guests, by=by)
    for number, invitation in enumerate(admission.invitations.order_by("pk")[:5]):
        registration.answer_invitation(invitation, comes=number != 3)


def _visit(host: Organization, people: People, day: date, by: str) -> None:
    event = _event(
        host, "apprentice-day", _at(day, 9), hours=4, by=by, slug=VISIT, capacity=80,
        title_de=f"Klassenbesuch im Probenhaus ({FICTIONAL})", title_en="Class visit (fictional data)",
        summary_de="Schulklassen melden sich als Zahl an, Betriebe ihre Auszubildenden als Gruppe. Fiktive Daten.",
        summary_en="Classes register as a number, companies their apprentices as a group. Fictional data.",
    )  # fmt: skip
    values = {"is_open": True, "needs_approval": True, "most_heads": 35, "takes_headcounts": True,
              "takes_minors": True}  # fmt: skip
    admission = registration.open_admission(event, values=values, seats={"": 80}, by=by)
    for school, heads in (("Probenschule (fiktiv)", 28), ("Musterschule (fiktiv)", 24)):
        made = _guest(admission, people, kind="headcount", heads=heads, organization=school)
        registration.confirm(registration.approve(made, by=by))
    wishes = tuple(SeatWish(people.next()[0], is_minor=number < 2) for number in range(6))
    _guest(admission, people, kind="group", heads=6, seats=wishes, organization="Musterbetrieb (fiktiv)")
