"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from .views import copies, days, notices, seats

app_name = "my_day"
urlpatterns: list[URLPattern] = [
    path("events/<slug:slug>/my-day/", days.start, name="start"),
    path("events/<slug:slug>/programme/all/", copies.whole, name="whole"),
    path("events/<slug:slug>/offline.json", copies.listing, name="copy"),
    path("events/<slug:slug>/app.webmanifest", copies.app, name="app"),
    path("offline/", copies.offline, name="offline"),
    path("r/<str:secret>/my-day/", days.of_registration, name="of_registration"),
    path("my-day/<str:secret>/", days.plan, name="plan"),
    path("my-day/<str:secret>/programme/", days.programme, name="programme"),
    path("my-day/<str:secret>/favourites/", days.favourites, name="favourites"),
    path("my-day/<str:secret>/day.ics", days.day_ics, name="feed"),
    path("my-day/<str:secret>/app.webmanifest", copies.plan_app, name="plan_app"),
    path("my-day/<str:secret>/seen/", days.seen, name="seen"),
    path("my-day/<str:secret>/seat/", seats.seat, name="seat"),
    path("my-day/<str:secret>/registration/", seats.registration, name="registration"),
    path("my-day/<str:secret>/mail/", notices.ask, name="mail"),
    path("my-day/<str:secret>/mail/stop/", notices.stop, name="mail_stop"),
    path("my-day/<str:secret>/mail/<str:token>/", notices.confirm, name="mail_confirm"),
    path("my-day/<str:secret>/deletion/", days.delete, name="delete"),
]
