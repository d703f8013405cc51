"""Renaming, moving, deleting, releasing: what was true stays true, what was public stays answerable."""

from datetime import date

import pytest
from django.utils import timezone

from kogge.core import history
from kogge.core.models import FormerAddress, HistoryEntry, PublicRevision
from kogge.core.refusals import Refused
from kogge.network.accounts.models import Membership
from kogge.network.accounts.tests.cast import HARBOUR, editor
from kogge.network.directory import actions, nouns
from kogge.network.directory.models import Organization, Person, Place

from . import cast

pytestmark = pytest.mark.django_db


def revision() -> int:
    return PublicRevision.objects.get().number


def test_a_renamed_organisation_keeps_its_old_name_for_earlier_days():
    house = cast.harbour()
    actions.change(house, by="test", values={"name": "Port of Ideas"}, renamed_on=date(2024, 7, 1))
    house = Organization.objects.get(slug=HARBOUR)
    assert house.name_on(date(2024, 6, 30)) == "Harbour Centre"
    assert house.name_on(date(2024, 7, 1)) == "Port of Ideas"
    actions.change(house, by="test", values={"name": "Ideas Ahoy"}, renamed_on=date(2025, 1, 1))
    house = Organization.objects.get(slug=HARBOUR)
    names = [house.name_on(date(*day)) for day in ((2023, 1, 1), (2024, 12, 31), (2025, 1, 1))]
    assert names == ["Harbour Centre", "Port of Ideas", "Ideas Ahoy"]


def test_a_second_renaming_before_the_first_is_refused():
    house = cast.harbour()
    actions.change(house, by="test", values={"name": "Port of Ideas"}, renamed_on=date(2024, 7, 1))
    with pytest.raises(Refused, match="choose a later day") as refusal:
        actions.change(house, by="test", values={"name": "Third"}, renamed_on=date(2024, 1, 1))
    assert refusal.value.field == "renamed_on"


def test_two_names_never_hold_on_the_same_day():
    house = cast.harbour()
    actions.add_row(house, "names", by="test", values={"name": "Old", "valid_until": date(2020, 12, 31)})
    with pytest.raises(Refused, match="already called “Old”"):
        actions.add_row(house, "names", by="test", values={"name": "Older", "valid_until": date(2020, 6, 30)})


def test_a_new_address_leaves_a_redirect_also_from_the_one_before():
    house = cast.harbour()
    member = editor()
    actions.change(house, by="test", values={}, slug="port")
    actions.change(house, by="test", values={}, slug="haven")
    led = dict(FormerAddress.objects.values_list("path", "moved_to"))
    assert led == {
        f"/organizations/{HARBOUR}/": "/organizations/haven/",
        "/organizations/port/": "/organizations/haven/",
    }
    assert Membership.objects.get(user=member).organization_slug == "haven"


def test_going_back_to_the_old_address_ends_the_redirect():
    house = cast.harbour()
    actions.change(house, by="test", values={}, slug="port")
    actions.change(house, by="test", values={}, slug=HARBOUR)
    assert dict(FormerAddress.objects.values_list("path", "moved_to")) == {
        "/organizations/port/": f"/organizations/{HARBOUR}/"
    }


def test_what_is_deleted_says_what_it_was_and_a_hidden_entry_says_nothing():
    actions.delete(cast.harbour(), by="test")
    actions.delete(cast.meadow(is_public=False), by="test")
    assert list(FormerAddress.objects.values_list("path", "moved_to", "label")) == [
        (f"/organizations/{HARBOUR}/", "", "Harbour Centre")
    ]


def test_a_deleted_profile_does_not_name_the_person():
    actions.delete(cast.released_ada(), by="test")
    former = FormerAddress.objects.get()
    assert (former.path, former.label) == ("/people/ada-anchor/", "a person’s profile")


def test_what_is_used_is_not_deleted_and_the_sentence_says_by_whom():
    house, place = cast.harbour(place=cast.pier()), Place.objects.get(slug="pier")
    editor()
    with pytest.raises(Refused, match="used by: organisations: “Harbour Centre”"):
        actions.delete(place, by="test")
    with pytest.raises(Refused, match="1 membership of the team"):
        actions.delete(house, by="test")
    assert Place.objects.filter(slug="pier").exists()


def test_rows_of_a_deleted_person_go_with_it():
    person = cast.ada(appearances=[{"role": "Captain"}])
    actions.delete(person, by="test")
    assert not Person.objects.exists()


def test_a_second_put_with_the_same_values_changes_nothing():
    cast.harbour(also_called=["Harbour"], names=[{"name": "Jetty", "valid_until": 2019}])
    before = (revision(), HistoryEntry.objects.count())
    cast.harbour(also_called=["Harbour"], names=[{"name": "Jetty", "valid_until": 2019}])
    assert (revision(), HistoryEntry.objects.count()) == before


def test_sources_are_added_and_an_undated_row_joins_the_dated_one():
    cast.meadow()
    tandem = {"partner": "meadow-centre", "kind": "tandem"}
    dated = {**tandem, "valid_from": "2022-07", "valid_until": "2025-06", "refs": [{"source": "G1"}]}
    cast.harbour(partnerships=[dated], refs=[{"source": "G1"}])
    cast.harbour(partnerships=[{**tandem, "refs": [{"source": "G2"}]}], refs=[{"source": "G2"}])
    house = Organization.objects.get(slug=HARBOUR)
    row = house.partnerships.get()
    assert house.refs == [{"source": "G1"}, {"source": "G2"}]
    assert (row.refs, row.valid_from) == ([{"source": "G1"}, {"source": "G2"}], date(2022, 7, 1))


def test_history_of_a_person_holds_field_names_only():
    person = cast.ada(email="ada@anchor.example")
    actions.change(person, by="test", values={"email": "captain@anchor.example"})
    told = [str(entry.before) + str(entry.after) + entry.label for entry in history.of(person)]
    assert "anchor" not in "".join(told).casefold()


def test_a_withdrawn_profile_is_gone_at_once_and_advances_the_revision():
    person = cast.released_ada()
    assert person.is_public
    before = revision()
    actions.withdraw_profile(person, by="test")
    assert not Person.objects.get(pk=person.pk).is_public
    assert revision() == before + 1
    actions.withdraw_profile(person, by="test")
    assert revision() == before + 1


def test_an_unknown_slug_gets_a_sentence():
    with pytest.raises(Refused, match="no record with the address “nowhere”") as refusal:
        cast.harbour(parent="nowhere")
    assert refusal.value.field == "parent"
    assert not Organization.objects.exists()


@pytest.mark.parametrize("name", ["Zoë Ångström", "Øresund & Söhne", "  ", "日本"])
def test_every_name_gets_a_free_address(name: str):
    first = actions.create(nouns.PERSON, by="test", values={"name": name.strip() or "x"})
    second = actions.create(nouns.PERSON, by="test", values={"name": name.strip() or "x"})
    assert first.slug
    assert second.slug == f"{first.slug}-2"


def test_a_text_that_is_too_long_is_refused_before_the_database():
    with pytest.raises(Refused) as refusal:
        cast.harbour(name="x" * 201)
    assert refusal.value.field == "name"


def test_everything_is_told_with_time_and_actor():
    user = editor()
    house = cast.harbour()
    actions.change(house, by=user, values={"abbreviation": "HC"})
    entry = history.of(house).first()
    assert (entry.verb, entry.actor, entry.before, entry.after) == (
        "changed", str(user.pk), {"abbreviation": ""}, {"abbreviation": "HC"},
    )  # fmt: skip
    assert (timezone.now() - entry.at).total_seconds() < 60
