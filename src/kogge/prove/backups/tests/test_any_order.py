"""Whatever happens to people in whatever order, what an operation counts is what a naive recount says."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.network.directory.models import Person, PersonMerge
from kogge.prove.backups import again
from kogge.prove.duplicates import actions as duplicates
from kogge.prove.hours import queries, settling
from kogge.prove.indicators.tests.scene import Scene, build
from kogge.prove.keeping import erasure, ledger, tombstones
from kogge.prove.keeping.tests.conftest import fresh

NAMES = ("Alma", "Bela", "Cleo", "Dora")
STEPS = st.one_of(
    st.tuples(st.just("attend"), st.integers(0, 3), st.integers(0, 2), st.integers(30, 480)),
    st.tuples(st.just("merge"), st.integers(0, 3), st.integers(0, 3), st.just(0)),
    st.tuples(st.just("undo"), st.just(0), st.just(0), st.just(0)),
    st.tuples(st.just("erase"), st.integers(0, 3), st.just(0), st.just(0)),
    st.tuples(st.just("restore"), st.integers(0, 3), st.just(0), st.just(0)),
)


class Naive:
    """Who is whom and who was where, with nothing but dictionaries: the newest word about each ticket counts."""

    def __init__(self) -> None:
        self.stands_for = {name: name for name in NAMES}
        self.said: dict[tuple[str, int], int] = {}

    def root(self, name: str) -> str:
        return name if self.stands_for[name] == name else self.root(self.stands_for[name])

    def minutes(self) -> list[int]:
        by_event: dict[tuple[str, int], int] = defaultdict(int)
        for (name, event), minutes in self.said.items():
            place = (self.root(name), event)
            by_event[place] = max(by_event[place], minutes)
        total: dict[str, int] = defaultdict(int)
        for (name, _event), minutes in by_event.items():
            total[name] += minutes
        return sorted(total.values())


@pytest.mark.slow
@hypothesis_settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(STEPS, min_size=3, max_size=9))
@pytest.mark.django_db
def test_any_order_of_merges_erasures_and_restores_counts_as_a_naive_recount(
    steps: list[tuple[str, int, int, int]],
) -> None:
    """Issue 4, 5: no person counts twice, and an erased one counts as before."""
    with transaction.atomic():
        ledger.path().unlink(missing_ok=True)
        scene, naive = build(), Naive()
        events = [scene.event(date(2024, 3, 1) + timedelta(days=day)) for day in range(3)]
        rows = {name: scene.person(name) for name in NAMES}
        stored = {
            name: dict(Person.objects.filter(pk=row.pk).values("name", "email", "facts").get())
            for name, row in rows.items()
        }
        for what, first, second, minutes in steps:
            _do(what, (NAMES[first], NAMES[second]), (second, minutes), scene, naive, rows, events, stored)
        settling.bring_in_step()
        assert sorted(queries.minutes_by_person(scene.operation).values()) == naive.minutes()
        assert settling.faults() == []
        transaction.set_rollback(True)


def _do(what, names, fact, scene: Scene, naive: Naive, rows, events, stored) -> None:  # type: ignore[no-untyped-def]
    name, other = names
    person = fresh(rows[name]) if Person.objects.filter(pk=rows[name].pk).exists() else None
    if person is None or (what != "restore" and tombstones.is_erased(person)):
        return
    if what == "attend":
        event, minutes = fact
        scene.attend(name, events[event], minutes)
        naive.said[name, event] = minutes
    elif what == "merge":
        try:
            with transaction.atomic():
                duplicates.merge(person, fresh(rows[other]), by="test", reason="same")
        except (Refused, Person.DoesNotExist):
            return
        naive.stands_for[other] = name
    elif what == "undo" and (merge := PersonMerge.objects.filter(undone_at=None).order_by("-pk").first()):
        try:
            duplicates.undo(merge, by="test")
        except Refused:
            return
        naive.stands_for[next(key for key, row in rows.items() if row.pk == merge.merged_id)] = next(
            key for key, row in rows.items() if row.pk == merge.merged_id
        )
    elif what == "erase":
        erasure.erase(person, by="test")
    elif what == "restore" and tombstones.is_erased(person):
        Person.objects.filter(pk=person.pk).update(**stored[name], slug=f"again-{person.pk}")
        again.replay()
        assert tombstones.is_erased(fresh(person)) or not Person.objects.filter(pk=person.pk).exists()
