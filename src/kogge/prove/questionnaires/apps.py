"""Names this app for Django."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.questionnaires"
    label = "questionnaires"
