"""Names this app for Django."""

from django.apps import AppConfig


class YearbookConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.tell.yearbook"
    label = "yearbook"
