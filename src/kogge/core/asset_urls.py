"""Addresses of the style sheet and the icon; they stand outside the languages."""

from django.urls import path

from . import assets

app_name = "assets"
urlpatterns = [
    path("<slug:digest>.css", assets.style, name="style"),
    path("<slug:digest>.svg", assets.icon, name="icon"),
]
