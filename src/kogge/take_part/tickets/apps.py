"""Names this app for Django."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.tickets"
    label = "tickets"
