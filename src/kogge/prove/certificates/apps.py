"""Names this app for Django."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """See the package docstring."""

    name = "kogge.prove.certificates"
    label = "certificates"
