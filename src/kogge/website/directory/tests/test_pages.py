"""What visitors see of organisations, people, places, topics, communities and programmes, and what not."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from kogge.network.accounts.tests.cast import HARBOUR
from kogge.network.directory import actions
from kogge.network.directory.models import Area, Organization, Person, Place, Topic
from kogge.network.directory.tests import cast
from kogge.publish.programme import actions as programme
from kogge.publish.programme.tests import cast as fairs

pytestmark = pytest.mark.django_db


def read(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status
    return answer.content.decode()


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found.group(1))


def test_a_page_shows_name_operator_and_partner_of_the_asked_day():
    cast.meadow()
    cast.harbour(
        names=[{"name": "Old Jetty", "valid_until": "2021-12-31"}],
        operators=[
            {"operator": "Old Guild", "valid_until": 2021},
            {"operator": "New Guild", "valid_from": 2022},
        ],
        partnerships=[
            {"partner": "meadow-centre", "kind": "tandem", "valid_from": "2022-07", "valid_until": "2025-06"}
        ],
    )
    before = read(f"/en/organizations/{HARBOUR}/?on=2020-01-01")
    assert "On 1 January 2020 its name was Old Jetty." in before
    assert "<dd>Old Guild</dd>" in before
    assert "Partners on" not in before
    during = read(f"/en/organizations/{HARBOUR}/?on=2024-09-01")
    assert "its name was" not in during
    assert "<dd>New Guild</dd>" in during
    assert "Partners on 1 September 2024" in during
    assert "July 2022 to June 2025" in during


@pytest.mark.parametrize("on", ["soon", "2024-13-01", "", "<script>"])
def test_a_day_that_is_none_means_today(on: str):
    cast.harbour()
    assert "<script>" not in read(f"/organizations/{HARBOUR}/?on={on}")


def test_what_is_not_public_is_not_there():
    cast.harbour(is_public=False)
    read(f"/organizations/{HARBOUR}/", 404)
    assert "Harbour Centre" not in read("/organizations/")
    cast.meadow(parent=HARBOUR, partnerships=[{"partner": HARBOUR, "kind": "tandem"}])
    page = read("/organizations/meadow-centre/")
    assert f"/organizations/{HARBOUR}/" not in page


def test_a_person_without_a_released_profile_appears_nowhere():
    house = cast.harbour()
    cast.ada(appearances=[{"role": "Captain", "organization": house.slug}])
    for address in ("/people/", f"/organizations/{HARBOUR}/"):
        assert "Ada" not in read(address)
    read("/people/ada-anchor/", 404)
    actions.release_profile(Person.objects.get(), by="test")
    for address in ("/people/", f"/organizations/{HARBOUR}/", "/people/ada-anchor/"):
        assert "Ada Anchor" in read(address)


def test_a_mail_address_is_never_public():
    person = cast.released_ada(email="ada@anchor.example")
    actions.change_profile(person, by="test", values={"biography_en": "Sails."})
    for address in ("/people/", "/people/ada-anchor/", "/en/people/ada-anchor/"):
        assert "anchor.example" not in read(address)


def test_a_moved_address_redirects_in_both_languages_and_a_deleted_one_says_what_it_was():
    house = cast.harbour()
    actions.change(house, by="test", values={}, slug="haven")
    for prefix in ("", "/en"):
        answer = Client().get(f"{prefix}/organizations/{HARBOUR}/")
        assert (answer.status_code, answer["Location"]) == (301, f"{prefix}/organizations/haven/")
    actions.delete(Organization.objects.get(), by="test")
    for slug in ("haven", HARBOUR):
        assert "Harbour Centre" in read(f"/en/organizations/{slug}/", 410)


def test_the_events_of_a_house_stay_after_a_new_address():
    fair = fairs.fair()
    programme.release(fair, by="test")
    actions.change(Organization.objects.get(slug="harbour"), by="test", values={}, slug="port")
    assert 'href="/events/fair/"' in read("/organizations/port/")


def test_a_person_page_tells_sessions_events_and_offices():
    fair = fairs.fair()
    ada = fairs.person("ada")
    fairs.talk(fair, "knots", 9, ada)
    programme.release(fair, by="test")
    actions.put_person(
        by="test", slug="ada", values={"office_terms": [{"kind": "ambassador", "valid_from": "2024-09-09"}]}
    )
    page = read("/en/people/ada/")
    assert 'href="/en/events/fair/sessions/knots/"' in page
    assert 'href="/en/events/fair/"' in page
    assert "since 9 September 2024" in page


def test_a_place_shows_events_of_everything_within_it():
    fair = fairs.fair(place=fairs.pier())
    programme.release(fair, by="test")
    for slug in ("pier", "lake-town"):
        assert 'href="/events/fair/"' in read(f"/places/{slug}/")


def test_topics_and_areas_list_their_events():
    area = Area.objects.create(slug="coast", name="Coast", kind="district")
    topic = Topic.objects.create(slug="tides", name_de="Gezeiten", name_en="Tides")
    fair = fairs.fair(place=fairs.pier(area=area))
    fair.topics.add(topic)
    programme.release(fair, by="test")
    assert 'href="/events/fair/"' in read("/areas/coast/")
    assert 'href="/en/events/fair/"' in read("/en/topics/tides/")


def test_machines_read_organisation_person_and_place_without_personal_extras():
    cast.harbour(also_called=["Harbour"], place=cast.pier(latitude=54.1, longitude=12.1))
    cast.released_ada(email="ada@anchor.example", title="Dr.", appearances=[{"role": "Captain"}])
    house = data_of(read(f"/organizations/{HARBOUR}/"))
    assert (house["@type"], house["name"], house["alternateName"]) == (
        "Organization",
        "Harbour Centre",
        ["Harbour"],
    )
    ada = data_of(read("/people/ada-anchor/"))
    assert set(ada) == {"@context", "@type", "@id", "url", "name", "honorificPrefix", "jobTitle"}
    pier = data_of(read("/places/pier/"))
    assert pier["geo"] == {"@type": "GeoCoordinates", "latitude": 54.1, "longitude": 12.1}


def test_markup_in_machine_data_stays_data():
    cast.harbour(full_name="</script><script>alert(1)</script>")
    page = read(f"/organizations/{HARBOUR}/")
    assert "<script>alert" not in page
    assert data_of(page)["legalName"] == "</script><script>alert(1)</script>"


def test_sources_and_gaps_are_shown():
    actions.put_source(by="test", key="G1", values={"title": "Gazette of the coast"})
    cast.harbour(
        refs=[{"source": "G1", "lines": [3]}],
        not_stated=["owner"],
        facts={
            "kind_note": "Our label.",
            "linked_event": {"kind": "event", "slug": "fair", "name": "The Fair"},
        },
    )
    page = read(f"/en/organizations/{HARBOUR}/")
    assert "Gazette of the coast" in page
    assert "line 3" in page
    assert "body in charge" in page
    assert "Our label." in page
    assert '<a href="/en/events/fair/">The Fair</a>' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=HÄRBOUR", 1),
        ("q=har bour", 1),
        ("q=meadow", 1),
        ("q=zzz", 0),
        ("kind=team", 1),
        ("kind=nonsense", 3),
        ("page=99", 3),
    ],
)
def test_lists_are_searched_and_filtered_and_bad_filters_do_no_harm(query: str, found: int):
    cast.harbour()
    cast.meadow()
    actions.put_organization(
        by="test", slug="crew", values={"name": "Crew", "kind": "team", "is_public": True}
    )
    page = read(f"/en/organizations/?{query}")
    assert page.count('class="k-line__name"') == found
    assert ("Nothing found" in page) == (found == 0)


NOUNS = ["organizations", "people", "places", "areas", "topics", "communities", "programmes"]


@pytest.mark.parametrize("noun", NOUNS)
def test_empty_lists_say_so(noun: str):
    assert "Nothing found" in read(f"/en/{noun}/")


def crowd(numbers: range, house: Organization, place: Place) -> None:
    area = Area.objects.get()
    for n in numbers:
        other = actions.put_organization(
            by="test",
            slug=f"o{n}",
            values={"name": f"O{n}", "kind": "team", "is_public": True, "place": place},
        )
        actions.add_row(house, "partnerships", by="test", values={"kind": "member", "partner": other})
        actions.add_row(
            house, "operators", by="test", values={"operator": f"N{n}", "valid_from": date(2000, 1, 1)}
        )
        actions.put_place(
            by="test", slug=f"p{n}", values={"name": f"P{n}", "kind": "venue", "within": place, "area": area}
        )
        person = actions.put_person(
            by="test",
            slug=f"q{n}",
            values={"name": f"Q{n}", "appearances": [{"role": "R", "organization": house}]},
        )
        actions.release_profile(person, by="test")
        Topic.objects.create(slug=f"t{n}", name_de=f"T{n}")
        for put in (actions.put_community, actions.put_programme):
            owner = {"organizer" if put is actions.put_community else "owner": house}
            put(
                by="test",
                slug=f"g{n}",
                values={"name": f"G{n}", "kind": "founders", "is_public": True, **owner},
            )
        fair = fairs.fair(f"fair-{n}", place=place)
        programme.release(fair, by="test")


PAGES = [
    *(f"/{noun}/" for noun in NOUNS), "/organizations/harbour/", "/people/q0/", "/places/pier/", "/areas/coast/",
    "/topics/t0/", "/communities/g0/", "/programmes/g0/", "/map/",
]  # fmt: skip


def test_every_page_needs_the_same_queries_for_one_and_for_many(django_assert_max_num_queries: Any):
    area = Area.objects.create(slug="coast", name="Coast", kind="district")
    place, house = fairs.pier(area=area), fairs.harbour()
    crowd(range(1), house, place)
    needed = {}
    for address in PAGES:
        with django_assert_max_num_queries(30) as few:
            read(address)
        needed[address] = len(few)
    crowd(range(1, 7), house, place)
    for address in PAGES:
        with django_assert_max_num_queries(needed[address]):
            read(address)
