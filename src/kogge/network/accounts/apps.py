"""Names this app for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.network.accounts"
    label = "accounts"
