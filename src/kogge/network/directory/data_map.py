"""What we know of people over the years."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_PERSON = Terms(
    about=_("Speakers, office holders and others who appear in the network's work"),
    purpose=_("To name who spoke, organised or held an office, once over all years"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the events the person took part in are documented"),
    erasure=_("On request the record is emptied; events then say that a person was there, not who"),
)
_PROFILE = Terms(
    about=_("People who released a profile"),
    purpose=_("To introduce a person on a public page"),
    basis=legal_bases.CONSENT,
    retention=_("Until the release is withdrawn; then it disappears at once"),
    erasure=_("Deleted when the release is withdrawn or on request"),
)
_MERGE = Terms(
    about=_("People with two records that were joined"),
    purpose=_("To undo joining two records"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("30 days"),
    erasure=_("Deleted with the person's record"),
)

PERSONAL = (
    *personal(
        "directory.Person",
        "slug name title name_incomplete email also_called facts refs source_note merged_into subject",
        _PERSON,
    ),
    *personal(
        "directory.Profile",
        "person biography_de biography_en photo photo_consent website released_at",
        _PROFILE,
    ),
    *personal(
        "directory.Appearance",
        "person role organization valid_from valid_until from_precision until_precision refs source_note",
        _PERSON,
    ),
    *personal(
        "directory.OfficeTerm",
        "person kind programme community valid_from valid_until from_precision until_precision refs"
        " source_note",
        _PERSON,
    ),
    *personal("directory.PersonMerge", "kept merged moved reason", _MERGE),
)
NOT_PERSONAL = {
    "directory.Area": ALL,
    "directory.Place": ALL,
    "directory.Room": ALL,
    "directory.Organization": ALL,
    "directory.OrganizationName": ALL,
    "directory.OrganizationOperator": ALL,
    "directory.OrganizationAddress": ALL,
    "directory.Partnership": ALL,
    "directory.Topic": ALL,
    "directory.Audience": ALL,
    "directory.Community": ALL,
    "directory.Programme": ALL,
    "directory.Person": "id not_stated",
    "directory.Profile": "id",
    "directory.Appearance": "id not_stated",
    "directory.OfficeTerm": "id not_stated",
    "directory.PersonMerge": "id merged_at undone_at",
}
