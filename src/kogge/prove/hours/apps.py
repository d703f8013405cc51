"""Names this app for Django."""

from django.apps import AppConfig


class HoursConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.hours"
    label = "hours"
