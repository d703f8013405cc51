"""Names this app for Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.core"
    label = "core"
