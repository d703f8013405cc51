"""The map's page: drawing and list say the same, filters work without script, everything is a link."""

import json
import re

import pytest
from django.test import Client
from django.utils import translation

from kogge.core import region
from kogge.network.directory.models import Area, Organization, Place
from kogge.publish.programme import actions as programme
from kogge.publish.programme.tests import cast as fairs
from kogge.website.map import marks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def coast() -> Place:
    """A town inside the region of the tests, with a centre; its coordinates are those of a district's town."""
    shapes = region.current().file("areas.yaml").exists()
    assert shapes
    area = Area.objects.create(slug="nordwestmecklenburg", name="North-West", kind="district")
    town = Place.objects.create(
        slug="lake-town", name="Lake Town", kind="town", latitude=53.9, longitude=11.4, area=area
    )
    Organization.objects.create(
        slug="lighthouse", name="Lighthouse", kind="digital_innovation_centre", is_public=True, place=town
    )
    return town


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def drawn(page: str) -> set[str]:
    svg = page[
        page.index('<svg class="k-region"') : page.index("</svg>", page.index('<svg class="k-region"'))
    ]
    return set(re.findall(r'class="k-region__mark[^"]*" href="([^"]+)"', svg))


def listed(page: str) -> set[str]:
    return set(re.findall(r'<li><a href="([^"]+)"', page[page.index('aria-labelledby="list"') :]))


def test_the_list_says_what_the_map_says():
    programme.release(fairs.fair(place=fairs.pier()), by="test")
    page = read("/map/")
    assert drawn(page) == {"/organizations/lighthouse/", "/calendar/?place=lake-town&amp;km=1&amp;when=all"}
    assert drawn(page) <= listed(page)


def test_every_district_is_a_link_and_the_chosen_one_is_marked():
    page = read("/map/?area=nordwestmecklenburg&kind=centre")
    assert page.count('class="k-region__area') == 8
    assert 'href="/map/?kind=centre&amp;area=nordwestmecklenburg" aria-current="true"' in page
    assert 'href="/organizations/lighthouse/"' in page


def test_another_district_shows_nothing_and_says_how_to_go_on():
    page = read("/en/map/?area=vorpommern-ruegen")
    assert "Lighthouse" not in page
    assert "Nothing here" in page


@pytest.mark.parametrize("query", ["area=nowhere", "kind=%3Cscript%3E", "when=never", "area=" + "x" * 5000])
def test_filters_that_make_no_sense_do_no_harm(query: str):
    assert "Lighthouse" in read(f"/en/map/?{query}")


def test_kinds_are_filtered():
    programme.release(fairs.fair(place=fairs.pier()), by="test")
    assert drawn(read("/map/?kind=centre")) == {"/organizations/lighthouse/"}
    assert "/organizations/lighthouse/" not in drawn(read("/map/?kind=event"))
    assert drawn(read("/map/?kind=event&when=upcoming")) == set()


def test_what_has_no_place_stands_in_the_list_alone():
    Organization.objects.create(slug="drifter", name="Drifter", kind="tandem_partner", is_public=True)
    page = read("/en/map/")
    assert "/en/organizations/drifter/" in listed(page)
    assert "/en/organizations/drifter/" not in drawn(page)
    assert "Location not stated" in page


def test_a_region_without_shapes_still_has_its_list(settings, tmp_path):
    bare = region.Region(tmp_path, "bare", dict(region.current().data))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(region, "current", lambda: bare)
        page = read("/map/")
    assert "k-region" not in page
    assert "/organizations/lighthouse/" in listed(page)


def test_official_boundaries_are_joined_to_the_areas_by_their_code(tmp_path):
    ring = [[11, 53.5], [12, 53.5], [12, 54.2], [11, 54.2], [11, 53.5]]
    feature = {
        "type": "Feature",
        "properties": {"AGS": "07", "GEN": "North-West, official"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    official = {"type": "FeatureCollection", "features": [feature]}
    (tmp_path / "boundaries.geojson").write_text(json.dumps(official), encoding="utf-8")
    Area.objects.update(code="07")
    own = region.Region(tmp_path, "own", dict(region.current().data))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(region, "current", lambda: own)
        page = read("/map/?area=nordwestmecklenburg")
    assert 'href="/map/?area=nordwestmecklenburg" aria-current="true"' in page
    assert "/organizations/lighthouse/" in drawn(page)


def test_the_drawing_is_a_few_kilobytes():
    page = read("/map/")
    svg = page[
        page.index('<svg class="k-region"') : page.index("</svg>", page.index('<svg class="k-region"'))
    ]
    assert len(svg) < 15_000


def test_events_are_counted_in_words():
    with translation.override("en"):
        assert [marks.count_label(count) for count in (1, 2)] == ["1 event", "2 events"]
