"""Names this app for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.audit"
    label = "audit"
