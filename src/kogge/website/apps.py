"""Names this app for Django."""

from django.apps import AppConfig
from django.core import checks

from .legal.checks import legal_texts


class WebsiteConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.website"
    label = "website"

    def ready(self) -> None:
        checks.register(legal_texts)
