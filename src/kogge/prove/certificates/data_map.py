"""What certificates know of people."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_CERTIFICATE = Terms(
    about=_("People who earned a certificate"),
    purpose=_("To confirm what somebody attended, and to let others check that a certificate is genuine"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Ten years after the year of issue; then the name is removed and the code alone stays"),
    erasure=_("The name is removed at once; the code stays without a name, so that it is never given again"),
)
_ASSESSMENT = Terms(
    about=_("People who were assessed, and who assessed them"),
    purpose=_("To say on the certificate what was assessed, by whom and against which standard"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the certificate that rests on it"),
    erasure=_("Deleted on request"),
)
_STAFF = Terms(
    about=_("Staff who sign certificates or issue them"),
    purpose=_("To name on a certificate who stands behind it"),
    basis=legal_bases.EMPLOYMENT,
    retention=_("As long as a certificate shows it"),
    erasure=_("Left out of all new certificates by saving a new template"),
)

PERSONAL = (
    *personal("certificates.Certificate", "uid person content reason", _CERTIFICATE),
    *personal("certificates.Assessment", "person passed result assessor standard on", _ASSESSMENT),
    *personal("certificates.Template", "signatory signatory_role_de signatory_role_en", _STAFF),
    *personal("certificates.Run", "actor todo", _STAFF),
)
NOT_PERSONAL = {
    "certificates.CertificateRule": ALL,
    "certificates.RuleVersion": ALL,
    "certificates.Assessment": "id rule",
    "certificates.Template": "id organization number intro_de intro_en closing_de closing_en place colour logo logo_alt"
    " made_at",
    "certificates.Certificate": "id code rule version round template state language issued_at ended_at replaced_by"
    " questioned_at erased_at",
    "certificates.Run": "id rule round by_itself state done total issued made_at ended_at",
}
