"""What the desk calls things."""

from django.utils.translation import gettext_lazy as _

URLS = {
    "organization": "organizations",
    "person": "people",
    "place": "places",
    "topic": "topics",
    "community": "communities",
    "programme": "programmes",
}
PLURALS = {
    "organization": _("Organisations"),
    "person": _("People"),
    "place": _("Places"),
    "topic": _("Topics"),
    "community": _("Communities"),
    "programme": _("Programmes"),
}
NEW = {
    "organization": _("New organisation"),
    "person": _("New person"),
    "place": _("New place"),
    "topic": _("New topic"),
    "community": _("New community"),
    "programme": _("New programme"),
}
ROWS = {
    "names": _("Former names"),
    "operators": _("Operators"),
    "addresses": _("Addresses"),
    "partnerships": _("Partnerships"),
    "appearances": _("Appearances"),
    "office_terms": _("Terms of office"),
    "rooms": _("Rooms"),
}
