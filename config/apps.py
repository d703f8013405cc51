"""Names the configuration for Django: its commands, and the reactions between stages."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Loads `reactions` once all apps are known."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        from . import reactions  # noqa: F401
