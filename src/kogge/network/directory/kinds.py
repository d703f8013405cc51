"""Kinds of organisations, places, communities and programmes with their labels.

A region may add kinds of its own in `region.yaml` (`kinds: {organization: {key: {de:, en:}}}`).
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.core import region
from kogge.core.translated import pick

ORGANIZATION = {
    "digital_innovation_centre": _("Digital innovation centre"),
    "tandem_partner": _("Tandem partner"),
    "network": _("Network"),
    "state_government": _("State government"),
    "ministry": _("Ministry"),
    "federal_ministry": _("Federal ministry"),
    "state_office": _("State office"),
    "municipality": _("Town or municipality"),
    "advisory_board": _("Advisory board"),
    "committee": _("Committee"),
    "chamber_of_commerce": _("Chamber of commerce"),
    "chambers_of_commerce": _("Chambers of commerce"),
    "business_development_agency": _("Business development agency"),
    "university": _("University"),
    "museum": _("Museum"),
    "school": _("School"),
    "company": _("Company"),
    "utility": _("Utility"),
    "association": _("Association"),
    "partner": _("Partner"),
    "foreign_partner": _("Partner abroad"),
    "project": pgettext_lazy("kind of organisation", "Project"),
    "joint_project": _("Joint project"),
    "team": _("Team"),
    "programme_owner": _("Owner of a programme"),
    "named_affiliation": _("Named affiliation"),
}
PLACE = {
    "city": _("City"),
    "town": _("Town"),
    "venue": _("Venue"),
    "temporary_venue": _("Temporary venue"),
    "landmark": _("Landmark"),
    "booth": _("Booth"),
    "state": _("State"),
    "district": _("District"),
    "area": _("Area"),
}
AREA = {
    "state": _("State"),
    "district": _("District"),
    "city_district": _("District-free city"),
    "municipality": _("Municipality"),
}
COMMUNITY = {
    "volunteers": _("Volunteers"),
    "womens_network": _("Women's network"),
    "makers": _("Makers"),
    "founders": _("Founders"),
    "coworking": _("Coworking"),
    "stem_education": _("STEM education"),
    "other": pgettext_lazy("kind of community", "Other"),
}
PROGRAMME = {
    "policy": _("Policy programme"),
    "funding": _("Funding programme"),
    "volunteer_appointment": _("Voluntary office"),
    "staff_role": _("Standing role"),
    "temporary_residency": _("Residency for a time"),
    "service": _("Service"),
    "competition": _("Competition"),
}
OFFICE = {"ambassador": _("Ambassador")}
ACCESS = {
    "step_free": _("Step-free access"),
    "accessible_toilet": _("Accessible toilet"),
    "hearing_loop": _("Hearing loop"),
    "sign_language": _("Sign language interpreting"),
    "captions": _("Captions"),
    "easy_language": _("Easy language"),
    "quiet_room": _("Quiet room"),
    "guide_dogs": _("Guide dogs welcome"),
    "parking": _("Accessible parking"),
}

_CATALOGUES = {
    "organization": ORGANIZATION,
    "place": PLACE,
    "area": AREA,
    "community": COMMUNITY,
    "programme": PROGRAMME,
    "office": OFFICE,
    "access": ACCESS,
}


def label(noun: str, kind: str) -> str:
    """The label of a kind in the active language; an unknown kind goes by its key, readable."""
    own = _region_kinds(noun).get(kind)
    if own:
        return str(pick(own))
    return str(_CATALOGUES[noun].get(kind) or kind.replace("_", " ").capitalize())


def choices(noun: str, *, besides: str = "") -> list[tuple[str, str]]:
    """All kinds with labels, sorted by label; `besides` is a kind in use that must stay choosable."""
    keys = {*_CATALOGUES[noun], *_region_kinds(noun), *([besides] if besides else [])}
    return sorted(((key, label(noun, key)) for key in keys), key=lambda pair: pair[1].casefold())


def _region_kinds(noun: str) -> dict[str, dict[str, str]]:
    kinds = region.current().data.get("kinds", {})
    return dict(kinds.get(noun, {}))
