"""Names this app for Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kogge.ask.search"
    label = "search"
