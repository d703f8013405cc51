"""Names this app for Django."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "kogge.website"
    label = "website"
