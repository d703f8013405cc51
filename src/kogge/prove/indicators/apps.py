"""Names this app for Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.indicators"
    label = "indicators"
