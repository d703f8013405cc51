"""Names this app for Django."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.registration"
    label = "registration"
