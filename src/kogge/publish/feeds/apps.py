"""Names this app for Django."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "kogge.publish.feeds"
    label = "feeds"
