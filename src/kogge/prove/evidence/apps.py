"""Names this app for Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.evidence"
    label = "evidence"
