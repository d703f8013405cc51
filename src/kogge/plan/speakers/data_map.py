"""What speakers know of people."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_SPEAKER = Terms(
    about=_("Speakers"),
    purpose=_("To prepare and place their sessions, and to write to them about it"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the events the person took part in are documented"),
    erasure=_("Deleted with the person's record"),
)
_NEEDS = Terms(
    about=_("Speakers who wrote what they need"),
    purpose=_("To set up the stage so that the person can speak"),
    basis=legal_bases.CONSENT,
    retention=_("Until the person empties the field, or 90 days after their last event"),
    erasure=_("Emptied by the person at any time, deleted with the person's record"),
)

PERSONAL = (
    *personal(
        "speakers.SpeakerProfile",
        "uid person language photo_rights link_version invited_at answered_at consented_at",
        _SPEAKER,
    ),
    *personal("speakers.SpeakerProfile", "needs_technical needs_access", _NEEDS),
    *personal("speakers.Availability", "person event starts_at ends_at", _SPEAKER),
    *personal("speakers.Slides", "session person file name given_at consented_at", _SPEAKER),
    *personal("speakers.Absence", "session person outcome by_speaker reason said_at", _SPEAKER),
)
NOT_PERSONAL = {
    "speakers.SpeakerProfile": "id",
    "speakers.Availability": "id",
    "speakers.Slides": "id kind size",
    "speakers.Absence": "id",
}
