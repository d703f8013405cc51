"""The verbs of the history in words."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "registered": _("Registered"),
    "confirmed": _("Confirmed"),
    "approved": _("Approved"),
    "declined": _("Declined"),
    "offered a seat": _("A seat was offered"),
    "offer accepted": _("Took the offered seat"),
    "offer lapsed": _("The offer lapsed"),
    "expired": _("Not confirmed in time"),
    "cancelled": _("Cancelled"),
    "called off": _("The event or programme point was cancelled"),
    "seated": _("Seated beyond the order"),
    "overbooked": _("Seated beyond the seats"),
    "moved to the waiting list": _("Moved to the waiting list"),
    "mail address corrected": _("Mail address corrected"),
    "answers changed": _("Answers changed"),
    "handed over": _("Handed over to somebody else"),
    "booked": _("Programme point booked"),
    "number changed": _("Number of people changed"),
    "named": _("A seat was named"),
    "swapped": _("Somebody else takes the seat"),
    "erased": _("Erased"),
}  # fmt: skip
