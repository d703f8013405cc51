"""What juries know of people: who judges, what they think, and what ties them to applicants."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_JURORS = Terms(
    about=_("Members of a jury"),
    purpose=_("To invite them, to keep conflicts of interest away from them, and to show who judged"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Two years after the decision"),
    erasure=_("Deleted with the jury; a frozen decision names nobody"),
)
_TIES = Terms(
    about=_("Members of a jury and applicants"),
    purpose=_("To hide a file from whoever is biased, and to prove that it was hidden"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Two years after the decision"),
    erasure=_("Deleted with the juror or the submission"),
)
_JUDGED = Terms(
    about=_("Applicants and the members of the jury who judge them"),
    purpose=_("To decide by published criteria, and to give reasons"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Two years after the decision"),
    erasure=_("Deleted with the submission or the juror"),
)
_VOTED = Terms(
    about=_("The audience of an event"),
    purpose=_("To count one vote for each ticket; the ticket is a keyed digest, without a name"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Two years after the decision"),
    erasure=_("Deleted with the call"),
)

PERSONAL = (
    *personal("juries.Juror", "user name email organization_name organization expertise", _JURORS),
    *personal("juries.Declaration", "juror submission reason cleared", _TIES),
    *personal("juries.Assignment", "juror submission", _JUDGED),
    *personal("juries.Review", "assignment scores comment note", _JUDGED),
    *personal("juries.AssignmentRun", "actor", _JURORS),
    *personal("juries.PairwiseVote", "juror better worse", _JUDGED),
    *personal("juries.AudienceVote", "ticket submission", _VOTED),
)
NOT_PERSONAL = {
    "juries.Jury": ALL,
    "juries.Criterion": ALL,
    "juries.Phase": ALL,
    "juries.Juror": "id jury language most invited_at confidential_at reminded_at left_at",
    "juries.Declaration": "id kind source bid at",
    "juries.Assignment": "id phase made_at",
    "juries.Review": "id handed_in_at changed_at",
    "juries.AssignmentRun": "id phase state step result problems keeps asked_at beat_at ended_at",
    "juries.PairwiseVote": "id uid phase at received_at",
    "juries.Audience": ALL,
    "juries.AudienceCode": ALL,
    "juries.AudienceVote": "id call",
}
