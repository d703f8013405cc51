"""Addresses, in the order somebody meets them."""

from django.urls import path

from . import views

app_name = "hours"
urlpatterns = [
    path("desk/hours/", views.start, name="start"),
    path("desk/hours/operations/<slug:slug>/", views.operation, name="operation"),
    path("desk/hours/people/<slug:code>/", views.participant, name="participant"),
    path("desk/hours/waiting/", views.waiting, name="waiting"),
    path("desk/hours/events/<slug:slug>/", views.event, name="event"),
    path("desk/hours/events/<slug:slug>/<slug:serial>/", views.decide, name="decide"),
    path("desk/hours/events/<slug:slug>/<slug:serial>/take-back/", views.take_back, name="take_back"),
]
