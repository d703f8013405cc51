"""Names this app for Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kogge.core"
    label = "core"
