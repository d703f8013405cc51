"""Questions about rules: their dates and rounds, who stands where, and what no longer follows from attendance."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import organizations_of
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event, EventSeries
from kogge.prove.badges import earning
from kogge.prove.hours.models import Credit

from .models import Assessment, Certificate, CertificateRule, RuleVersion

_NO_DATE = {Event.State.IDEA, Event.State.CANCELLED, Event.State.POSTPONED}


@dataclass(frozen=True)
class Round:
    """The dates that count together, in order. `of`: how many there are once all are planned."""

    number: int
    events: tuple[Event, ...]
    of: int

    @property
    def is_over(self) -> bool:
        """Whether the last date has passed (the day after it, so that every door has been heard)."""
        last = max((one.sort_on or date.max for one in self.events), default=date.max)
        return len(self.events) == self.of and last < timezone.localdate()

    @property
    def has_begun(self) -> bool:
        """Whether somebody may rely on the rule already."""
        today = timezone.localdate()
        return any(one.starts_on is not None and one.starts_on <= today for one in self.events)


@dataclass(frozen=True)
class Row:
    """One person under a rule: how they stand and what they hold."""

    person: Person
    standing: earning.Standing
    certificate: Certificate | None

    @property
    def is_earned(self) -> bool:
        return self.standing.earned


def rules_of(user: User) -> QuerySet[CertificateRule]:
    """Rules of the organisations the user may see certificates of, with their versions."""
    slugs = organizations_of(user, "certificate.see")
    return with_dates() if slugs is None else with_dates().filter(organization__slug__in=slugs)


def with_dates() -> QuerySet[CertificateRule]:
    """Rules with all that `rounds_of` reads, in a constant number of queries."""
    events = Event.objects.select_related("operation__profile")
    return CertificateRule.objects.select_related("organization", "series").prefetch_related(
        "versions", Prefetch("events", events), Prefetch("series__events", events)
    )


def with_sheet() -> QuerySet[Certificate]:
    """Certificates with all that their sheet reads."""
    return Certificate.objects.select_related(
        "rule__organization", "version", "template", "person", "replaced_by"
    )


def questioned(user: User) -> QuerySet[Certificate]:
    """Valid certificates that attendance no longer carries: somebody has to decide."""
    slugs = organizations_of(user, "certificate.see")
    found = Certificate.objects.filter(state="issued", questioned_at__isnull=False).select_related("rule")
    return found if slugs is None else found.filter(rule__organization__slug__in=slugs)


def series_for(user: User) -> QuerySet[EventSeries]:
    """Series of the user's organisations that have no rule yet."""
    slugs = organizations_of(user, "certificate.issue")
    free = EventSeries.objects.filter(certificate_rule=None)
    return free if slugs is None else free.filter(organizers__slug__in=slugs).distinct()


def events_for(user: User) -> QuerySet[Event]:
    """Events of the user's organisations, the newest first."""
    return Event.objects.editable_by(user).exclude(state__in=_NO_DATE).reverse()


def current(rule: CertificateRule) -> RuleVersion:
    """The conditions that count now. Reads prefetched `versions`."""
    return max(rule.versions.all(), key=lambda one: one.number)


def dates_of(rule: CertificateRule) -> list[Event]:
    """The dates of a rule in order; what was called off is none."""
    found = rule.series.events.all() if rule.series else rule.events.all()
    events = [one for one in found if one.state not in _NO_DATE]
    return sorted(events, key=lambda one: (one.sort_on or date.max, one.starts_at or timezone.now(), one.pk))


def rounds_of(rule: CertificateRule) -> list[Round]:
    """The rounds of a rule: one, or for "three of four" of a long series one for each four dates."""
    events = {one.pk: one for one in dates_of(rule)}
    out_of = current(rule).out_of
    return [
        Round(number, tuple(events[pk] for pk in keys), out_of or len(keys))
        for number, keys in enumerate(earning.rounds(list(events), out_of), 1)
    ]


def standings(
    rule: CertificateRule, found: Round, people: Iterable[int] | None = None
) -> dict[int, earning.Standing]:
    """How everybody stands who attended a date of this round, or these people, by the conditions of today."""
    dates = [one.pk for one in found.events]
    credits = Credit.objects.filter(event__in=dates).order_by()
    passed = Assessment.objects.filter(rule=rule, passed=True)
    if people is not None:
        chosen = list(people)
        credits, passed = credits.filter(person__in=chosen), passed.filter(person__in=chosen)
    presences = (earning.Presence(*row) for row in credits.values_list("person", "event", "minutes"))
    return earning.standings(
        current(rule).conditions, dates, presences, set(passed.values_list("person", flat=True))
    )


def rows(rule: CertificateRule, found: Round) -> list[Row]:
    """Everybody of a round by name, with what they hold."""
    held = {
        one.person_id: one
        for one in Certificate.objects.filter(rule=rule, round=found.number, state="issued")
    }
    standing = standings(rule, found)
    people = Person.objects.filter(pk__in={*standing, *(pk for pk in held if pk)})
    none = earning.standing(current(rule).conditions, {}, passed=False)
    listed = [Row(one, standing.get(one.pk, none), held.get(one.pk)) for one in people]
    return sorted(listed, key=lambda row: row.person.name.casefold())


def printed_assessment(rule: CertificateRule, person: Person) -> dict[str, str]:
    """The last passed assessment as a certificate names it; nothing where there is none."""
    passed = Assessment.objects.filter(rule=rule, person=person, passed=True).order_by("-on", "-pk").first()
    return passed.as_printed if passed else {}


def assessments_of(people: Iterable[int]) -> QuerySet[Assessment]:
    """What these people were assessed in."""
    return Assessment.objects.filter(person__in=people)


def no_longer_followed() -> Iterator[Certificate]:
    """Valid certificates that the attendance of today does not carry any more, or held twice after a merge."""
    valid = Certificate.objects.filter(state="issued", erased_at=None, person__isnull=False)
    valid = valid.select_related("version", "person", "rule").order_by("pk")
    credited = _credited(valid)
    passed = set(Assessment.objects.filter(passed=True).values_list("rule", "person"))
    for one in valid.iterator(chunk_size=1000):
        dates = {row["event"] for row in one.content["dates"]}
        known = credited.get(one.person_id or 0, {}).items()
        mine = {event: minutes for event, minutes in known if event in dates}
        stand = earning.standing(one.version.conditions, mine, passed=(one.rule_id, one.person_id) in passed)
        if not mine or not stand.earned or one.person.merged_into_id:  # type: ignore[union-attr]
            yield one


def _credited(valid: QuerySet[Certificate]) -> Mapping[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    credits = Credit.objects.filter(person__in=valid.order_by().values("person")).order_by()
    for person, event, minutes in credits.values_list("person", "event", "minutes").iterator(chunk_size=5000):
        found.setdefault(person, {})[event] = minutes
    return found
