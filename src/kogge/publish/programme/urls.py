"""Addresses in the order a visitor meets them."""

from django.urls import URLPattern, URLResolver, path

from . import desk, views

app_name = "programme"
urlpatterns: list[URLPattern | URLResolver] = [
    path("events/<slug:slug>/", views.event, name="event"),
    path("events/<slug:slug>/programme/", views.programme, name="programme"),
    path("events/<slug:slug>/now/", views.now, name="now"),
    path("events/<slug:slug>/sessions/<slug:session>/", views.session, name="session"),
    path("events/<slug:slug>/speakers/", views.speakers, name="speakers"),
    path("events/<slug:slug>/changes/", views.changes, name="changes"),
    path("series/<slug:slug>/", views.series, name="series"),
    path("desk/events/<slug:slug>/preview/", desk.preview, name="preview"),
    path("desk/events/<slug:slug>/release/", desk.release, name="release"),
    path("desk/events/<slug:slug>/releases/", desk.releases, name="releases"),
    path("desk/events/<slug:slug>/withdrawal/", desk.withdraw, name="withdraw"),
    path(
        "desk/events/<slug:slug>/sessions/<slug:session>/release/",
        desk.release_session,
        name="release_session",
    ),
]
