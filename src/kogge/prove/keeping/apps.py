"""Names this app for Django."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.keeping"
    label = "keeping"
