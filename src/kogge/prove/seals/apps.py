"""Names this app for Django."""

from django.apps import AppConfig


class SealsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.seals"
    label = "seals"
