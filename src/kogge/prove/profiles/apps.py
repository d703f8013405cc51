"""Names this app for Django."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.profiles"
    label = "profiles"
