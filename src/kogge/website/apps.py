"""Names this app for Django."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """See the package docstring."""

    """The website."""

    name = "kogge.website"
    label = "website"
