"""Names this app for Django."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.publish.feeds"
    label = "feeds"
