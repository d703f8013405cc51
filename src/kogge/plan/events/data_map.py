"""What planning knows of people: who does what at which event."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_ROLES = Terms(
    about=_("Speakers, hosts and contact persons of events"),
    purpose=_("To plan events, and to keep one person from being booked twice at a time"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the event is documented"),
    erasure=_("On request the link to the person is removed"),
)
_NOTES = Terms(
    about=_("People named in internal notes, and whoever agreed to a picture"),
    purpose=_("To agree among colleagues how an event runs, and to prove consent to a picture"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Until the event is reported; consent as long as the picture is shown"),
    erasure=_("Emptied by the organisers on request"),
)

_FILES = Terms(
    about=_("Speakers named in files that were brought along, and who uploaded them"),
    purpose=_("To try a file before it is imported"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Until the import is done, at most a week"),
    erasure=_("Emptied when the import is done"),
)

PERSONAL = (
    *personal("events.ImportJob", "user_id name content report", _FILES),
    *personal("events.EventPerson", "event person role", _ROLES),
    *personal("events.Contribution", "session person role", _ROLES),
    *personal("events.PersonBooking", "person event session root starts_at ends_at", _ROLES),
    *personal("events.Event", "internal_notes picture_consent report", _NOTES),
)
NOT_PERSONAL = {
    "events.EventSeries": ALL,
    "events.Event": (
        "id refs not_stated source_note uid slug format_key is_milestone state title_de title_en full_title"
        " motto title_is_ours summary_de summary_en plain_de description_de description_en language"
        " starts_on ends_on precision starts_at ends_at duration_days sort_on mode place place_note"
        " former_place place_changed_at room online_url online_link_hidden capacity"
        " cost cost_note access_features access_note"
        " series edition parent community audience_text subjects funding operation network_role is_internal"
        " picture picture_alt state_reason checklist_done facts version created_at changed_at organizers"
        " audiences topics"
    ),
    "events.EventOrganizer": ALL,
    "events.EventPerson": "id position",
    "events.Track": ALL,
    "events.Session": ALL,
    "events.Contribution": "id position",
    "events.RoomBooking": ALL,
    "events.PersonBooking": "id layer",
    "events.ImportedRow": ALL,
    "events.ImportJob": "id organization_slug options state done total created_at",
}
