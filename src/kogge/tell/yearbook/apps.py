"""Names this app for Django."""

from django.apps import AppConfig


class YearbookConfig(AppConfig):
    name = "kogge.tell.yearbook"
    label = "yearbook"
