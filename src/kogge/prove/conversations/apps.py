"""Names this app for Django."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.conversations"
    label = "conversations"
