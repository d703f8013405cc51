"""What questionnaires know of people: answers under a seal, beside them only whether they are complete."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_ASKED = Terms(
    about=_("People whose hours in a funded activity reach the funder's threshold"),
    purpose=_("To put the questions that the funder's law asks for once, and to see what is missing"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Until the funder's proof period ends"),
    erasure=_(
        "After an erasure no mail is sent any more; the code stays without a name until the proof period ends"
    ),
)
_ANSWERS = Terms(
    about=_("People who answered a funder's questions"),
    purpose=_("To count the funder's indicators; the team sees complete or incomplete, never the answers"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Encrypted with a key of their own, until the funder's proof period ends"),
    erasure=_("Stay under seal and under a code without a name until the proof period ends, then deleted"),
)
_COUNTED = Terms(
    about=_("Participants, and the companies they came for"),
    purpose=_("To decide with reason whether the person or the company is counted, never both"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Until the funder's proof period ends"),
    erasure=_("The reason is emptied at once; the choice stays under a code without a name"),
)

PERSONAL = (
    *personal("questionnaires.Questionnaire", "participant uid language", _ASKED),
    *personal("questionnaires.Response", "questionnaire sealed", _ANSWERS),
    *personal("questionnaires.Paper", "questionnaire scan typed typed_by checked_by taken_by", _ANSWERS),
    *personal("questionnaires.Entity", "name folded postcode", _COUNTED),
    *personal("questionnaires.Aim", "participant entity skills support replaceable reason", _COUNTED),
)
NOT_PERSONAL = {
    "questionnaires.Questionnaire": "id stage state due_on closes_on way invited_at expires_at reminders "
    "obstacle complete link_version",
    "questionnaires.Response": "id version origin profile_version missing answered_on",
    "questionnaires.Paper": "id kind sha256 received_on",
    "questionnaires.Entity": "id code operation kind size",
    "questionnaires.Aim": "id target",
    "questionnaires.AimDefault": ALL,
}
