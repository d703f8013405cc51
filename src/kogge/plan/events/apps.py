"""Names this app for Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "kogge.plan.events"
    label = "events"
