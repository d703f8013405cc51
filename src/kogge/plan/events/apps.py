"""Names this app for Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.plan.events"
    label = "events"
