"""What this app knows of people: who wrote a letter. Whom it went to stands in the outbox alone."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_WROTE = Terms(
    about=_("Staff who wrote a letter to participants"),
    purpose=_("To know who wrote what to whom on behalf of the organiser"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the event's registration exists"),
    erasure=_("Holds only the number of an account; with the account the link to a person is gone"),
)
PERSONAL = (*personal("correspondence.Mailing", "author", _WROTE),)
NOT_PERSONAL = {
    "correspondence.Mailing": "id admission kind state subject_de text_de subject_en text_en audience "
    "created_at begun_at done_at expected letters after",
}
