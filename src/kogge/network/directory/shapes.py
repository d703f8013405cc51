"""The region's shapes under the slugs of its areas, for every page that draws a map."""

import logging

from kogge.core import maps, region

from .models import Area

log = logging.getLogger(__name__)


def region_shapes() -> maps.Geometry | None:
    """Official boundaries where the region's folder has them, else the computed cells; None when it has neither.

    A file that cannot be drawn takes no page down: it is named in the log and the next one is tried.
    """
    for official in (True, False):
        try:
            shapes = maps.geometry(region.current().folder, official=official)
        except maps.BrokenMap as broken:
            log.warning("A map file is left out: %s", broken)
            continue
        if shapes is not None:
            slugs = dict(Area.objects.exclude(code="").values_list("code", "slug"))
            return maps.known_as(shapes, slugs)
    return None
