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
_RUN = Terms(
    about=_("Staff who issue certificates, and people who wait for one"),
    purpose=_("To issue many certificates in one go, and to say who began it"),
    basis=legal_bases.EMPLOYMENT,
    retention=_("Who waited until the run has ended; who began it as long as the history"),
    erasure=_("Holds numbers only; with the account or the person the link is gone"),
)

PERSONAL = (
    *personal("certificates.Certificate", "uid person content reason", _CERTIFICATE),
    *personal("certificates.Assessment", "person passed result assessor standard on", _ASSESSMENT),
    *personal("certificates.Run", "actor todo", _RUN),
)
NOT_PERSONAL = {
    "certificates.CertificateRule": ALL,
    "certificates.RuleVersion": ALL,
    "certificates.Assessment": "id rule",
    "certificates.Certificate": "id code rule version round template state language issued_at ended_at replaced_by"
    " questioned_at erased_at",
    "certificates.Run": "id rule round by_itself state done total issued made_at ended_at",
}
