"""Names this app for Django."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.correspondence"
    label = "correspondence"
