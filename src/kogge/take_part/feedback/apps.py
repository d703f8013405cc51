"""Names this app for Django."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.take_part.feedback"
    label = "feedback"
