"""Names this app for Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.network.directory"
    label = "directory"
