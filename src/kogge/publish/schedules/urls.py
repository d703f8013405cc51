"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from . import views

app_name = "schedules"
urlpatterns: list[URLPattern] = [
    path("events/<slug:slug>/programme.pdf", views.programme_booklet, name="booklet"),
    path("events/<slug:slug>/sessions/<slug:session>/slides/<int:pk>/", views.session_slides, name="slides"),
    path("desk/events/<slug:slug>/timetable/release/", views.release, name="release"),
    path("desk/events/<slug:slug>/timetable/print/<slug:which>.pdf", views.sheet, name="sheet"),
]
