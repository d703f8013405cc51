"""Addresses of people: how to show events elsewhere, and the frames themselves, in each language."""

from django.urls import URLPattern, URLResolver, path

from .views import embed

app_name = "embed"
urlpatterns: list[URLPattern | URLResolver] = [
    path("embed/", embed.help_page, name="help"),
    path("embed/events/", embed.events, name="events"),
    path("embed/events/<slug:slug>/", embed.event, name="event"),
]
