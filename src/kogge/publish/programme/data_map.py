"""What of people is public, and who released it."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_PUBLISHED = Terms(
    about=_("People with a released profile who appear in a published programme"),
    purpose=_("To announce and document who took part"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_(
        "As long as the event is documented; after a withdrawal the public page no longer names them"
    ),
    erasure=_("A new release without the person; earlier releases are kept for proof and are not public"),
)
_RELEASED_BY = Terms(
    about=_("Staff who released a programme"),
    purpose=_("To show who answered for a release"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("As long as the event is documented"),
    erasure=_("Holds only the number of an account"),
)

PERSONAL = (
    *personal("programme.Release", "snapshot changes", _PUBLISHED),
    *personal("programme.Release", "released_by note", _RELEASED_BY),
    *personal("programme.PublicEvent", "record", _PUBLISHED),
    *personal("programme.PublicFacet", "value", _PUBLISHED),
    *personal("programme.PublicSession", "people record", _PUBLISHED),
)
NOT_PERSONAL = {
    "programme.Release": "id event number released_at",
    "programme.PublicEvent": (
        "id event release slug state title_de title_en format_key starts_on ends_on precision starts_at"
        " ends_at sort_on mode cost part_of_day latitude longitude parent_slug is_listed sequence changed_at"
    ),
    "programme.PublicFacet": "id public_event facet",
    "programme.PublicSession": (
        "id public_event session slug state title_de title_en kind day starts_at ends_at room_slug"
        " track_slug language position sequence"
    ),
}
