"""What an outlook announces, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "event": _("Event"),
    "series": _("Series"),
    "community": _("Community"),
    "project": _("Project"),
    "focus": _("Focus of the year"),
    "service": _("Service"),
    "communication": _("Communication"),
    "format": _("Format"),
    "staff": _("Team"),
}
