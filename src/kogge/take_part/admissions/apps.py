"""Names this app for Django."""

from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.admissions"
    label = "admissions"
