"""Names this app for Django."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.publish.programme"
    label = "programme"
