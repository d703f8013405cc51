"""Names this app for Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "kogge.network.directory"
    label = "directory"
