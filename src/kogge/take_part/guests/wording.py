"""The verbs of the history in words."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "registered": _("Registered"),
    "confirmed": _("Confirmed"),
    "approved": _("Approved"),
    "declined": _("Declined"),
    "waits for a decision": _("Waits for a decision"),
    "put on the waiting list": _("Moved to the waiting list"),
    "moved to the waiting list": _("Moved to the waiting list"),
    "offered a seat": _("A seat was offered"),
    "took the offered seat": _("Took the offered seat"),
    "offer lapsed": _("The offer lapsed"),
    "given a seat": _("Seated beyond the order"),
    "expired": _("Not confirmed in time"),
    "cancelled": _("Cancelled"),
    "called off": _("The event or programme point was cancelled"),
    "brought back": _("Brought back: it takes place after all"),
    "not brought back": _("Not brought back: no time left for it"),
    "mode changed": _("No longer waits: has the seat in the other way of taking part"),
    "mode changed: ": _("Takes part in the other way now"),
    "mode changed: online": _("Takes part online now"),
    "mode changed: onsite": _("Takes part on site now"),
    "waits for the other mode": _("Waits for a seat in the other way of taking part"),
    "booked a session": _("Programme point booked"),
    "came to a session": _("Came to a programme point"),
    "heads changed": _("Number of people changed"),
    "answers changed": _("Answers changed"),
    "mail address corrected": _("Mail address corrected"),
    "handed over": _("Handed over to somebody else"),
    "erased": _("Erased"),
}
