"""Names this app for Django."""

from django.apps import AppConfig


class GuestsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.guests"
    label = "guests"
