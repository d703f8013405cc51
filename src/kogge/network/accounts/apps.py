"""Names this app for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kogge.network.accounts"
    label = "accounts"
