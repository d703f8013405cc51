"""Names this app for Django."""

from django.apps import AppConfig


class CheckinConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.checkin"
    label = "checkin"
