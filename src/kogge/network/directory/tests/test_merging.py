"""Two records of one human: merged by hand, undone completely."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core import former_addresses
from kogge.core.models import FormerAddress
from kogge.core.refusals import Refused
from kogge.network.directory import actions
from kogge.network.directory.jobs import forget_old_merges
from kogge.network.directory.models import Appearance, OfficeTerm, Person, Profile

from . import cast

pytestmark = pytest.mark.django_db


def other(**values: Any) -> Person:
    return actions.put_person(by="test", slug="ada-a", values={"name": "Ada A. Anchor", **values})


def state() -> dict[str, Any]:
    """Everything a merge may touch, without the merge's own row."""
    return {
        "people": list(
            Person.objects.order_by("pk").values(
                "slug", "name", "title", "email", "also_called", "refs", "facts", "source_note", "merged_into"
            )
        ),
        "appearances": list(Appearance.objects.order_by("pk").values("pk", "person__slug", "role")),
        "terms": list(OfficeTerm.objects.order_by("pk").values("pk", "person__slug", "kind")),
        "profiles": list(
            Profile.objects.order_by("pk").values("person__slug", "biography_en", "released_at")
        ),
        "redirects": list(FormerAddress.objects.values_list("path", "moved_to")),
    }


def test_the_kept_record_stands_for_both():
    kept = cast.ada(appearances=[{"role": "Captain"}])
    merged = other(title="Dr.", appearances=[{"role": "Speaker"}], office_terms=[{"kind": "ambassador"}])
    actions.release_profile(merged, by="test")
    actions.merge(kept, Person.objects.get(pk=merged.pk), by="test", reason="Same mail address.")
    kept = Person.objects.get(pk=kept.pk)
    assert (kept.title, kept.also_called, kept.is_public) == ("Dr.", ["Ada A. Anchor"], True)
    assert sorted(kept.appearances.values_list("role", flat=True)) == ["Captain", "Speaker"]
    assert kept.office_terms.count() == 1
    assert former_addresses.former_paths("/people/ada-anchor/") == ["/people/ada-a/"]
    assert not Person.objects.get(slug="ada-a").is_public


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_merge_needs_a_reason(reason: str):
    with pytest.raises(Refused, match="how you know"):
        actions.merge(cast.ada(), other(), by="test", reason=reason)


def test_nobody_is_merged_with_themselves_or_twice():
    ada, second = cast.ada(), other()
    with pytest.raises(Refused, match="one and the same"):
        actions.merge(ada, ada, by="test", reason="x")
    actions.merge(ada, second, by="test", reason="x")
    with pytest.raises(Refused, match="merged before"):
        actions.merge(ada, second, by="test", reason="x")
    with pytest.raises(Refused, match="record that was kept"):
        actions.release_profile(second, by="test")


def test_after_thirty_days_it_stays():
    row = actions.merge(cast.ada(), other(), by="test", reason="x")
    with (
        time_machine.travel(timezone.now() + timedelta(days=31), tick=False),
        pytest.raises(Refused, match="30 days only"),
    ):
        actions.undo_merge(row, by="test")


def test_what_undid_a_merge_is_forgotten_after_thirty_days_and_not_before():
    row = actions.merge(cast.ada(), other(email="a@anchor.example"), by="test", reason="Same voice.")
    assert forget_old_merges() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert (forget_old_merges(), forget_old_merges()) == (1, 0)
    row.refresh_from_db()
    assert (row.moved, row.reason) == ({}, "")


def test_what_was_edited_after_the_merge_stays_after_undoing_it():
    kept = cast.ada()
    row = actions.merge(kept, other(title="Dr."), by="test", reason="x")
    actions.change(Person.objects.get(pk=kept.pk), by="test", values={"title": "Prof."})
    row.refresh_from_db()
    actions.undo_merge(row, by="test")
    assert Person.objects.get(pk=kept.pk).title == "Prof."


_WORDS = st.text("abc é", max_size=6)
_PERSON = st.fixed_dictionaries({
    "title": _WORDS.map(str.strip),
    "email": st.sampled_from(["", "a@anchor.example", "b@anchor.example"]),
    "also_called": st.lists(_WORDS, max_size=3, unique=True),
    "refs": st.lists(st.sampled_from([{"source": "A"}, {"source": "B", "lines": [1]}]), max_size=2, unique_by=str),
    "facts": st.dictionaries(_WORDS, _WORDS, max_size=2),
    "source_note": _WORDS.map(str.strip),
    "appearances": st.lists(
        st.fixed_dictionaries({"role": st.sampled_from(["Captain", "Cook"]), "valid_from": st.dates(
            date(2020, 1, 1), date(2024, 12, 31))}), max_size=3, unique_by=str),
    "office_terms": st.lists(st.just({"kind": "ambassador"}), max_size=1),
})  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=_PERSON, two=_PERSON, released=st.sets(st.sampled_from(["ada-anchor", "ada-a"])))
def test_merge_then_undo_restores_everything(db: None, one: dict, two: dict, released: set[str]):
    Person.objects.all().delete()
    FormerAddress.objects.all().delete()
    cast.ada(**one)
    other(**two)
    for slug in released:
        actions.release_profile(Person.objects.get(slug=slug), by="test")
    before = state()
    kept, merged = Person.objects.get(slug="ada-anchor"), Person.objects.get(slug="ada-a")
    row = actions.merge(kept, merged, by="test", reason="Same voice.")
    assert state() != before
    row.refresh_from_db()
    actions.undo_merge(row, by="test")
    assert state() == before
