"""Names this app for Django."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.attendance"
    label = "attendance"
