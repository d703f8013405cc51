"""What the look of certificates knows of people."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_STAFF = Terms(
    about=_("Staff who sign certificates or issue them"),
    purpose=_("To name on a certificate who stands behind it"),
    basis=legal_bases.EMPLOYMENT,
    retention=_("As long as a certificate shows it"),
    erasure=_("Left out of all new certificates by saving a new template"),
)

PERSONAL = personal("badges.Template", "signatory signatory_role_de signatory_role_en", _STAFF)
NOT_PERSONAL = {
    "badges.Template": "id organization number intro_de intro_en closing_de closing_en place colour logo logo_alt"
    " made_at"
}
