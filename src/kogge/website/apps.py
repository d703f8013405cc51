"""Names this app for Django."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.website"
    label = "website"
