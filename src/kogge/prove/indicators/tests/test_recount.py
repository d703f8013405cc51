"""Whatever the order of attendance, answers, corrections and merges: the numbers are those of a naive recount."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.network.accounts.tests import cast
from kogge.network.directory.actions import merging
from kogge.prove.hours import settling
from kogge.prove.indicators import reports

from .scene import EMPLOYED, UNEMPLOYED, Scene, build

NAMES = ("Ada", "Ben", "Cem", "Dana")
DAYS = tuple(date(2024, 1, 10) + timedelta(days=45 * number) for number in range(4))
ANSWERS = (EMPLOYED, UNEMPLOYED, {"gender": "female"})
attended = st.tuples(
    st.just("attend"), st.sampled_from(NAMES), st.integers(0, 3), st.sampled_from((None, 0, 120, 240, 480))
)
answered = st.tuples(st.just("answer"), st.sampled_from(NAMES), st.integers(0, 2), st.just(0))
merged = st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES), st.just(0))
steps = st.lists(st.one_of(attended, attended, attended, answered, merged), max_size=14)


def naive(
    minutes: dict[tuple[str, int], int], answers: dict[str, dict[str, Any]], into: dict[str, str]
) -> Any:
    """Count with nothing but loops: what each human has, and what they said."""
    root = {name: name for name in NAMES}
    for name in NAMES:
        while root[name] in into:
            root[name] = into[root[name]]
    spent: Counter[str] = Counter()
    seen: dict[tuple[str, int], int] = {}
    for (name, event), many in minutes.items():
        key = (root[name], event)
        seen[key] = max(seen.get(key, 0), many)
    for (name, _event), many in seen.items():
        spent[name] += many
    complete, employed = 0, 0
    reached = [name for name in set(root.values()) if spent[name] >= 480]
    for name in reached:
        own = answers.get(name) or next(
            (answers[one] for one in NAMES if root[one] == name and one in answers), {}
        )
        if len(own) == 4:
            complete += 1
            employed += own["employment"] == "employed"
    return len({name for name, _event in seen}), complete, employed, len(reached) - complete


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=steps)
def test_any_order_gives_the_naive_recount(plan: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        try:
            _walk(build(), plan)
        finally:
            transaction.set_rollback(True)


def _walk(scene: Scene, plan: list[tuple[Any, ...]]) -> None:
    office = cast.office()
    events = [scene.event(day) for day in DAYS]
    minutes: dict[tuple[str, int], int] = {}
    answers: dict[str, dict[str, Any]] = {}
    into: dict[str, str] = {}
    for what, name, number, many in plan:
        if what == "attend" and name not in into:
            scene.attend(name, events[number], many)
            minutes.pop((name, number), None)
            if many is not None:
                minutes[name, number] = many
        elif what == "merge" and name != number and not {name, number} & into.keys():
            merging.merge(scene.person(number), scene.person(name), by=office, reason="the same")
            into[name] = number
        elif what == "answer" and name not in into and _enrolled(scene, name):
            scene.answer(name, ANSWERS[number], date(2024, 7, 1))
            answers[name] = dict(ANSWERS[number])
    content = reports.compute(scene.operation, date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    found = {line.code: int(line.value) for line in content.result.lines}
    people = next(one.value for one in content.result.counters if one.key == "people")
    assert (people, found["EECO01"], found["EECO05"], content.result.incomplete) == naive(
        minutes, answers, into
    )
    assert found["EECO01"] == found["EECO02"] + found["EECO04"] + found["EECO05"]


def _enrolled(scene: Scene, name: str) -> bool:
    scene_people = scene.operation.participants.filter(person=scene.person(name))
    settling.bring_in_step()
    return scene_people.exists()
