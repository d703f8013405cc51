"""The map's page: a drawing with links, filters and a list, all without script."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core import maps
from kogge.core.page import page, public
from kogge.network.directory.models import Area
from kogge.network.directory.shapes import region_shapes
from kogge.publish.programme.queries import listed

from . import marks


class MapForm(forms.Form):
    """The filters of the map."""

    area = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("Everything")),
            ("centre", gettext_lazy("Centres")),
            ("partner", gettext_lazy("Partners")),
            ("event", gettext_lazy("Events")),
        ],
    )
    when = forms.ChoiceField(
        label=gettext_lazy("Events"),
        required=False,
        choices=[("", gettext_lazy("Past and upcoming")), ("upcoming", gettext_lazy("Upcoming only"))],
    )

    def __init__(self, data: Any, areas: dict[str, str]) -> None:
        super().__init__(data)
        field: Any = self.fields["area"]
        field.choices = [("", _("Whole region")), *areas.items()]

    def asked(self) -> dict[str, str]:
        """What is asked for; values that make no sense are left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@public
def region_map(request: HttpRequest) -> HttpResponse:
    """Centres, partners and events of the region on a map, and in a list that says the same."""
    shapes = region_shapes()
    names = {shape.slug: shape.name for shape in shapes.shapes} if shapes else {}
    names = names or dict(Area.objects.values_list("slug", "name"))
    form = MapForm(request.GET or {}, names)
    asked = form.asked()
    found = _spots(asked)
    rest = urlencode({key: value for key, value in asked.items() if key != "area"})
    context = {
        "form": form,
        "area": asked.get("area", ""),
        "area_name": names.get(asked.get("area", ""), ""),
        "drawing": maps.draw(shapes, marks.marks(found)) if shapes else None,
        "query": f"{rest}&" if rest else "",
        "groups": marks.by_area(found, names),
    }
    return page(request, "website/map/map_page.html", context)


def _spots(asked: dict[str, str]) -> list[marks.Spot]:
    kind = asked.get("kind", "")
    organizations = [row for row in marks.network_organizations() if kind in {"", row[0]}]
    events = listed()
    if asked.get("when") == "upcoming":
        events = events.filter(sort_on__gte=timezone.localdate())
    found = marks.spots(organizations, events if kind in {"", "event"} else [])
    return [spot for spot in found if asked.get("area", spot.area) == spot.area]
