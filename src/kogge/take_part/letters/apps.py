"""Names this app for Django."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.letters"
    label = "letters"
