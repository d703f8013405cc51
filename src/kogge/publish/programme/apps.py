"""Names this app for Django."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "kogge.publish.programme"
    label = "programme"
