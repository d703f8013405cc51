"""Names this app for Django."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "kogge.network.grants"
    label = "grants"
