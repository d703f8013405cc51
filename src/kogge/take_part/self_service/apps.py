"""Names this app for Django."""

from django.apps import AppConfig


class SelfServiceConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.self_service"
    label = "self_service"
