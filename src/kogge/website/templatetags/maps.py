"""Small maps inside other pages: `{% position_map place %}`, `{% area_map area %}`, `{% small_map %}`."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from kogge.core import maps
from kogge.network.directory.models import Area, Place
from kogge.network.directory.shapes import region_shapes

from ..map.marks import centre_marks

register = template.Library()
SMALL = 320


@register.inclusion_tag("website/map/small_map.html")
def position_map(place: Place) -> dict[str, Any]:
    """Where a place lies in the region; nothing for a place without coordinates or outside of it."""
    shapes, spot = region_shapes(), place.coordinates
    if shapes is None or spot is None:
        return {}
    mark = maps.Mark(spot[0], spot[1], place.town.name, kind="here", count=4)
    drawing = maps.draw(shapes, [mark], width=SMALL, names=False)
    if not drawing.marks:
        return {}
    return {"drawing": drawing, "label": _("Where %(place)s lies") % {"place": place.name}}


@register.inclusion_tag("website/map/small_map.html")
def area_map(area: Area) -> dict[str, Any]:
    """Where an area lies in the region."""
    shapes = region_shapes()
    if shapes is None or area.slug not in {shape.slug for shape in shapes.shapes}:
        return {}
    label = _("Where %(place)s lies") % {"place": area.name}
    return {"drawing": maps.draw(shapes, width=SMALL, names=False), "label": label, "area": area.slug}


@register.inclusion_tag("website/map/small_map.html")
def small_map() -> dict[str, Any]:
    """The region with its centres, each leading to its page."""
    shapes = region_shapes()
    if shapes is None:
        return {}
    drawing = maps.draw(shapes, centre_marks(), width=480, names=False)
    return {"drawing": drawing, "label": _("Centres of the network"), "credit": drawing.credit}
