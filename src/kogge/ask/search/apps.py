"""Names this app for Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.ask.search"
    label = "search"
