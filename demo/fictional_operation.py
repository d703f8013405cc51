"""The fictional operation: its organisations, events, the people who registered, and the phones that scanned them.

What is loaded stands in `proof-2024/people.yaml`. Everything goes through the same actions as in real use. Nothing of
it is released, so that the public pages of the year 2024 show real facts alone.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import count
from typing import Any

from django.utils import timezone

from kogge.network.accounts.models import Membership, Role, User
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Organization, Person, Place
from kogge.network.grants import actions as grants
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event, EventSeries
from kogge.prove.hours import settling
from kogge.take_part.attendance import actions as attendance
from kogge.take_part.checkin import actions as door
from kogge.take_part.checkin import sync
from kogge.take_part.checkin.facts import milliseconds
from kogge.take_part.checkin.incoming import Incoming
from kogge.take_part.checkin.models import Device, Gate
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.applications import Application
from kogge.take_part.registration.known_people import link_people
from kogge.take_part.registration.models import Admission, Registration

from .convention_plan import BERLIN
from .rehearsal import HOUSE, People

FICTIONAL = "Fiktive Daten"
FIRST_NUMBER = 120  # the names before it belong to the rehearsal and the convention
HOST, OFFICE, DOOR, AUDITOR = (f"{name}@kogge.example" for name in ("host", "office", "door", "auditor"))
NUMBERS = uuid.UUID("8f6f2f0e-9d5c-5b0a-a1d7-3f4f8f8a2024")


@dataclass
class Scene:
    """Everything that was made so far."""

    plan: Mapping[str, Any]
    by: str
    events: dict[str, Event] = field(default_factory=dict)
    series: dict[str, EventSeries] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    registrations: dict[tuple[str, str], Registration] = field(default_factory=dict)

    @cached_property
    def host(self) -> User:
        return User.objects.get(email=HOST)

    @cached_property
    def office(self) -> User:
        return User.objects.get(email=OFFICE)

    @cached_property
    def operation(self) -> Operation:
        return Operation.objects.get(slug=self.plan["operation"]["slug"])

    @cached_property
    def other(self) -> Operation:
        return Operation.objects.get(slug=self.plan["other_operation"]["slug"])

    def centre(self, slug: str) -> Organization:
        return Organization.objects.get(slug=slug)

    # Who and what

    def build(self) -> None:
        """Organisations, who works for them, the operations, series and events."""
        found = [self._organization(row) for row in self.plan["organizations"]]
        profile = FunderProfile.objects.get(key="esf-plus")
        for key in ("operation", "other_operation"):
            row = dict(self.plan[key])
            values = row | {"profile": profile, "beneficiary": found[0], "source_note": FICTIONAL}
            values |= {
                "description_de": "Erfunden. Fiktive Daten.",
                "description_en": "Invented. Fictional data.",
            }
            grants.put_operation(by=self.by, slug=values.pop("slug"), values=values, organizations=found[1:])
        for key, row in self.plan["series"].items():
            self._series(key, row)
        for key, row in self.plan["events"].items():
            day, last = row["day"], row.get("last", row["day"])
            self._event(key, row, _at(day, row["from"]), _at(last, row["until"]))

    def _organization(self, row: Mapping[str, Any]) -> Organization:
        roles = ((HOST, Role.EDITOR), (DOOR, Role.DOOR), (AUDITOR, Role.AUDITOR))
        for email, role in roles:
            if user := User.objects.filter(email=email).first():
                Membership.objects.get_or_create(
                    user=user,
                    organization_slug=row["slug"],
                    role=role,
                    defaults={"valid_from": date(2022, 1, 1)},
                )
        values = {
            "name": row["name"],
            "kind": "association",
            "facts": {"fictional": True},
            "source_note": FICTIONAL,
        }
        return directory.put_organization(by=self.by, slug=row["slug"], values=values)

    def _series(self, key: str, row: Mapping[str, Any]) -> None:
        values = {"title_de": row["title"], "title_en": row["title_en"], "rule_required": 3, "rule_of": 4}
        centre = self.centre(row["centre"])
        self.series[key] = events.create_series(by=self.by, values=values, organizers=[centre])
        for number, day in enumerate(row["days"], 1):
            starts = _at(day, row["from"])
            titles = {
                "title": f"{row['title']}, Termin {number}",
                "title_en": f"{row['title_en']}, date {number}",
            }
            ends = starts + timedelta(hours=row["hours"])
            self._event(f"{key}{number}", {**row, **titles}, starts, ends, series=self.series[key])

    def _event(self, key: str, row: Mapping[str, Any], starts: datetime, ends: datetime, **more: Any) -> None:
        """One event that took place; the public sees nothing of it."""
        operation = self.other if row.get("other") else self.operation
        made = events.create_event(by=self.by, format_key=row["format"], lead=self.centre(row["centre"]), values={
            "slug": f"probe-{key.lower()}-fiktiv", "title_de": row["title"], "title_en": row["title_en"],
            "summary_de": "Erfunden, um Nachweise auszuprobieren. Fiktive Daten.", "starts_at": starts, "ends_at": ends,
            "summary_en": "Invented to try proof with. Fictional data.", "place": Place.objects.get(slug=HOUSE),
            "mode": "onsite", "cost": "free", "operation": operation, "funding": "operation", "state": "held",
            "capacity": 40, "source_note": FICTIONAL, "facts": {"fictional": True}, **more,
        })  # fmt: skip
        self.events[key] = made
        at_door = door.door_of(made)
        gate = Gate(name="Eingang (fiktiv)", direction=Gate.Direction.BOTH)
        self.gates[key] = door.save_gate(at_door, gate, by=self.host)
        device = door.add_device(at_door, "Telefon am Einlass (fiktiv)", [self.gates[key]], by=self.host)
        secret = door.pairing_link(device, by=self.host).rpartition("#pair=")[2]
        self.devices[key], _token = door.pair(secret, "Demo", by=self.by)

    # Who was there

    def register(self) -> None:
        """Everybody fills in the form, once for a series, and clicks on the link in the mail."""
        terms = {"is_open": True, "confirmation": "at_once", "keep_days": 3650}
        things: dict[str, Event | EventSeries] = {
            **self.series,
            **{key: self.events[key] for key in self.plan["events"]},
        }
        admissions = {
            key: registration.open_admission(thing, values=terms, seats={"": 40}, by=self.by)
            for key, thing in things.items()
        }
        people = People(count(FIRST_NUMBER))
        names: dict[str, str] = {}
        for key, row in self.plan["people"].items():
            name, email = people.next()
            names[key] = names[row["same_as"]] if "same_as" in row else name
            for scope in sorted({one[0] for one in row["at"].split()}):
                self.registrations[key, scope] = self._register(
                    admissions[scope], f"proof:{scope}:{key}", names[key], email, row.get("company", "")
                )
        for one in admissions.values():
            registration.change_admission(one, values={"is_open": False}, by=self.by)
        while link_people():
            pass

    def _register(
        self, admission: Admission, key: str, name: str, email: str, organization: str
    ) -> Registration:
        capacity = admission.capacities.get(session=None)
        wish = Application(
            name=name, email=email, capacity_id=capacity.pk, idempotency_key=key, organization=organization
        )
        registration.register(admission, wish)
        return registration.confirm(Registration.objects.get(idempotency_key=key))

    def let_in(self) -> None:
        """A phone scans everybody in and out, day by day; one list was kept on paper; somebody walked in."""
        for key, event in self.events.items():
            there = [one for one, row in self.plan["people"].items() if key in row["at"].split()]
            if key in self.plan["paper_lists"]:
                self._type(key, there)
            else:
                sync.store(
                    self.gates[key].door,
                    self._scans(key, event, there),
                    device=self.devices[key],
                    by="device",
                )
        for key, name in self.plan["walk_ins"].items():
            self._walk_in(key, name)
        for key, (low, value, high) in self.plan["head_counts"].items():
            attendance.count_heads(
                self.gates[key].door, None, counted_at=_days(self.events[key])[0][0] + timedelta(hours=1),
                method="estimate", low=low, value=value, high=high, note=FICTIONAL, by=self.host,
            )  # fmt: skip
        settling.bring_in_step(self.events.values())

    def _scans(self, key: str, event: Event, there: Iterable[str]) -> list[Incoming]:
        serials = [self.registrations[one, key[0]].serial for one in there]
        return [
            self._scan(key, kind, moment, serial)
            for first, last in _days(event) for kind, moment in (("in", first), ("out", last)) for serial in serials
        ]  # fmt: skip

    def _scan(self, key: str, kind: str, moment: datetime, serial: str = "", **more: Any) -> Incoming:
        at = milliseconds(moment)
        uid = uuid.uuid5(NUMBERS, f"{key}:{kind}:{at}:{serial}")
        return Incoming(
            uid=uid, gate=self.gates[key].pk, kind=kind, source=more.pop("source", "scan"), at=at, serial=serial,
            last_sync=at, sequence=at, shown="left" if kind == "out" else "admitted", **more,
        )  # fmt: skip

    def _walk_in(self, key: str, name: str) -> None:
        first, _last = _days(self.events[key])[0]
        one = self._scan(key, "in", first, source="walk_in", name=name)
        sync.store(self.gates[key].door, [one], device=self.devices[key], by="device")

    def _type(self, key: str, there: Iterable[str], reason: str = "") -> None:
        heads = {self.registrations[one, key[0]].serial: 1 for one in there}
        for kind, moment in zip(("in", "out"), _days(self.events[key])[0], strict=True):
            attendance.type_list(self.gates[key], heads, kind=kind, at=moment, by=self.host, reason=reason)

    def person(self, key: str) -> Person:
        scope = self.plan["people"][key]["at"][0]
        found = Registration.objects.select_related("person").get(pk=self.registrations[key, scope].pk).person
        assert found is not None
        return found


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=BERLIN)


def _days(event: Event) -> list[tuple[datetime, datetime]]:
    """From when to when somebody was there, for each day of the event."""
    assert event.starts_at is not None
    assert event.ends_at is not None
    first, last = timezone.localtime(event.starts_at, BERLIN), timezone.localtime(event.ends_at, BERLIN)
    days = range((last.date() - first.date()).days + 1)
    return [
        (
            first + timedelta(days=day),
            datetime.combine(first.date() + timedelta(days=day), last.time(), tzinfo=BERLIN),
        )
        for day in days
    ]
