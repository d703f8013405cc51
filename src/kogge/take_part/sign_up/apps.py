"""Names this app for Django."""

from django.apps import AppConfig


class SignUpConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.sign_up"
    label = "sign_up"
