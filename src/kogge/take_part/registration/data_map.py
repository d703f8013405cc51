"""What registration knows of people. Everything goes with the admission's period; food and access needs earlier."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_WHO = Terms(
    about=_("People who register, and the people they register"),
    purpose=_("To keep a seat, to write about it, and to let the right person in"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_(
        "As long as the organiser states on the form; two years after the event unless stated otherwise"
    ),
    erasure=_("Emptied by the nightly clean-up, or at once by the personal link; the count of seats stays"),
)
_ANSWERS = Terms(
    about=_("People who register"),
    purpose=_("What each question says beside it"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As the registration; food and accessibility needs 14 days after the event"),
    erasure=_("Emptied by the nightly clean-up, or at once by the personal link"),
)
_INVITED = Terms(
    about=_("People who were invited"),
    purpose=_("To invite, to know who comes, and to remind only those who have not answered"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the organiser states; two years after the event unless stated otherwise"),
    erasure=_("Deleted by the nightly clean-up, or at once at the person's request"),
)
_CONSENTS = Terms(
    about=_("People who agreed to something"),
    purpose=_("To prove what somebody agreed to, in which words, when, and when they withdrew it"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Three years after it was withdrawn or has lost its purpose"),
    erasure=_("Deleted with the registration"),
)

PERSONAL = (
    *personal(
        "registration.Registration",
        "main name email email_key organization postcode is_minor person invitation mail_problem",
        _WHO,
    ),
    *personal("registration.Registration", "answers", _ANSWERS),
    *personal("registration.Seat", "registration name email is_minor person", _WHO),
    *personal("registration.AnswerFile", "registration file name", _ANSWERS),
    *personal("registration.Invitation", "name email email_key answer", _INVITED),
    *personal("registration.Consent", "registration seat kind given_at withdrawn_at withdrawn_by", _CONSENTS),
)
NOT_PERSONAL = {
    "registration.Admission": ALL,
    "registration.Capacity": ALL,
    "registration.Question": ALL,
    "registration.AccessCode": ALL,
    "registration.ConsentText": ALL,
    "registration.Registration": (
        "id uid reference serial link_version idempotency_key admission capacity access_code kind heads source state "
        "language created_at mail_confirmed_at confirmed_at held_until ended_at ended_because "
        "mail_failed_at erased_at version"
    ),
    "registration.Seat": "id uid position serial link_version cancelled_at",
    "registration.AnswerFile": "id question kind size",
    "registration.Invitation": ("id uid admission language answered_at invited_at reminded_at reminders"),
    "registration.Consent": "id text",
}
