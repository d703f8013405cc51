"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from . import views

app_name = "event_requests"
urlpatterns: list[URLPattern] = [
    path("event-at-your-place/", views.ask, name="ask"),
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/<slug:slug>/", views.challenge, name="challenge"),
    path("desk/requests/", views.request_list, name="list"),
    path("desk/requests/postcodes/", views.territories, name="territories"),
    path("desk/requests/<slug:code>/", views.one_request, name="request"),
    path("desk/challenges/", views.challenges_desk, name="challenges_desk"),
    path("desk/challenges/<slug:slug>/", views.challenge_desk, name="challenge_desk"),
    path("desk/calls/<slug:slug>/answers/<slug:code>/challenge/", views.make, name="make_challenge"),
]
