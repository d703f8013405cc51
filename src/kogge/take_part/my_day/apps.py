"""Names this app for Django."""

from django.apps import AppConfig


class MyDayConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.my_day"
    label = "my_day"
