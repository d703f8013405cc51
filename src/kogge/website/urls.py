"""Addresses in the order a visitor meets them."""

from django.urls import URLPattern, URLResolver, include, path

from .home.views import home

app_name = "website"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("", include("kogge.website.calendar.urls")),
    path("", include("kogge.website.directory.urls")),
    path("", include("kogge.website.legal.urls")),
    path("", include("kogge.website.map.urls")),
]
