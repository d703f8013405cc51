"""Names this app for Django."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.network.grants"
    label = "grants"
