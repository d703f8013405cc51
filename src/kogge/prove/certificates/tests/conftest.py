"""Four Thursdays of the harbour centre, paid by an operation, with a rule: three of four."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization, Person
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events.models import Event, EventOrganizer, EventSeries
from kogge.prove.badges.earning import Conditions
from kogge.prove.hours.models import Credit

from .. import actions, queries
from ..models import Certificate, CertificateRule


@dataclass
class Series:
    """The scene, and what happens in it."""

    rule: CertificateRule
    series: EventSeries
    events: list[Event]
    emil: User

    @property
    def round(self) -> queries.Round:
        rule = queries.with_dates().get(pk=self.rule.pk)
        return queries.rounds_of(rule)[0]

    def comes(self, name: str, dates: int, minutes: int = 90, **more: Any) -> Person:
        """Somebody attends the first so many dates."""
        number = Person.objects.count()
        email = more.pop("email", f"guest{number}@visitors.example")
        person = Person.objects.create(slug=f"guest-{number}", name=name, email=email, **more)
        for event in self.events[:dates]:
            Credit.objects.create(
                person=person, event=event, on=event.starts_on, minutes=minutes, proofs=["scan"]
            )
        return person

    def issue(self, person: Person) -> Certificate:
        return actions.issue_one(self.rule, self.round, person, by=self.emil)


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    """Keys of this test alone."""
    settings.KEYS, settings.SITE_URL = tmp_path / "keys", "https://network.example"
    return tmp_path


@pytest.fixture
def emil(db: None) -> User:
    return cast.editor()


@pytest.fixture
def harbour(db: None) -> Organization:
    return Organization.objects.create(
        slug=cast.HARBOUR, name="Hafenzentrum", kind="digital_innovation_centre", is_public=True
    )


@pytest.fixture
def weekly(harbour: Organization, emil: User) -> Series:
    """The last of the four was a week ago."""
    translation.activate("en")
    profile = FunderProfile.objects.create(
        key="social-fund", name="Social fund", statement_de="Kofinanziert von der Europäischen Union",
        statement_en="Co-funded by the European Union", emblem="eu",
    )  # fmt: skip
    operation = Operation.objects.create(
        slug="phase-one", title="Erste Phase", title_en="Phase one", profile=profile,
        starts_on=date(2020, 1, 1), ends_on=date(2035, 12, 31),
    )  # fmt: skip
    series = EventSeries.objects.create(slug="boost", title_de="Wissensboost", title_en="Knowledge boost")
    series.organizers.add(harbour)
    events = [
        an_event(harbour, number, series=series, operation=operation, funding="operation")
        for number in range(4)
    ]
    rule = actions.create_rule(
        by=emil, organization=harbour, series=series, conditions=Conditions(3, 0, False), out_of=4,
        values={"title_de": "Wissensboost", "title_en": "Knowledge boost", "contents_de": "Daten schützen\nKI nutzen"},
    )  # fmt: skip
    return Series(rule, series, events, emil)


def an_event(lead: Organization, number: int, *, ago: int = 28, **more: Any) -> Event:
    """One Thursday, `ago` days back and then weekly."""
    day = timezone.localdate() - timedelta(days=ago - 7 * number)
    made = Event.objects.create(
        slug=f"date-{Event.objects.count()}", title_de=f"Impuls {number + 1}", title_en=f"Impulse {number + 1}",
        format_key="workshop", state="held", starts_on=day, precision="day", **more,
    )  # fmt: skip
    EventOrganizer.objects.create(event=made, organization=lead, role="lead")
    return made
