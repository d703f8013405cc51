"""What teams know of people."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_MEMBER = Terms(
    about=_("People in a team, invited into one, or asking to join one"),
    purpose=_(
        "To let teams form, to write about them, and to name those who agree beside a published result"
    ),
    basis=legal_bases.CONSENT,
    retention=_(
        "Not confirmed: two days. Invited or waiting: 30 days. In a team: two years after the last date for results"
    ),
    erasure=_("Deleted at once by “leave” on the own page, or when the lead, the host or the clock ends it"),
)
_TEAM = Terms(
    about=_("People who write for their team"),
    purpose=_("To show whom a team looks for, and what it handed in"),
    basis=legal_bases.CONSENT,
    retention=_("Two years after the last date for results; a published result as long as the host shows it"),
    erasure=_(
        "Deleted when the team is dissolved; publication ends at once when the team takes its consent back"
    ),
)

PERSONAL = (
    *personal(
        "teams.Member",
        "uid challenge team name email email_key locale brings state is_lead named_at made_at since", _MEMBER,
    ),
    *personal("teams.Team", "name name_key seeks reason", _TEAM),
    *personal("teams.Result", "team slug title text links file file_name file_kind agreed_at handed_in_at", _TEAM),
)  # fmt: skip
NOT_PERSONAL = {
    "teams.Terms": ALL,
    "teams.Team": "id challenge is_open state size most founded_at ended_at",
    "teams.Member": "id",
    "teams.Result": "id published_at",
}
