"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from kogge.plan.juries.seats import both

from . import sheet, views

app_name = "pitches"
_DESK = "desk/calls/<slug:slug>/decision/<int:pk>/pitches/"
urlpatterns: list[URLPattern] = [
    path(_DESK, views.desk, name="desk"),
    path(f"{_DESK}order/", views.order, name="order"),
    path(f"{_DESK}revealing/", views.revealing, name="revealing"),
    path("pitch/<str:key>/", views.reveal, name="reveal"),
    path("pitch/<str:key>/state/", views.state, name="state"),
    path("pitch/<str:key>/screen/", views.screen, name="screen"),
    *both("pitch/<int:decision>/", sheet.show, "sheet"),
    *both("pitch/<int:decision>/entries/", sheet.entries, "entries"),
    *both("pitch/<int:decision>/worker.js", sheet.worker, "worker"),
]
