"""Addresses of the calendar, and of the event pages that the website completes (same as the programme's)."""

from django.urls import path

from . import completed, views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("events/<slug:slug>/", completed.event, name="event"),
    path("events/<slug:slug>/sessions/<slug:session>/", completed.session, name="session"),
    path("series/<slug:slug>/", completed.series, name="series"),
]
