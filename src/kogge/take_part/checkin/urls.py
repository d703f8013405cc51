"""Addresses of the door's app and of what devices call, in the order a device meets them."""

from django.urls import URLPattern, path

from . import api, app_shell

app_name = "checkin"
urlpatterns: list[URLPattern] = [
    path("", app_shell.shell, name="home"),
    path("<int:device>/", app_shell.shell, name="app"),
    path("worker.js", app_shell.worker, name="worker"),
    path("app.webmanifest", app_shell.manifest, name="manifest"),
    path("app/<slug:digest>/<str:name>", app_shell.part, name="part"),
    path("api/pair", api.pair, name="pair"),
    path("api/start", api.start, name="start"),
    path("api/roster", api.roster, name="roster"),
    path("api/push", api.push, name="push"),
    path("api/presence", api.presence, name="presence"),
    path("api/unpair", api.unpair, name="unpair"),
]
